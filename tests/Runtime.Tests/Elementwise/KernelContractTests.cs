using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>What every kernel promises, checked for all that the library has, in float and in double.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class KernelContractTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // As many as the widest vector has lanes.
    private static readonly double[] Numbers = [0.3, 0.9, 1, 1.2, 1.5, 1.8, 1.9, 1.25, 0.1, 0.7, 1.1, 1.7, 0.6, 1.05, 1.4, 0.45];

    private static readonly T[] Ones = Pinned(Numbers.Select(_ => T.One));
    private static readonly T[] NaNs = Pinned(Numbers.Select(_ => T.NaN));

    private static IEnumerable<TestCaseData> Kernels()
    {
        IEnumerable<Type> kernels = typeof(ElementwiseFunctions).GetNestedTypes(BindingFlags.NonPublic)
            .Where(type => type.Name.EndsWith("Kernel`1", StringComparison.Ordinal));
        foreach (Type kernel in kernels.Select(type => type.MakeGenericType(typeof(T))))
        {
            // The passive arguments: an order, an exponent, or bounds that some of the numbers are outside of.
            object[] passive =
            [
                .. kernel.GetConstructors().SelectMany(made => made.GetParameters())
                    .Select((parameter, i) => parameter.ParameterType == typeof(int) ? (object)(i + 1) : T.CreateTruncating(i + 0.75)),
            ];
            yield return new TestCaseData(Activator.CreateInstance(kernel, passive)).SetArgDisplayNames(kernel.Name);
        }
    }

    [Test]
    public void TheLibrary_HasKernels() => Assert.That(Kernels().Count(), Is.GreaterThan(80));

    /// <summary>The build runs these tests with narrower vectors too, and says how wide they may be; a machine may have less.</summary>
    [Test]
    public void Vectors_AreNoWiderThanTheBuildAllows()
    {
        string most = Environment.GetEnvironmentVariable("AUTODIFF_VECTOR_BITS") ?? "512";
        Assert.That(Elementwise.VectorBits, Is.LessThanOrEqualTo(int.Parse(most, CultureInfo.InvariantCulture)));
    }

    [TestCaseSource(nameof(Kernels))]
    public void Kernel_KeepsItsContract(object kernel) =>
        typeof(KernelContractTests<T>).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(kernel.GetType())
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [kernel], null);

    private static void Check<TKernel>(TKernel kernel)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        int arity = TKernel.Arity;
        T[][] arguments =
            [.. Enumerable.Range(0, arity).Select(k => Pinned(Numbers.Select((_, i) => Argument(TKernel.Name, k, i + (3 * k)))))];
        ElementwiseOperand<T>[] operands = [.. arguments.Select(Dense)];
        T[] values = Fresh();
        TKernel.Forward(in kernel, operands, Dense(values), Numbers.Length);
        T[][] gradients = [.. arguments.Select(_ => Fresh())];
        TKernel.Backward(in kernel, operands, Dense(Ones), [.. gradients.Select(Dense)], Numbers.Length);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values.All(T.IsFinite), Is.True, "all arguments are in the domain");
            Assert.That(gradients.SelectMany(gradient => gradient).All(T.IsFinite), Is.True, "and none is at a pole");
            CheckPartials(kernel, operands, values, gradients);
            CheckPlace(kernel, arguments, values);
            CheckWidths(kernel, operands, values, gradients);
            CheckWhatIsNotWanted(kernel, arguments, gradients);
        }
    }

    /// <summary>Values and partial derivatives in one pass: the same values, and the gradients with an adjoint of 1.</summary>
    private static void CheckPartials<TKernel>(TKernel kernel, ElementwiseOperand<T>[] operands, T[] values, T[][] gradients)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        T[] again = Fresh();
        T[][] partials = [.. operands.Select(_ => Fresh())];
        TKernel.ForwardWithPartials(in kernel, operands, Dense(again), [.. partials.Select(Dense)], Numbers.Length);
        Assert.That(again, Is.EqualTo(values), "values with partials");
        for (int k = 0; k < partials.Length; k++)
        {
            // The product with the adjoint may be taken at another place of the formula.
            double relative = typeof(T) == typeof(float) ? 1e-4 : 1e-12;
            Assert.That(
                partials[k].Select(double.CreateChecked),
                Is.EqualTo(gradients[k].Select(double.CreateChecked)).Within(relative).Percent,
                $"partials {k}");
        }
    }

    /// <summary>Results in the place of the first operand.</summary>
    private static void CheckPlace<TKernel>(TKernel kernel, T[][] arguments, T[] values)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        T[] place = Pinned(arguments[0]);
        TKernel.Forward(in kernel, [Dense(place), .. arguments.Skip(1).Select(Dense)], Dense(place), Numbers.Length);
        Assert.That(place, Is.EqualTo(values), "in place");
    }

    /// <summary>The width of the vectors is not to be seen.</summary>
    private static void CheckWidths<TKernel>(TKernel kernel, ElementwiseOperand<T>[] operands, T[] values, T[][] gradients)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        int own = Elementwise.VectorBits;
        try
        {
            foreach (int bits in new[] { 128, 256, 512 })
            {
                Elementwise.VectorBits = bits;
                T[] again = Fresh();
                T[][] gradientsAgain = [.. gradients.Select(_ => Fresh())];
                TKernel.Forward(in kernel, operands, Dense(again), Numbers.Length);
                TKernel.Backward(in kernel, operands, Dense(Ones), [.. gradientsAgain.Select(Dense)], Numbers.Length);
                Assert.That(again, Is.EqualTo(values), $"values with {bits} bits");
                Assert.That(gradientsAgain, Is.EqualTo(gradients), $"gradients with {bits} bits");
            }
        }
        finally
        {
            Elementwise.VectorBits = own;
        }
    }

    /// <summary>
    /// A gradient alone is what it is among the others, and does not depend on an operand that the kernel says it does not read.
    /// </summary>
    private static void CheckWhatIsNotWanted<TKernel>(TKernel kernel, T[][] arguments, T[][] gradients)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        for (int k = 0; k < gradients.Length; k++)
        {
            int wanted = k;
            T[] alone = Fresh();
            ElementwiseOperand<T>[] operands =
                [.. arguments.Select((argument, j) => TKernel.GradientReads(wanted, j) ? Dense(argument) : Dense(NaNs))];
            ElementwiseOperand<T>[] results = [.. gradients.Select((_, j) => j == wanted ? Dense(alone) : default)];
            TKernel.Backward(in kernel, operands, Dense(Ones), results, Numbers.Length);
            Assert.That(alone, Is.EqualTo(gradients[k]), $"gradient {k} alone");
        }
    }

    // Inside of the domain of every function: below 1 for some, above 1 for one; bounds in their order.
    private static T Argument(string function, int k, int i)
    {
        double number = Numbers[i % Numbers.Length];
        return T.CreateTruncating(function switch
        {
            "Asin" or "Acos" or "Atanh" or "AsinPi" or "AcosPi" => number / 2,
            "TanPi" => number / 4,
            "Clamp" or "ClampNative" => k == 0 ? 2 * number : (number / 2) + k,
            "Acosh" => number + 1,
            _ => number,
        });
    }

    private static T[] Fresh() => Pinned(Numbers.Select(_ => T.CreateTruncating(-77)));

    private static T[] Pinned(IEnumerable<T> numbers)
    {
        T[] array = GC.AllocateUninitializedArray<T>(Numbers.Length, pinned: true);
        int i = 0;
        foreach (T number in numbers)
        {
            array[i++] = number;
        }

        return array;
    }

    private static unsafe ElementwiseOperand<T> Dense(T[] pinned) => new((T*)Unsafe.AsPointer(ref pinned[0]));
}
