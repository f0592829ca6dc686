using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>
/// The runtime's own functions on a device: values and partial derivatives over the whole range of floats, special values included, against the same kernels on the
/// processor, which are tested against references of 100 bits.
/// </summary>
[Category("Gpu")]
public sealed class RuntimeFunctionTests
{
    // Results below the normal numbers: devices may flush them to zero.
    private const float Smallest = 1.17549435e-38f;

    // Units of the last place that a value and a partial may differ by. The processor's own share is up to 2, 4 for some.
    private const double ValueTolerance = 6;
    private const double PartialTolerance = 16;

    private const double Rounding = 5.96e-8;

    private static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2.5f, 3f, -7.25f, 1e-3f, -1e-3f, 1e-20f, 1e20f, -1e20f, 88f, -88f, 110f, 20.5f,
        float.Epsilon, -float.Epsilon, Smallest, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        MathF.PI, -MathF.PI / 2, 1e6f, 12345.678f,
    ];

    /// <summary>Kernels that have no form for devices.</summary>
    private static readonly string[] Excluded = ["Digamma", "Polygamma"];

    private static IEnumerable<string> Names => Kernels().Select(kernel => kernel.Name[..^"Kernel`1".Length]);

    private static IEnumerable<Type> Kernels() => typeof(ElementwiseFunctions)
        .GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public)
        .Where(type => type.Name.EndsWith("Kernel`1", StringComparison.Ordinal))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Function(string name)
    {
        Type open = Kernels().Single(type => type.Name == name + "Kernel`1");
        Type kernel = open.MakeGenericType(typeof(float));
        typeof(RuntimeFunctionTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(kernel).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [New(kernel)], null);
    }

    // Passive arguments: an exponent or a base, a lower and an upper bound, a number.
    private static object New(Type kernel)
    {
        ConstructorInfo? constructor = kernel.GetConstructors().SingleOrDefault(constructor => constructor.GetParameters().Length > 0);
        object[] numbers = [2.5f, 3.75f];
        return constructor is null
            ? Activator.CreateInstance(kernel)!
            : constructor.Invoke([.. constructor.GetParameters().Select((parameter, i) => parameter.ParameterType == typeof(int) ? 2 : numbers[i])]);
    }

    private static void Check<TKernel>(TKernel kernel)
        where TKernel : struct, IElementwiseKernel<TKernel, float>
    {
        GpuDevice device = TestDevice.Default;
        if (TKernel.Hlsl is null)
        {
            Assert.That(Excluded, Does.Contain(TKernel.Name));
            return;
        }

        float[][] points = Points(TKernel.Arity, isOfBounds: TKernel.Name is "Clamp" or "ClampNative");
        int count = points[0].Length;
        Tensor<float>[] operands = [.. points.Select(elements => Tensor.Wrap(elements, elements.Length))];
        Tensor<float> value = Tensor<float>.Uninitialized([count]);
        Tensor<float>[] partials = [.. points.Select(_ => Tensor<float>.Uninitialized([count]))];
        ElementwiseLoop.ForwardWithPartials<TKernel, float>(kernel, [.. operands, value, .. partials], [count]);

        DeviceOperand[] uploaded = [.. points.Select(elements => DeviceOperand.Contiguous(Comparison.Upload<float>(device, elements)))];
        using DeviceBuffer result = device.Allocate(4 * count, sizeof(float));
        DeviceBuffer[] derivatives = [.. points.Select(_ => device.Allocate(4 * count, sizeof(float)))];
        DeviceKernel.ForwardWithPartials<TKernel, float>(
            device, kernel, uploaded, DeviceOperand.Contiguous(result), [.. derivatives.Select(buffer => DeviceOperand.Contiguous(buffer))], [count]);

        var problems = new List<string>();
        Compare(problems, TKernel.Name, points, Comparison.Download<float>(result, count), value.ToArray(), ValueTolerance, point => Terms(TKernel.Name, point));
        for (int i = 0; i < partials.Length; i++)
        {
            string what = $"partial {i} of {TKernel.Name}";
            Compare(problems, what, points, Comparison.Download<float>(derivatives[i], count), partials[i].ToArray(), PartialTolerance, point => Terms(what, point));
            derivatives[i].Dispose();
            uploaded[i].Buffer!.Dispose();
        }

        Assert.That(problems, Is.Empty, $"{problems.Count} differences");
    }

    /// <summary>The size of the terms of a sum that cancels somewhere: the error is in relation to these. Not finite where one of them overflows, and anything may come out.</summary>
    private static double Terms(string what, float[] x) => what switch
    {
        "MultiplyAddEstimate" => Math.Max(Math.Abs(x[0] * x[1]), MathF.Abs(x[2])),
        "Lerp" => Math.Max(Math.Abs(x[0] * (1 - x[2])), MathF.Abs(x[1] * x[2])),
        "LogAddExp" => Math.Max(MathF.Abs(x[0]), MathF.Abs(x[1])),

        // x (1 - t) + softplus(-x), softplus(x) - x t
        "BinaryCrossEntropyWithLogits" => Math.Abs(x[0] * (x[0] > 0 ? 1 - x[1] : x[1])),

        // 1 - t - sigmoid(-x), sigmoid(x) - t
        "partial 0 of BinaryCrossEntropyWithLogits" => Math.Max(0.5f, MathF.Abs(x[1])),

        // By reflection, log(pi / |x sin(pi x)|) - logGamma(-x).
        "LogGamma" when x[0] < 0 => 2 * Math.Max(1, SpecialFunctions.LogGamma(1 - (double)x[0])),

        // psi(-x) + 1 / -x + pi / tan(pi x)
        "partial 0 of LogGamma" when x[0] < 0 => 2 * Math.Max(1, SpecialFunctions.Digamma(1 - (double)x[0])),

        // 2 x y - 2 / sqrt(pi)
        "partial 0 of ScaledErfc" => 1.13,
        _ => 0,
    };

    /// <summary>Special values in every combination, and numbers of every size.</summary>
    /// <param name="arity">The number of operands.</param>
    /// <param name="isOfBounds">Whether the last two are bounds: the processor throws where they are the wrong way round.</param>
    private static float[][] Points(int arity, bool isOfBounds)
    {
        var random = new Random(arity);
        var points = new List<float[]>();
        int combinations = (int)Math.Pow(Specials.Length, arity);
        for (int i = 0; i < combinations; i += arity > 2 ? 7 : 1)
        {
            int rest = i;
            points.Add([.. Enumerable.Range(0, arity).Select(_ =>
            {
                float special = Specials[rest % Specials.Length];
                rest /= Specials.Length;
                return special;
            })]);
        }

        for (int i = 0; i < 4000; i++)
        {
            points.Add([.. Enumerable.Range(0, arity).Select(_ => i % 2 == 0
                ? (float)((random.NextDouble() - 0.5) * 20)
                : BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32)))]);
        }

        if (isOfBounds)
        {
            points.RemoveAll(point => !(point[1] <= point[2]));
        }

        return [.. Enumerable.Range(0, arity).Select(k => points.Select(point => point[k]).ToArray())];
    }

    private static void Compare(List<string> problems, string what, float[][] points, float[] actual, float[] expected, double tolerance, Func<float[], double> terms)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double a = actual[i];
            double e = expected[i];
            double unit = float.IsFinite(expected[i]) ? (double)MathF.BitIncrement(MathF.Abs(expected[i])) - Math.Abs(e) : 0;
            double size = terms([.. points.Select(operand => operand[i])]);
            bool isOpen = !double.IsFinite(size);
            if (!a.Equals(e) && !isOpen && !(Math.Abs(a - e) <= (tolerance * (unit + (size * Rounding))) + Smallest))
            {
                problems.Add(FormattableString.Invariant(
                    $"{what} at ({string.Join(", ", points.Select(operand => operand[i].ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}): {a:R} on the device, {e:R} on the processor"));
            }
        }
    }
}
