using System;
using System.Linq;
using AutoDiff.Gradients.Tests.Programs;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>What the members of methods with arrays, tuples, structs and references promise their callers.</summary>
[TestFixture]
internal sealed partial class ArrayMemberTests
{
    private static readonly double[] X = [1.5, -0.5, 2.0];
    private static readonly double[] Y = [0.3, 4.0, -1.0];

    public record struct Pair(double First, double Second);

    [Differentiable]
    internal static double Dot(ReadOnlySpan<double> x, double[] y, double scale)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * y[i];
        }

        return s * scale;
    }

    [Differentiable]
    internal static (double Sum, double Product) Both(ReadOnlySpan<double> x, double y, Pair pair) =>
        (x[0] + (y * pair.First), x[1] * y * pair.Second);

    [Differentiable]
    internal static void Scale(ReadOnlySpan<double> x, double a, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[i] * a * y[i];
        }
    }

    [Differentiable]
    internal static void SineAndSquare(double x, ref double s, out double c)
    {
        s = Math.Sin(x) * s;
        c = s * s;
    }

    [Differentiable]
    internal static double Fails(ReadOnlySpan<double> x, [NoGrad] int at)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s = Math.Sin(s + x[i]);
            if (i == at)
            {
                throw new InvalidOperationException("at");
            }
        }

        return s;
    }

    [Test]
    public void Members_ReturnEarly_WithWhatWasWrittenByReference()
    {
        double t = 3;
        EarlyReturns.Reference(ref t, 2, 0);
        (double u, double uBar) = (3, 1);
        double xBar = EarlyReturns.ReferenceVjp(ref u, 2, 0, ref uBar);
        (double w, double wDot) = (3, 1);
        EarlyReturns.ReferenceJvp(ref w, 2, 0, ref wDot, 0.5);

        Assert.That((u, uBar, xBar), Is.EqualTo((t, 2, 3)));
        Assert.That((w, wDot), Is.EqualTo((t, 3.5)));
    }

    [Test]
    public void Gradients_are_overwritten()
    {
        double[] dx = [7, 7, 7];
        double[] dy = [7, 7, 7];
        (double value, double scale) = DotValueAndGradient(X, Y, 2, dx, dy);
        Assert.That(value, Is.EqualTo(Dot(X, Y, 2)));
        Assert.That(scale, Is.EqualTo(Dot(X, Y, 1)));
        Assert.That(dx, Is.EqualTo(Y.Select(y => 2 * y)));
        Assert.That(dy, Is.EqualTo(X.Select(x => 2 * x)));
        Assert.That(DotGradient(X, Y, 2, dx, dy), Is.EqualTo(scale));
    }

    [Test]
    public void Adjoints_are_added_to()
    {
        double[] dx = [1, 1, 1];
        double[] dy = [2, 2, 2];
        DotVjp(X, Y, 2, 10, dx, dy);
        Assert.That(dx, Is.EqualTo(Y.Select(y => 1 + (20 * y))).Within(1e-12));
        Assert.That(dy, Is.EqualTo(X.Select(x => 2 + (20 * x))).Within(1e-12));
    }

    [Test]
    public void One_span_for_two_gradients_holds_their_sum()
    {
        double[] both = [7, 7, 7];
        DotGradient(X, Y, 2, both, both);
        Assert.That(both, Is.EqualTo(X.Zip(Y, (x, y) => 2 * (x + y))).Within(1e-12));
    }

    [Test]
    public void One_array_for_two_arguments_gives_each_its_own_gradient()
    {
        (double[] x, double[] y, double _) = DotGradient(X, X, 1);
        Assert.That(x, Is.EqualTo(X));
        Assert.That(y, Is.EqualTo(X));
    }

    [Test]
    public void The_allocating_overload_returns_arrays()
    {
        (double value, (double[] x, double[] y, double scale)) = DotValueAndGradient(X, Y, 2);
        Assert.That(value, Is.EqualTo(Dot(X, Y, 2)));
        Assert.That(x, Is.EqualTo(Y.Select(element => 2 * element)));
        Assert.That(y, Is.EqualTo(X.Select(element => 2 * element)));
        Assert.That(scale, Is.EqualTo(Dot(X, Y, 1)));
    }

    [Test]
    public void Wrong_lengths_are_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => DotGradient(X, Y, 2, new double[3], new double[2]))!;
        Assert.That(error.ParamName, Is.EqualTo("yGradient"));
        Assert.That(error.Message, Does.StartWith("'yGradient' has length 2, but 'y' has length 3."));
        Assert.That(Assert.Throws<ArgumentException>(() => DotVjp(X, Y, 2, 1, new double[4], new double[3]))!.ParamName, Is.EqualTo("xAdjoint"));
        Assert.That(Assert.Throws<ArgumentException>(() => DotJvp(X, Y, 2, new double[3], [], 0))!.ParamName, Is.EqualTo("yTangent"));
        Assert.That(Assert.Throws<ArgumentException>(() => BothJacobian(X, 1, default, new double[11]))!.ParamName, Is.EqualTo("jacobian"));
    }

    [Test]
    public void A_wrong_length_changes_nothing()
    {
        double[] dx = [7, 7, 7];
        Assert.Throws<ArgumentException>(() => DotGradient(X, Y, 2, dx, new double[2]));
        Assert.That(dx, Is.EqualTo(new[] { 7, 7, 7 }));
    }

    [Test]
    public void What_the_method_writes_has_its_adjoint_going_in_and_coming_out()
    {
        double[] y = [.. Y];
        double[] dx = new double[3];
        double[] dy = [1, 10, 100];
        double da = ScaleVjp(X, 3, y, dx, dy);
        Assert.That(y, Is.EqualTo(X.Zip(Y, (a, b) => a * 3 * b)).Within(1e-12));
        Assert.That(dx, Is.EqualTo(new[] { 0.9, 120, -300 }).Within(1e-12));
        Assert.That(dy, Is.EqualTo(new[] { 4.5, -15, 600 }).Within(1e-12));
        Assert.That(da, Is.EqualTo((1.5 * 0.3) - (0.5 * 4 * 10) - (2 * 100)).Within(1e-12));
    }

