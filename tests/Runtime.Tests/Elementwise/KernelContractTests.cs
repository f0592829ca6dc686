using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>What every kernel promises, checked for all that the library has, in float and in double.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class KernelContractTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Stride = 3;

    private static readonly double[] Numbers = [0.3, 0.9, 1, 1.2, 1.5, 1.8, 1.9, 1.25];

    private static IEnumerable<TestCaseData> Kernels()
    {
        IEnumerable<Type> kernels = typeof(ElementwiseFunctions).GetNestedTypes(BindingFlags.NonPublic)
            .Where(type => type.Name.EndsWith("Kernel`1", StringComparison.Ordinal));
        foreach (Type kernel in kernels.Select(type => type.MakeGenericType(typeof(T))))
        {
            // The passive arguments: an exponent, or bounds that some of the numbers are outside of.
            object[] passive =
            [
                .. kernel.GetConstructors().SelectMany(made => made.GetParameters()).Select((_, i) => (object)T.CreateTruncating(i + 0.75)),
            ];
            yield return new TestCaseData(Activator.CreateInstance(kernel, passive)).SetArgDisplayNames(kernel.Name);
        }
    }

    [Test]
    public void TheLibrary_HasKernels() => Assert.That(Kernels().Count(), Is.GreaterThan(45));

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
            [.. Enumerable.Range(0, arity).Select(k => Numbers.Select((_, i) => Argument(TKernel.Name, i + (3 * k))).ToArray())];
        ElementwiseOperand<T>[] operands = [.. arguments.Select(Dense)];
        T[] values = Fresh();
        TKernel.Forward(in kernel, operands, Dense(values), Numbers.Length);
        T[][] gradients = [.. arguments.Select(_ => Fresh())];
        TKernel.Backward(in kernel, operands, Broadcast(T.One), [.. gradients.Select(Dense)], Numbers.Length);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values.All(T.IsFinite), Is.True, "all arguments are in the domain");
            Assert.That(gradients.SelectMany(gradient => gradient).All(T.IsFinite), Is.True, "and none is at a pole");
            CheckPartials(kernel, operands, values, gradients);
            CheckStridesAndPlace(kernel, arguments, values, gradients);
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

    /// <summary>Elements apart from each other, and results in the place of the first operand.</summary>
    private static void CheckStridesAndPlace<TKernel>(TKernel kernel, T[][] arguments, T[] values, T[][] gradients)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
    {
        T[] place = (T[])arguments[0].Clone();
        TKernel.Forward(in kernel, [Dense(place), .. arguments.Skip(1).Select(Dense)], Dense(place), Numbers.Length);
        Assert.That(place, Is.EqualTo(values), "in place");

        T[][] spread = [.. arguments.Select(Spread)];
        T[] result = Spread(Fresh());
        T[][] spreadGradients = [.. arguments.Select(_ => Spread(Fresh()))];
        TKernel.Forward(in kernel, [.. spread.Select(Apart)], Apart(result), Numbers.Length);
        TKernel.Backward(in kernel, [.. spread.Select(Apart)], Broadcast(T.One), [.. spreadGradients.Select(Apart)], Numbers.Length);
        Assert.That(result, Is.EqualTo(Spread(values)), "with strides, and nothing written between");
        for (int k = 0; k < gradients.Length; k++)
        {
            Assert.That(spreadGradients[k], Is.EqualTo(Spread(gradients[k])), $"gradient {k} with strides");
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
                [.. arguments.Select((argument, j) => TKernel.GradientReads(wanted, j) ? Dense(argument) : Broadcast(T.NaN))];
            ElementwiseOperand<T>[] results = [.. gradients.Select((_, j) => j == wanted ? Dense(alone) : default)];
            TKernel.Backward(in kernel, operands, Broadcast(T.One), results, Numbers.Length);
            Assert.That(alone, Is.EqualTo(gradients[k]), $"gradient {k} alone");
        }
    }

    // Inside of the domain of every function: below 1 for some, above 1 for one.
    private static T Argument(string function, int i)
    {
        double number = Numbers[i % Numbers.Length];
        return T.CreateTruncating(function switch
        {
            "Asin" or "Acos" or "Atanh" => number / 2,
            "Acosh" => number + 1,
            _ => number,
        });
    }

    private static T[] Fresh() => [.. Numbers.Select(_ => T.CreateTruncating(-77))];

    private static T[] Spread(T[] numbers)
    {
        var spread = new T[(numbers.Length * Stride) + 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            spread[(i * Stride) + 1] = numbers[i];
        }

        return spread;
    }

    private static ElementwiseOperand<T> Dense(T[] numbers) => new(numbers, 0, 1);

    private static ElementwiseOperand<T> Apart(T[] numbers) => new(numbers, 1, Stride);

    private static ElementwiseOperand<T> Broadcast(T number) => new([number], 0, 0);
}
