using System;
using System.Linq;
using AutoDiff.Runtime.Tests.ElementwiseTests;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>Backward passes of recorded operations, of any order.</summary>
[TestFixture]
public sealed class HigherOrderTests
{
    /// <summary>Where a formula is not taken, or a factor overflows, derivatives of higher order must not become infinity times 0.</summary>
    [Test]
    public void SaturatedAndTinyArguments_HaveFiniteDerivatives()
    {
        foreach (float x in new[] { 25f, 42.9f, 60, 88, 200, -43, float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] orders = Orders(static x => x.Tanh(), x);
            Assert.That(orders, Is.All.EqualTo(0).Within(1e-19), $"tanh at {x}");
            Assert.That(Orders(static x => (10 * x).Tanh(), x / 10), Is.All.EqualTo(0).Within(1e-14), $"tanh(10 x) at {x / 10}");
        }

        Assert.That(Orders(static x => x.Tanh(), 0f), Is.EqualTo(new[] { 1f, 0, -2, 0 }).Within(1e-6));
        foreach (float x in new[] { 0, 1e-20f, 1e-10f, 1e-5f, -1e-5f })
        {
            // erfcx = 1 - 2x/sqrt(pi) + x^2 - 4x^3/(3 sqrt(pi)) + x^4/2 - ...
            Assert.That(
                Orders(static x => x.ScaledErfc(), x), Is.EqualTo(new[] { -1.1283792f, 2, -4.5135167f, 12 }).Within(1e-3), $"erfcx at {x}");
        }

        foreach (float x in new[] { float.PositiveInfinity, float.NegativeInfinity })
        {
            Assert.That(Orders(static x => x.NormalPdf(), x), Is.All.Zero);
            Assert.That(Orders(static x => x.NormalCdf(), x), Is.All.Zero);
        }

        static float[] Orders(Func<Tensor<float>, Tensor<float>> function, float at)
        {
            Tensor<float> x = Tensor.Create(at, requiresGrad: true);
            Tensor<float> y = function(x);
            var orders = new float[4];
            for (int i = 0; i < orders.Length; i++)
            {
                y = Autograd.Grad(y, x, createGraph: true);
                orders[i] = y.Item();
            }

            return orders;
        }
    }

    private static readonly double[] Points = [-2.3, -0.6, 0.4, 0.8, 1.7];

    private static readonly TestCaseData[] Smooth =
    [
        Case("sin", x => x.Sin()),
        Case("exp", x => x.Exp()),
        Case("tanh", x => x.Tanh()),
        Case("sigmoid", x => x.Sigmoid()),
        Case("softplus", x => x.Softplus()),
        Case("logsigmoid", x => x.LogSigmoid()),
        Case("erf", x => x.Erf()),
        Case("erfc", x => x.Erfc()),
        Case("erfcx", x => x.ScaledErfc()),
        Case("ndtr", x => x.NormalCdf()),
        Case("normal density", x => x.NormalPdf()),
        Case("asinh", x => x.Asinh()),
        Case("atan", x => x.Atan()),
        Case("cube", x => x.Pow(3)),
        Case("reciprocal", x => 1 / x),
        Case("cbrt", x => x.Cbrt()),
        Case("lgamma", x => x.LogGamma()),
        Case("digamma", x => x.Digamma()),
        Case("polygamma", x => Tensor.Polygamma(1, x)),
        Case("sinpi", x => x.SinPi()),
        Case("cospi", x => x.CosPi()),
        Case("tanpi", x => x.TanPi()),
        Case("atanpi", x => x.AtanPi()),
        Case("exp10", x => x.Exp10()),
        Case("exp2m1", x => x.Exp2M1()),
        Case("exp10m1", x => x.Exp10M1()),
        Case("degrees", x => x.RadiansToDegrees().Square()),
        Case("radians", x => x.DegreesToRadians().Square()),
        Case("log2p1", x => x.Square().Log2P1()),
        Case("log10p1", x => x.Square().Log10P1()),
        Case("asinpi", x => (x / 3).AsinPi()),
        Case("acospi", x => (x / 3).AcosPi()),
        Case("atan2pi", x => Tensor.Atan2Pi(x, x.Square() + 1)),
        Case("hypot", x => Tensor.Hypot(x, x.Square())),
        Case("logaddexp", x => Tensor.LogAddExp(x, x.Square())),
        Case("power", x => Tensor.Pow(x.Square(), x)),
        Case("xlogy", x => Tensor.XLogY(x, x.Square())),
        Case("lerp", x => Tensor.Lerp(x, x.Square(), x.Sin())),
        Case("fma", x => Tensor.FusedMultiplyAdd(x, x.Square(), x)),
        Case("fma estimate", x => Tensor.MultiplyAddEstimate(x, x.Square(), x)),
        Case("larger magnitude", x => Tensor.MaxMagnitude(x, x.Square())),
        Case("smaller magnitude", x => Tensor.MinMagnitude(x, x.Square())),
        Case("larger magnitude number", x => Tensor.MaxMagnitudeNumber(x, x.Square())),
        Case("smaller magnitude number", x => Tensor.MinMagnitudeNumber(x, x.Square())),
        Case("larger native", x => Tensor.MaxNative(x, x.Square())),
        Case("smaller native", x => Tensor.MinNative(x, x.Square())),
        Case("clamp", x => x.Sin().Clamp((x * -0.5) - 1, x * x)),
        Case("clamp native", x => Tensor.ClampNative(x.Sin(), x * -0.5, x * x)),
        Case("math clamp", x => Tensor.MathClamp(x.Sin(), x * -0.5 - 1, x * x)),
        Case("guarded product", x => Tensor.GuardedMultiply(x, x.Exp())),
        Case("guarded quotient", x => Tensor.GuardedDivide(x.Exp(), x)),
        Case("mean of squares", x => x.Square().Mean() * x),
        Case("fused with a branch", FusedMethods.Entropy),
    ];