#if DEBUG
    [Test]
    public void Overlapping_arguments_that_are_written_are_an_error_in_debug_builds()
    {
        double[] shared = [1, 2, 3];
        ArgumentException error = Assert.Throws<ArgumentException>(() => ScaleVjp(shared, 3, shared, new double[3], new double[3]))!;
        Assert.That(error.Message, Does.Contain("'y'").And.Contain("'x'"));
        Assert.That(shared, Is.EqualTo(new[] { 1, 2, 3 }));
    }
#endif

    [Test]
    public void References_carry_adjoints_in_and_out()
    {
        double s = 2;
        double sAdjoint = 1;
        double gradient = SineAndSquareVjp(0.6, ref s, out double c, ref sAdjoint, 10);
        double sine = Math.Sin(0.6);
        Assert.That(s, Is.EqualTo(sine * 2));
        Assert.That(c, Is.EqualTo(s * s));
        double adjoint = 1 + (20 * s);
        Assert.That(sAdjoint, Is.EqualTo(adjoint * sine).Within(1e-12));
        Assert.That(gradient, Is.EqualTo(adjoint * 2 * Math.Cos(0.6)).Within(1e-12));

        s = 2;
        double sTangent = 1;
        SineAndSquareJvp(0.6, ref s, out c, 0, ref sTangent, out double cTangent);
        Assert.That(sTangent, Is.EqualTo(sine).Within(1e-12));
        Assert.That(cTangent, Is.EqualTo(2 * s * sine).Within(1e-12));
    }

    [Test]
    public void The_jacobian_has_a_row_for_each_output()
    {
        double[] jacobian = new double[2 * 6];
        BothJacobian(X, 3, new Pair(5, 7), jacobian);
        Assert.That(jacobian, Is.EqualTo(new[] { 1.0, 0, 0, 5, 3, 0, 0, 21, 0, -3.5, 0, -1.5 }).Within(1e-12));

        double s = 2;
        double[] matrix = new double[4];
        SineAndSquareJacobian(0.6, ref s, out double _, matrix);
        double[] expected = [2 * Math.Cos(0.6), Math.Sin(0.6), 4 * s * Math.Cos(0.6), 2 * s * Math.Sin(0.6)];
        Assert.That(matrix, Is.EqualTo(expected).Within(1e-12));
        Assert.That(s, Is.EqualTo(2 * Math.Sin(0.6)));

        double[] y = [.. Y];
        double[] wide = new double[3 * 7];
        ScaleJacobian(X, 3, y, wide);
        Assert.That(wide[3], Is.EqualTo(1.5 * 0.3).Within(1e-12));
        Assert.That(wide[(2 * 7) + 2], Is.EqualTo(-3).Within(1e-12));
        Assert.That(wide[7 + 5], Is.EqualTo(-1.5).Within(1e-12));
        Assert.That(wide.Count(entry => entry != 0), Is.EqualTo(9));
        Assert.That(y, Is.EqualTo(X.Zip(Y, (a, b) => a * 3 * b)).Within(1e-12));
    }

    [Test]
    public void A_call_allocates_nothing_once_the_pool_is_warm()
    {
        double[] x = Enumerable.Range(0, 500).Select(i => i * 0.01).ToArray();
        double[] gradient = new double[x.Length];
        Assert.That(Allocated(() => Arrays.SumValueAndGradient(x, gradient)), Is.Zero, "no tape");
        Assert.That(Allocated(() => Arrays.NestedSumsValueAndGradient(x, gradient)), Is.Zero, "room for one iteration");
        Assert.That(Allocated(() => Arrays.WhileOverElementsValueAndGradient(x, gradient)), Is.Zero, "a tape");
        Assert.That(Allocated(() => Loops.TriangularValueAndGradient(0.8, 0.3, 40)), Is.Zero, "a tape");
    }

    [Test]
    public void A_tape_goes_back_to_the_pool_after_an_exception()
    {
        double[] x = Enumerable.Range(0, 500).Select(i => i * 0.01).ToArray();
        double[] gradient = new double[x.Length];
        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<InvalidOperationException>(() => FailsValueAndGradient(x, 400, gradient));
        }

        Assert.That(Allocated(() => FailsValueAndGradient(x, -1, gradient)), Is.Zero);
    }

    private static long Allocated(Action action)
    {
        action();
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
