using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>
/// The functions of tensors and their generated kernels against values and gradients recorded from libtorch. The generator's own
/// tests decide about poles and kinks; here the rows are compared in which libtorch's numbers are finite.
/// </summary>
/// <remarks>
/// Four functions are left to the generator's tests, which know where libtorch itself is inexact: softplus (linear above 20), digamma
/// (its derivative has 11 digits), atan2 (its derivative overflows for large and small arguments) and atanh (of floats near 1).
/// </remarks>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public class TorchFunctionTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, Func<Tensor<T>, Tensor<T>>> UnaryFunctions = new()
    {
        ["neg"] = x => -x,
        ["abs"] = x => x.Abs(),
        ["sqrt"] = x => x.Sqrt(),
        ["rsqrt"] = x => x.Rsqrt(),
        ["square"] = x => x.Square(),
        ["reciprocal"] = x => x.Reciprocal(),
        ["exp"] = x => x.Exp(),
        ["exp2"] = x => x.Exp2(),
        ["expm1"] = x => x.ExpM1(),
        ["log"] = x => x.Log(),
        ["log2"] = x => x.Log2(),
        ["log10"] = x => x.Log10(),
        ["log1p"] = x => x.LogP1(),
        ["sin"] = x => x.Sin(),
        ["cos"] = x => x.Cos(),
        ["tan"] = x => x.Tan(),
        ["asin"] = x => x.Asin(),
        ["acos"] = x => x.Acos(),
        ["atan"] = x => x.Atan(),
        ["sinh"] = x => x.Sinh(),
        ["cosh"] = x => x.Cosh(),
        ["tanh"] = x => x.Tanh(),
        ["asinh"] = x => x.Asinh(),
        ["acosh"] = x => x.Acosh(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["logsigmoid"] = x => x.LogSigmoid(),
        ["relu"] = x => x.Relu(),
        ["erf"] = x => x.Erf(),
        ["erfc"] = x => x.Erfc(),
        ["lgamma"] = x => x.LogGamma(),
        ["clamp_scalar"] = x => x.Clamp(-T.One, Number(2)),
        ["add_scalar"] = x => x + Number(2.5),
        ["mul_scalar"] = x => Number(2.5) * x,
        ["rdiv_scalar"] = x => T.One / x,
        ["rsub_scalar"] = x => T.One - x,
        ["x_mul_x"] = x => x * x,
        ["pow_scalar(-2)"] = x => x.Pow(Number(-2)),
        ["pow_scalar(-1)"] = x => x.Pow(Number(-1)),
        ["pow_scalar(-0.5)"] = x => x.Pow(Number(-0.5)),
        ["pow_scalar(0)"] = x => x.Pow(Number(0)),
        ["pow_scalar(0.5)"] = x => x.Pow(Number(0.5)),
        ["pow_scalar(1)"] = x => x.Pow(Number(1)),
        ["pow_scalar(2)"] = x => x.Pow(Number(2)),
        ["pow_scalar(3)"] = x => x.Pow(Number(3)),
        ["pow_scalar(2.5)"] = x => x.Pow(Number(2.5)),
    };

    private static readonly Dictionary<string, Func<Tensor<T>, Tensor<T>, Tensor<T>>> BinaryFunctions = new()
    {
        ["add"] = (x, y) => x + y,
        ["sub"] = (x, y) => x - y,
        ["mul"] = (x, y) => x * y,
        ["div"] = (x, y) => x / y,
        ["pow"] = (x, y) => x.Pow(y),
        ["hypot"] = Tensor.Hypot,
        ["maximum"] = Tensor.Maximum,
        ["minimum"] = Tensor.Minimum,
        ["logaddexp"] = Tensor.LogAddExp,
        ["xlogy"] = Tensor.XLogY,
    };

    private static readonly Lazy<JsonDocument> UnaryGolden = new(() => Read("unary"));
    private static readonly Lazy<JsonDocument> BinaryGolden = new(() => Read("binary"));

    private static bool IsSingle => typeof(T) == typeof(float);

    private static IEnumerable<string> UnaryNames => UnaryFunctions.Keys;

    private static IEnumerable<string> BinaryNames => BinaryFunctions.Keys;

    [TestCaseSource(nameof(UnaryNames))]
    public void Unary_AgreesWithTorch(string name) => Compare(UnaryGolden.Value, name, inputs => UnaryFunctions[name](inputs[0]));

    [TestCaseSource(nameof(BinaryNames))]
    public void Binary_AgreesWithTorch(string name) => Compare(BinaryGolden.Value, name, inputs => BinaryFunctions[name](inputs[0], inputs[1]));

    private static void Compare(JsonDocument golden, string name, Func<Tensor<T>[], Tensor<T>> apply)
    {
        JsonElement function = golden.RootElement.GetProperty("functions").EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == name);
        T[][] arguments = golden.RootElement.GetProperty("inputs").EnumerateArray().Select(Numbers).ToArray();
        T[] upstream = Numbers(golden.RootElement.GetProperty("g2"));
        var failures = new List<string>();
        Run("grad1", Enumerable.Repeat(T.One, upstream.Length).ToArray());
        Run("grad2", upstream);
        Assert.That(failures, Is.Empty, () => string.Join('\n', failures));

        void Run(string label, T[] seed)
        {
            Tensor<T>[] inputs = arguments.Select(a => Tensor.Create(a, requiresGrad: true)).ToArray();
            Tensor<T> result = apply(inputs);
            result.Backward(Tensor.Create(seed));
            T[] values = Numbers(function.GetProperty("out"));
            Check("out", values, values, result.ToArray());
            for (int k = 0; k < inputs.Length; k++)
            {
                Check($"{label}[{k}]", values, Numbers(function.GetProperty(label)[k]), inputs[k].Grad!.ToArray());
            }
        }

        void Check(string label, T[] values, T[] expected, T[] actual)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                // Outside its domain libtorch gives acosh, for example, no value but a finite derivative.
                if (T.IsFinite(values[i]) && T.IsFinite(expected[i]) && !IsClose(expected[i], actual[i]))
                {
                    string at = string.Join(", ", arguments.Select(a => a[i]));
                    failures.Add($"{label} at ({at}): torch {expected[i]}, ours {actual[i]}");
                }
            }
        }
    }

    // The absolute part is for derivatives that libtorch computes from the result, with cancellation: 1 - tanh(x)^2 near 1.
    private static bool IsClose(T expected, T actual)
    {
        double torch = double.CreateChecked(expected);
        double relative = IsSingle ? 4e-6 : 1e-12;
        double absolute = IsSingle ? 1e-6 : 2e-15;
        return Math.Abs(torch - double.CreateChecked(actual)) <= (relative * Math.Abs(torch)) + absolute;
    }

    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Numbers(JsonElement array) => array.EnumerateArray()
        .Select(e => T.Parse(e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText(), CultureInfo.InvariantCulture))
        .ToArray();

    private static JsonDocument Read(string family) => JsonDocument.Parse(File.ReadAllText(Path.Combine(
        TestContext.CurrentContext.TestDirectory, "Data", "torch-golden", $"elementwise_{family}_{(IsSingle ? "f32" : "f64")}.json")));
}
