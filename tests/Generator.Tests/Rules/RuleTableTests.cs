using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Rules;

[TestFixture]
public sealed class RuleTableTests
{
    private const double Seed = 0.7;

    private static readonly double[] SpecialPoints =
        [0.0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 1e-308, -1e-308, 5e-324, 1e300, -1e300, double.MaxValue, -double.MaxValue, 20, 800, -800];

    private static IEnumerable<TestCaseData> Rules => RuleTable.All.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Key));

    /// <summary>The rules that are spelled as a function of Math or of the number types: the others have one place only.</summary>
    private static IEnumerable<TestCaseData> MembersOfNumbers => RuleTable.All
        .Where(rule => rule.Spelling.Home is Home.Math or Home.Number)
        .Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Key));

    private static IEnumerable<TestCaseData> Partials =>
        from rule in RuleTable.All
        from argument in Enumerable.Range(0, rule.Partials.Count)
        where rule.Partials[argument] is not null
        select new TestCaseData(rule, argument).SetArgDisplayNames(rule.Key, $"{argument}");

    [TestCaseSource(nameof(Rules))]
    public void Entry_IsConsistent(object entry)
    {
        var rule = (Rule)entry;
        Assert.Multiple(() =>
        {
            Assert.That(rule.Partials, Has.Count.EqualTo(rule.Kind == RuleKind.Passive ? 0 : rule.Arity));
            Assert.That(rule.Samples, Is.Not.Empty);
            Assert.That(rule.Samples, Has.All.Length.EqualTo(rule.Arity));
            Assert.That(rule.Matches.Select(match => RuleFunctions.Codes(match).Length), Has.All.EqualTo(rule.Arity));
            Assert.That(rule.Kind == RuleKind.Passive || rule.Partials.Any(partial => partial is not null));
        });
    }

    [TestCaseSource(nameof(Rules))]
    public void Function_HasAValueAtEverySample(object entry)
    {
        var rule = (Rule)entry;
        Assert.That(rule.Samples.Select(sample => RuleFunctions.Apply(rule.Key, sample)), Has.None.NaN);
    }

    /// <summary>What a vectorised kernel calls exists for every width, with as many vectors as the function has arguments.</summary>
    [TestCaseSource(nameof(Rules))]
    public void VectorSpelling_NamesAFunctionOfEveryWidth(object entry)
    {
        var rule = (Rule)entry;
        if (rule.Spelling.Vector is not { } name || rule.Spelling.Home == Home.Operator || rule.Key == "stopGradient")
        {
            return;
        }

        string[] widths = [.. typeof(VectorMath).GetMethods().Where(method => method.Name == name && method.IsGenericMethod)
            .Where(method => method.GetParameters().Length == rule.Arity)
            .Select(method => method.GetParameters()[0].ParameterType.Name)];
        Assert.That(widths, Is.EquivalentTo(new[] { "Vector128`1", "Vector256`1", "Vector512`1" }));
    }

    [TestCaseSource(nameof(MembersOfNumbers))]
    public void Spelling_NamesAFunctionOfEveryRealType(object entry)
    {
        var rule = (Rule)entry;
        string[] generic = [.. typeof(IFloatingPointIeee754<>).GetInterfaces()
            .Append(typeof(IFloatingPointIeee754<>)).Append(typeof(IBinaryNumber<>))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Select(method => method.Name)];
        Assert.That(generic, Does.Contain(rule.Spelling.Text));
        if (rule.Spelling.Home == Home.Math)
        {
            Assert.That(typeof(MathF).GetMember(rule.Spelling.Text), Is.Not.Empty);
        }
    }

    /// <summary>A match is a promise that the user's method and the spelling are one function, to the last bit.</summary>
    [TestCaseSource(nameof(MembersOfNumbers))]
    public void EveryMatch_HasTheBitsOfTheSpelling(object entry)
    {
        var rule = (Rule)entry;
        foreach ((Type real, Type[] containers) in new[]
                 {
                     (typeof(double), new[] { typeof(Math), typeof(double) }),
                     (typeof(float), [typeof(Math), typeof(MathF), typeof(float)]),
                 })
        {
            MethodInfo[] methods = [.. rule.Matches
                .SelectMany(match => containers
                    .Where(container => RuleTable.Find(match, container.Name) == rule)
                    .Select(container => RuleFunctions.Find(container, match, real)))
                .OfType<MethodInfo>()];
            foreach (double[] point in Points(rule).Where(_ => methods.Length > 1))
            {
                Assert.That(methods.Select(method => Outcome(method, point)).Distinct().Count(), Is.EqualTo(1), () => Text(point));
            }
        }
    }

    [TestCaseSource(nameof(Partials))]
    public void Partial_UsesEntriesOnly(object entry, int argument)
    {
        IEnumerable<string> keys = ScalarProgram.ScaledPartial((Rule)entry, argument).Ops
            .Select(op => op.Attribute).OfType<RuleAttribute>().Select(attribute => attribute.Key);
        Assert.That(keys.Distinct(), Is.SubsetOf(RuleTable.All.Select(rule => rule.Key)));
    }

    [TestCaseSource(nameof(Partials))]
    public void Partial_OfALinearRule_NeedsNeitherArgumentsNorResult(object entry, int argument)
    {
        var rule = (Rule)entry;
        ScalarProgram partial = ScalarProgram.ScaledPartial(rule, argument);
        int[] primal = [.. partial.Inputs[..^1].Select(input => input.Id), partial.Ops[0].Result.Id];
        IEnumerable<int> used = partial.Ops.Skip(1).SelectMany(op => op.Operands).Select(operand => operand.Id);
        Assert.That(used.Intersect(primal), rule.Kind == RuleKind.Linear ? Is.Empty : Is.Not.Null);
    }

    [TestCaseSource(nameof(Partials))]
    public void Partial_AgreesWithDifferences(object entry, int argument)
    {
        var rule = (Rule)entry;
        ScalarProgram value = ScalarProgram.Of(rule);
        ScalarProgram partial = ScalarProgram.ScaledPartial(rule, argument);
        foreach (double[] sample in rule.Samples)
        {
            double expected = Seed * Difference(value, sample, argument);
            Assert.That(partial.Evaluate([.. sample, Seed]), Near(expected), () => Text(sample));
        }
    }

    [TestCaseSource(nameof(Partials))]
    public void SecondPartial_AgreesWithDifferencesOfTheFirst(object entry, int argument)
    {
        var rule = (Rule)entry;
        ScalarProgram partial = ScalarProgram.ScaledPartial(rule, argument);
        IrType[] types = ScalarProgram.Types(rule);
        for (int other = 0; other < rule.Arity; other++)
        {
            if (types[other] != IrType.Double)
            {
                continue;
            }

            ScalarProgram second = partial.Derivative(other);
            foreach (double[] sample in rule.Samples)
            {
                double[] point = [.. sample, Seed];
                Assert.That(second.Evaluate(point), Near(Difference(partial, point, other)), () => $"{Text(sample)} by {other}");
            }
        }
    }

    /// <summary>A zero seed stays zero whatever the finite arguments: at poles, and where the partial overflows.</summary>
    [TestCaseSource(nameof(Partials))]
    public void ZeroSeed_ContributesZero(object entry, int argument)
    {
        ScalarProgram partial = ScalarProgram.ScaledPartial((Rule)entry, argument);
        foreach (double[] point in Points((Rule)entry))
        {
            Assert.That(Try(partial, [.. point, 0]), Is.Zero, () => Text(point));
        }
    }

    /// <summary>
    /// A function that is finite at an infinite argument, and flat, contributes nothing there, whatever the tangent: 0 times infinity is
    /// no number. Where it is not said to be flat, the tangent counts.
    /// </summary>
    [TestCaseSource(nameof(Partials))]
    public void InfiniteTangent_OfAnInfiniteArgument_ContributesZeroWhereTheFunctionIsFlat(object entry, int argument)
    {
        var rule = (Rule)entry;
        ScalarProgram value = ScalarProgram.Of(rule);
        ScalarProgram tangent = ScalarProgram.Tangent(rule, argument);
        bool isFlatSomewhere = false;
        foreach (double[] point in Points(rule))
        {
            foreach (double infinity in new[] { double.PositiveInfinity, double.NegativeInfinity })
            {
                double[] far = [.. point];
                far[argument] = infinity;
                bool isFlat = double.IsFinite(Try(value, far)) && Try(tangent, [.. far, 1]) == 0;
                isFlatSomewhere |= isFlat;
                if (isFlat)
                {
                    Assert.That(Try(tangent, [.. far, double.PositiveInfinity]), Is.Zero, () => Text(far));
                    Assert.That(Try(tangent, [.. far, double.NegativeInfinity]), Is.Zero, () => Text(far));
                }
                else
                {
                    Assert.That(Try(tangent, [.. far, 1]), Is.EqualTo(Try(ScalarProgram.ScaledPartial(rule, argument), [.. far, 1])), () => Text(far));
                }
            }
        }

        Assert.That(isFlatSomewhere || rule.Flat.Count == 0 || rule.Flat[argument] is null, "flat somewhere");
    }

    /// <summary>The other way round: an entry that claims to be singular has a point where it is.</summary>
    [TestCaseSource(nameof(Rules))]
    public void SingularEntry_HasASingularPoint(object entry)
    {
        var rule = (Rule)entry;
        IEnumerable<double> partials =
            from argument in Enumerable.Range(0, rule.Partials.Count)
            where rule.Singular && rule.Partials[argument] is not null
            let partial = ScalarProgram.ScaledPartial(rule, argument)
            from point in Points(rule)
            select Try(partial, [.. point, 1]);
        Assert.That(!rule.Singular || rule.Key.StartsWith("atan2", StringComparison.Ordinal) || partials.Any(p => !double.IsFinite(p)));
    }

    /// <summary>Every combination of special points; small integers for integer arguments.</summary>
    private static IEnumerable<double[]> Points(Rule rule)
    {
        IEnumerable<double[]> points = [[]];
        string codes = rule.Matches.Count == 0 ? new string('r', rule.Arity) : new string(RuleFunctions.Codes(rule.Matches[0]));
        double[] reals = rule.Arity < 3 ? SpecialPoints : [0.0, -0.0, 1, -1, 0.5, 2, 1e300, double.MaxValue, -double.MaxValue];
        foreach (char code in codes)
        {
            points = points.SelectMany(
                _ => code == 'r' ? reals : [0, 1, 2, 3],
                (point, next) => (double[])[.. point, next]);
        }

        return points;
    }

    /// <summary>The value, or NaN where the function refuses the arguments.</summary>
    private static double Try(ScalarProgram program, double[] point)
    {
        try
        {
            return program.Evaluate(point);
        }
        catch (TargetInvocationException refused) when (refused.InnerException is ArgumentException)
        {
            // A clamp between bounds in the wrong order: neither value nor derivative, so nothing to contribute.
            return 0;
        }
    }

    private static string Outcome(MethodInfo method, double[] point)
    {
        try
        {
            double result = RuleFunctions.Invoke(method, point);
            return double.IsNaN(result) ? "NaN" : $"{BitConverter.DoubleToInt64Bits(result):x}";
        }
        catch (TargetInvocationException refused)
        {
            return refused.InnerException!.GetType().Name;
        }
    }

    /// <summary>Five points: the error is of the order of the fourth power of the step.</summary>
    private static double Difference(ScalarProgram program, double[] point, int argument)
    {
        double step = 1e-3 * Math.Max(0.5, Math.Abs(point[argument]));
        double At(int steps)
        {
            double[] moved = [.. point];
            moved[argument] += steps * step;
            return program.Evaluate(moved);
        }

        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * step);
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Near(double expected) =>
        Is.EqualTo(expected).Within(1e-7 * (1 + Math.Abs(expected)));

    private static string Text(double[] point) => string.Join(", ", point);
}
