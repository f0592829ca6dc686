using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>Every program in every mode: value bit for bit, forward against reverse to rounding, both against differences.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private static IEnumerable<TestCaseData> Programs() => Program.All().Select(program => new TestCaseData(program).SetArgDisplayNames(program.ToString()));

    [TestCaseSource(nameof(Programs))]
    public void The_value_is_bit_for_bit_that_of_the_method(Program program)
    {
        object expected = program.Value(program.Point);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bits(program.ValueAndGradient().Value), Is.EqualTo(Bits(expected)), "FValueAndGradient");
            Assert.That(Bits(program.Vjp(0.75).Value), Is.EqualTo(Bits(expected)), "FVjp");
            Assert.That(Bits(program.Jvp(Tangents(program)).Value), Is.EqualTo(Bits(expected)), "FJvp");
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void Forward_and_reverse_mode_agree(Program program)
    {
        const double Adjoint = -1.25;
        double[] tangents = Tangents(program);
        double[] gradient = program.Gradient();
        double tolerance = program.IsSingle ? 2e-5 : 1e-12;
        double scale = gradient.Zip(tangents, (g, t) => Math.Abs(g * t)).Sum() + 1e-3;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(program.Jvp(tangents).Tangent, Is.EqualTo(Dot(gradient, tangents)).Within(scale * tolerance), "FJvp");
            Assert.That(Dot(program.ValueAndGradient().Gradient, tangents), Is.EqualTo(Dot(gradient, tangents)).Within(scale * tolerance), "FValueAndGradient");
            Assert.That(Dot(program.Vjp(Adjoint).Gradient, tangents), Is.EqualTo(Adjoint * Dot(gradient, tangents)).Within(2 * scale * tolerance), "FVjp");
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void The_gradient_is_that_of_central_differences(Program program)
    {
        // In single precision the step must be large, and in mixed precision the value has steps of its own.
        double step = program.IsSingle ? 2e-2 : 1e-3;
        double tolerance = program.IsSingle ? 2e-3 : 1e-8;
        double[] gradient = program.Gradient();
        int k = 0;
        for (int i = 0; i < program.Point.Length; i++)
        {
            if (program.Active[i])
            {
                double expected = Difference(program, i, step);
                Assert.That(gradient[k], Is.EqualTo(expected).Within(tolerance * (1 + Math.Abs(expected))), $"argument {i}");
                k++;
            }
        }
    }

    [Test]
    public void No_gradient_flows_through_a_stopped_value()
    {
        const double X = 0.4;
        const double Y = 2.0;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tests.Programs.StraightLine.StoppedGradient(X, Y), Is.EqualTo(((Y + 1) * Y, X * (Y + 1))));
            Assert.That(Tests.Programs.StraightLine.StoppedJvp(X, Y, 0, 1).Tangent, Is.EqualTo(X * (Y + 1)));
        }
    }

    [Test]
    public void Scalar_gradients_allocate_nothing()
    {
        static double Run()
        {
            double sum = 0;
            for (int i = 0; i < 100; i++)
            {
                double x = 0.1 * i;
                sum += OneCallOfEachKind(x);
            }

            return sum;
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        double result = Run();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(result, Is.Not.NaN);
    }

    private static double OneCallOfEachKind(double x)
    {
        var (value, gradient) = Tests.Programs.StraightLine.BlackScholesCallValueAndGradient(1 + x, 1, 0.1, 0.2, 1);
        var (recursive, slope) = Tests.Programs.Calls.PowerValueAndGradient(x, 5);
        return value + gradient.spot + recursive + slope + Tests.Programs.Branches.EarlyReturnsVjp(x, 1, 2).Gradient.y;
    }

    // f' by five points: (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12h, error h^4 f5 / 30.
    private static double Difference(Program program, int i, double step)
    {
        double At(int steps)
        {
            object[] arguments = [.. program.Point];
            double moved = Convert.ToDouble(arguments[i], null) + (steps * step);
            arguments[i] = Convert.ChangeType(moved, arguments[i].GetType(), null);
            return Convert.ToDouble(program.Value(arguments), null);
        }

        return (At(-2) - (8 * At(-1)) + (8 * At(1)) - At(2)) / (12 * step);
    }

    private static double[] Tangents(Program program) =>
        Enumerable.Range(0, program.Active.Count(active => active)).Select(i => 0.5 + (0.75 * i)).ToArray();

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static long Bits(object value) => value is float single ? BitConverter.SingleToInt32Bits(single) : BitConverter.DoubleToInt64Bits((double)value);
}
