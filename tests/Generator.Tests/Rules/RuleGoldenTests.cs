using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>The rules against libtorch, row by row; what differs is in <see cref="GoldenDeviations"/> with its reason.</summary>
[TestFixture]
public sealed class RuleGoldenTests
{
    private static IEnumerable<string> Names => GoldenCases.Programs.Keys;

    [TestCaseSource(nameof(Names))]
    public void Function_AgreesWithTorch(string name)
    {
        GoldenFunction golden = GoldenFile.Get(name);
        ScalarProgram value = GoldenCases.Programs[name];
        GoldenDeviation[] deviations = [.. GoldenDeviations.Of(name)];
        HashSet<GoldenDeviation> used = [];
        List<string> failures = [];
        foreach (Comparison comparison in Compare(golden, value))
        {
            if (comparison.Agrees)
            {
                continue;
            }

            if (Array.Find(deviations, deviation => deviation.Where(comparison)) is { } deviation)
            {
                used.Add(deviation);
            }
            else
            {
                failures.Add(comparison.ToString());
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(failures, Is.Empty, () => string.Join(Environment.NewLine, failures));
            Assert.That(deviations.Except(used).Select(deviation => deviation.Reason), Is.Empty, "These deviations no longer happen.");
        });
    }

    /// <summary>
    /// A zero seed gives zero where torch has 0 times infinity = NaN; NaN is left only where an infinite value is a factor by itself.
    /// </summary>
    [TestCaseSource(nameof(Names))]
    public void ZeroSeed_GivesZero(string name)
    {
        GoldenFunction golden = GoldenFile.Get(name);
        ScalarProgram value = GoldenCases.Programs[name];
        foreach (int k in Enumerable.Range(0, value.Inputs.Length).Where(k => golden.SeededGradient[k] is not null))
        {
            ScalarProgram seeded = value.Derivative(k, 0);
            foreach (int row in Enumerable.Range(0, golden.Seeds.Length).Where(row => golden.Seeds[row] == 0))
            {
                double[] x = golden.Inputs[row];
                if (Defined(value, x) && x.All(double.IsFinite) && double.IsFinite(value.Evaluate(x)))
                {
                    Assert.That(seeded.Evaluate(x), Is.Zero, () => $"d{k} at ({string.Join(", ", x)})");
                }
            }
        }
    }

    [Test]
    public void EveryGolden_IsComparedOrOmittedWithAReason() =>
        Assert.That(Names.Concat(GoldenCases.Omitted.Keys), Is.EquivalentTo(GoldenFile.Names));

    private static IEnumerable<Comparison> Compare(GoldenFunction golden, ScalarProgram value)
    {
        int arity = value.Inputs.Length;
        ScalarProgram[] first = [.. Enumerable.Range(0, arity).Select(k => value.Derivative(k))];
        ScalarProgram[][] second = [.. first.Select(partial => Enumerable.Range(0, arity).Select(j => partial.Derivative(j)).ToArray())];
        for (int row = 0; row < golden.Inputs.Length; row++)
        {
            double[] x = golden.Inputs[row];
            if (!Defined(value, x))
            {
                continue;
            }

            yield return new Comparison(Quantity.Value, "value", x, golden.Value[row], value.Evaluate(x));
            for (int k = 0; k < arity; k++)
            {
                if (golden.Gradient[k] is { } gradient)
                {
                    yield return new Comparison(Quantity.Gradient, $"d{k}", x, gradient[row], first[k].Evaluate(x));
                }

                for (int j = 0; j < arity; j++)
                {
                    if (golden.Second[k]?[j] is { } hessian)
                    {
                        yield return new Comparison(Quantity.Second, $"d{k}d{j}", x, hessian[row], second[k][j].Evaluate(x));
                    }
                }
            }
        }
    }

    /// <summary>Whether the function takes the arguments: a clamp refuses bounds in the wrong order.</summary>
    private static bool Defined(ScalarProgram value, double[] x)
    {
        try
        {
            value.Evaluate(x);
            return true;
        }
        catch (TargetInvocationException refused) when (refused.InnerException is ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>What is compared.</summary>
internal enum Quantity
{
    Value,
    Gradient,
    Second,
}

/// <summary>One number of libtorch beside ours.</summary>
internal sealed record Comparison(Quantity Quantity, string Label, double[] Arguments, double Torch, double Ours)
{
    // The two differ by an ulp or two in each function; second derivatives are longer formulas.
    private double Tolerance => Quantity == Quantity.Second ? 1e-10 : 1e-12;

    public bool Agrees => double.IsNaN(Torch) ? double.IsNaN(Ours)
        : Torch == Ours || Math.Abs(Torch - Ours) <= Math.Max(Tolerance * Math.Abs(Torch), double.Epsilon * 8);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Label} at ({string.Join(", ", Arguments)}): torch {Torch}, ours {Ours}");
}