    [TestCaseSource(nameof(Smooth))]
    public void EachOrder_IsTheDifferenceOfTheOneBefore(Func<Tensor<double>, Tensor<double>> function)
    {
        // 5 points: the error is h^4 of a fifth derivative, and the rounding 1e-16 / h.
        const double Step = 1e-3;
        for (int order = 1; order <= 3; order++)
        {
            double[] derivative = At(0, order);
            double[][] around = [.. new[] { -2, -1, 1, 2 }.Select(n => At(n * Step, order - 1))];
            for (int i = 0; i < Points.Length; i++)
            {
                double difference = (around[0][i] - (8 * around[1][i]) + (8 * around[2][i]) - around[3][i]) / (12 * Step);
                Assert.That(derivative[i], Is.EqualTo(difference).Within(1e-6 * Math.Max(1, Math.Abs(difference))), $"order {order} at {Points[i]}");
            }
        }

        // Points alone vary, so that functions of all of them have the diagonal of their derivatives.
        double[] At(double offset, int order) => [.. Points.Select(point =>
        {
            Tensor<double> x = Tensor.Create(point + offset, requiresGrad: true);
            return RecordedBackward.Derivative(function(x), x, order).Item();
        })];
    }

    [Test]
    public void AnArmNotTaken_LeavesNoNaN_ThroughTheAdjointEither()
    {
        Tensor<double> x = Tensor.Create([-1.5, 0, 2.0], requiresGrad: true);

        // f^2: the adjoint of f depends on x too.
        Tensor<double> second = RecordedBackward.Derivative(FusedMethods.Entropy(x).Square(), x, order: 2);

        double log = Math.Log(2);
        double expected = 2 * (((log + 1) * (log + 1)) + (2 * log / 2));
        double[] actual = second.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual[0], Is.EqualTo(30 * Math.Pow(1.5, 4)).Within(1e-10));
            Assert.That(actual[1], Is.Zero);
            Assert.That(actual[2], Is.EqualTo(expected).Within(1e-12));
        }
    }

    // d/ds of s * d is d, also where s happens to be 0: at a stationary point of the outer function.
    [Test]
    public void AnAdjointOfZero_KeepsItsDerivative()
    {
        Tensor<double> x = Tensor.Create([1.0, 0.0], requiresGrad: true);

        Tensor<double> second = RecordedBackward.Derivative(x.Log().Square(), x, order: 2);
        Tensor<double> fused = RecordedBackward.Derivative((x.Exp() - 1).Square(), x, order: 2);
        Tensor<double> third = RecordedBackward.Derivative((x.Exp() - 1).Square(), x, order: 3);

        Assert.That(second[0], Is.EqualTo(2).Within(1e-14));
        Assert.That(fused[1], Is.EqualTo(2).Within(1e-14));
        Assert.That(third[1], Is.EqualTo(6).Within(1e-14));
    }

    [Test]
    public void StopGradient_StopsInTheBackwardPassToo()
    {
        Tensor<double> x = Tensor.Create([3.0], requiresGrad: true);
        Tensor<double> y = Tensor.Create([5.0], requiresGrad: true);

        // x (x y) y with the bracket a constant c: d/dx = c y, d/dy = c x; d2/dx2 = 0, d2/dxdy = c.
        Tensor<double>?[] gradients = RecordedBackward.Gradients(FusedMethods.HalfConstant(x, y), Tensor.Ones<double>(1), x, y);
        gradients[0]!.Backward(retainGraph: true);

        Assert.That(gradients[0]!.Item(), Is.EqualTo(75));
        Assert.That(gradients[1]!.Item(), Is.EqualTo(45));
        Assert.That(x.Grad?.Item() ?? 0, Is.Zero);
        Assert.That(y.Grad!.Item(), Is.EqualTo(15));
    }

    [Test]
    public void AFusedMethod_WithPassiveArguments_HasTheHessianOfDifferences([Values] bool flips, [Values(1, 2)] int power)
    {
        const double Weight = 0.7;
        const double Step = 1e-5;
        (double, double)[] points = [(0.3, -0.8), (1.2, 0.4), (-0.9, 1.5)];
        Tensor<double> x = Tensor.Create(points.Select(p => p.Item1).ToArray(), requiresGrad: true);
        Tensor<double> y = Tensor.Create(points.Select(p => p.Item2).ToArray(), requiresGrad: true);
        Tensor<double>?[] gradients = RecordedBackward.Gradients(
            FusedMethods.Blend(x, y, Weight, flips, power), Tensor.Ones<double>(3), x, y);
        for (int k = 0; k < 2; k++)
        {
            (x.Grad, y.Grad) = (null, null);
            gradients[k]!.Backward(Tensor.Ones<double>(3), retainGraph: true);
            for (int i = 0; i < points.Length; i++)
            {
                (double a, double b) = points[i];
                Assert.That(gradients[k]!.ToArray()[i], Is.EqualTo(Gradient(a, b, k)).Within(1e-12));
                Assert.That(
                    Second(x, i), Is.EqualTo((Gradient(a + Step, b, k) - Gradient(a - Step, b, k)) / (2 * Step)).Within(1e-8));
                Assert.That(
                    Second(y, i), Is.EqualTo((Gradient(a, b + Step, k) - Gradient(a, b - Step, k)) / (2 * Step)).Within(1e-8));
            }
        }

        // Nothing arrives where a gradient does not depend on a parameter.
        static double Second(Tensor<double> leaf, int i) => leaf.Grad?.ToArray()[i] ?? 0;

        double Gradient(double a, double b, int k)
        {
            (double dx, double dy) = FusedMethods.BlendGradient(a, b, Weight, flips, power);
            return k == 0 ? dx : dy;
        }
    }

    [Test]
    public void AFusedMethod_ThatComparesAndChooses_HasItsGradient([Values] bool strict)
    {
        double[] xs = [-1.3, 0.2, 1.6, 2.5, 5];
        double[] ys = [0.5, -0.4, 1.7, 1.2, 1.1];
        Tensor<double> x = Tensor.Create(xs, requiresGrad: true);
        Tensor<double> y = Tensor.Create(ys, requiresGrad: true);

        Tensor<double>?[] gradients = RecordedBackward.Gradients(FusedMethods.Relation(x, y, strict), Tensor.Ones<double>(5), x, y);

        Assert.That(
            gradients[0]!.ToArray(), Is.EqualTo(xs.Zip(ys, (a, b) => FusedMethods.RelationGradient(a, b, strict).x)).Within(1e-14));
        Assert.That(
            gradients[1]!.ToArray(), Is.EqualTo(xs.Zip(ys, (a, b) => FusedMethods.RelationGradient(a, b, strict).y)).Within(1e-14));
    }

    [Test]
    public void AGuard_DoesNotKeepAMethodFromASecondDerivative()
    {
        Tensor<double> x = Tensor.Create([4.0], requiresGrad: true);

        Assert.That(RecordedBackward.Derivative(FusedMethods.Guarded(x), x, order: 2).Item(), Is.EqualTo(-0.25 / 8).Within(1e-15));
    }

    [Test]
    public void AMethodWithALoop_SaysWhy()
    {
        Tensor<double> x = Tensor.Create([0.5], requiresGrad: true);
        Tensor<double> y = FusedMethods.Iterated(x, 3);

        Assert.That(
            () => RecordedBackward.Derivative(y, x),
            Throws.TypeOf<AutogradException>().With.Message.Contains("The backward pass of Iterated cannot be differentiated"));
    }

    [Test]
    public void StretchedInputs_AreSummedAndStretchedAgain()
    {
        Tensor<double> x = Tensor.Create(new[,] { { 1.0 }, { 2.0 } }, requiresGrad: true);
        Tensor<double> y = Tensor.Create([3.0, 4, 5], requiresGrad: true);

        // sum of x^2 y^3: d/dx = 2 x sum(y^3), d/dy = 3 y^2 sum(x^2).
        Tensor<double>?[] gradients = RecordedBackward.Gradients(
            x.Square() * y.Pow(3), Tensor.Ones<double>(2, 3), x, y);
        gradients[0]!.Backward(Tensor.Ones<double>(2, 1), retainGraph: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gradients[0]!.ToArray(), Is.EqualTo(new[] { 432.0, 864 }));
            Assert.That(gradients[0]!.Shape.ToArray(), Is.EqualTo(new[] { 2, 1 }));
            Assert.That(gradients[1]!.ToArray(), Is.EqualTo(new[] { 135.0, 240, 375 }));
            Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 432.0, 432 }));
            Assert.That(y.Grad!.ToArray(), Is.EqualTo(new[] { 162.0, 288, 450 }));
        }

        // And once more: d/dy of d/dx of d/dx is 2 * 3 y^2 for each of the two x.
        Tensor<double> xx = RecordedBackward.Gradients(gradients[0]!, Tensor.Ones<double>(2, 1), x)[0]!;
        y.Grad = null;
        xx.Backward(Tensor.Ones<double>(2, 1));
        Assert.That(y.Grad!.ToArray(), Is.EqualTo(new[] { 108.0, 192, 300 }));
    }

    [Test]
    public void AScalarGradientOfZero_IsStretched()
    {
        Tensor<double> x = Tensor.Create([1.5, 2.5], requiresGrad: true);

        Assert.That(RecordedBackward.Derivative(x.Floor(), x).ToArray(), Is.EqualTo(new[] { 0.0, 0 }));
        Assert.That(RecordedBackward.Derivative(x.Pow(0), x).ToArray(), Is.EqualTo(new[] { 0.0, 0 }));
    }

    [Test]
    public void Reductions_AreRecorded()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);

        // (sum x^2)^2: the Hessian times ones is 8 x sum(x) + 4 sum(x^2).
        Tensor<double> gradient = RecordedBackward.Derivative(x.Square().Sum().Square(), x);
        gradient.Sum().Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 104.0, 152, 200 }));

        x.Grad = null;
        RecordedBackward.Derivative(x.Mean().Square(), x).Sum().Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 2 / 3.0, 2 / 3.0, 2 / 3.0 }).Within(1e-15));
    }

    [Test]
    public void AnOverwrittenResult_PassesNothingOn()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x * x;
        y.Fill(3);

        Assert.That(RecordedBackward.Derivative(y * x, x).ToArray(), Is.EqualTo(new[] { 3.0, 3 }));
    }

    [Test]
    public void AnInputThatWasChanged_IsOnlyMissedWhereItIsNeeded()
    {
        Tensor<float> x = Tensor.Create([0.5f, 2], requiresGrad: true);
        Tensor<float> y = x * 1;
        Tensor<float> kept = FusedMethods.V(y);
        y.Fill(1);

        // The partial derivatives were kept, the operands for a second derivative were not.
        Assert.That(() => RecordedBackward.Derivative(kept, x), Throws.TypeOf<AutogradException>().With.Message.Contains("inplace operation"));
        Assert.That(() => kept.Sum().Backward(), Throws.Nothing);
    }

    private static TestCaseData Case(string name, Func<Tensor<double>, Tensor<double>> function) =>
        new TestCaseData(function).SetArgDisplayNames(name);
}
