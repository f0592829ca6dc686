using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using AutoDiff.Gradients.Tests.Programs;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>Programs on one array: value bit for bit, forward against reverse mode, both against differences, and what it leaves in the array.</summary>
[TestFixture]
internal sealed class ArrayTests
{
    private static readonly double[] Point = [0.9, 0.2, 0.5, -0.3, 0.8, 0.11];

    private delegate (double Value, double Tangent) Forward(double[] x, Span<double> tangent);

    private delegate (double Value, double Tangent) ForwardReading(double[] x, ReadOnlySpan<double> tangent);

    private delegate double Reverse(double[] x, double adjoint, Span<double> adjoints);

    private delegate double WithGradient(double[] x, Span<double> gradient);

    private static IEnumerable<string> Names() => Methods().Select(method => method.Name);

    private static IEnumerable<MethodInfo> Methods() => typeof(Arrays).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(method => method.GetCustomAttribute<DifferentiableAttribute>() is not null
            && method.ReturnType == typeof(double) && method.GetParameters() is [{ ParameterType: var type }] && type == typeof(double[]));

    [TestCaseSource(nameof(Names))]
    public void Value_and_elements_are_those_of_the_method(string name)
    {
        double[] expected = [.. Point];
        double value = Value(name, expected);
        double[] gradient = new double[Point.Length];
        foreach (Func<double[], double> member in new Func<double[], double>[]
        {
            x => Member<WithGradient>(name, "ValueAndGradient")(x, gradient),
            x => Member<Reverse>(name, "Vjp")(x, 0.5, gradient),
            x => Jvp(name, x, new double[x.Length]).Value,
        })
        {
            double[] x = [.. Point];
            Assert.That(BitConverter.DoubleToInt64Bits(member(x)), Is.EqualTo(BitConverter.DoubleToInt64Bits(value)));
            Assert.That(x.Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(expected.Select(BitConverter.DoubleToInt64Bits)));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Both_modes_agree_with_differences(string name)
    {
        double[] gradient = Enumerable.Repeat(double.NaN, Point.Length).ToArray();
        Member<WithGradient>(name, "ValueAndGradient")([.. Point], gradient);
        for (int i = 0; i < Point.Length; i++)
        {
            double[] tangent = new double[Point.Length];
            tangent[i] = 1;
            double forward = Jvp(name, [.. Point], tangent).Tangent;
            double scale = 1 + Math.Abs(forward);
            Assert.That(gradient[i], Is.EqualTo(forward).Within(1e-13 * scale), $"element {i}");
            Assert.That(gradient[i], Is.EqualTo(Difference(name, i)).Within(1e-8 * scale), $"element {i}");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Reverse_mode_adds_and_scales(string name)
    {
        double[] gradient = new double[Point.Length];
        Member<WithGradient>(name, "ValueAndGradient")([.. Point], gradient);
        bool isWritten = Value(name, out double[] after) is var _ && !after.SequenceEqual(Point);
        double[] adjoints = isWritten ? new double[Point.Length] : Enumerable.Repeat(10.0, Point.Length).ToArray();
        double[] before = [.. adjoints];
        Member<Reverse>(name, "Vjp")([.. Point], -2, adjoints);
        for (int i = 0; i < Point.Length; i++)
        {
            Assert.That(adjoints[i] - before[i], Is.EqualTo(-2 * gradient[i]).Within(1e-12 * (1 + Math.Abs(gradient[i]))), $"element {i}");
        }
    }

    private static double Value(string name, double[] x) => Member<Func<double[], double>>(name, "")(x);

    private static double Value(string name, out double[] after)
    {
        after = [.. Point];
        return Value(name, after);
    }

    private static double Difference(string name, int i)
    {
        const double Step = 1e-3;
        double At(double shift)
        {
            double[] x = [.. Point];
            x[i] += shift;
            return Value(name, x);
        }

        return ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
    }

    private static (double Value, double Tangent) Jvp(string name, double[] x, double[] tangent)
    {
        MethodInfo method = Find(name + "Jvp", typeof(ReadOnlySpan<double>)) ?? Find(name + "Jvp", typeof(Span<double>))!;
        return method.GetParameters()[1].ParameterType == typeof(Span<double>)
            ? method.CreateDelegate<Forward>()(x, tangent)
            : method.CreateDelegate<ForwardReading>()(x, tangent);
    }

    private static T Member<T>(string name, string suffix)
        where T : Delegate
    {
        Type[] types = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        return typeof(Arrays).GetMethod(name + suffix, BindingFlags.Static | BindingFlags.NonPublic, types)!.CreateDelegate<T>();
    }

    private static MethodInfo? Find(string name, Type tangent) =>
        typeof(Arrays).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic, [typeof(double[]), tangent]);
}
