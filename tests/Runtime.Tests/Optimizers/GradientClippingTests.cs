using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>Limits of gradients, by their norm and by their values.</summary>
[TestFixture]
internal sealed class GradientClippingTests
{
    [TestCase(2, 13)]
    [TestCase(1, 19)]
    [TestCase(double.PositiveInfinity, 12)]
    [TestCase(3, 12.207054953820636)]
    public void Gradients_AreScaledTogether_ToTheNorm(double normType, double norm)
    {
        Tensor<double>[] parameters = Parameters([3, -4], [0, 12, 0]);
        double actual = GradientClipping.ClipGradNorm([.. parameters, Tensor.Create(1.0, requiresGrad: true)], 2, normType);

        // torch.nn.utils.clip_grad_norm_ adds 1e-6 to the norm.
        double factor = 2 / (norm + 1e-6);
        Assert.That(actual, Is.EqualTo(norm).Within(1e-13));
        Assert.That(parameters[0].Grad!.ToArray(), Is.EqualTo(new[] { 3 * factor, -4 * factor }).Within(1e-14));
        Assert.That(parameters[1].Grad!.ToArray(), Is.EqualTo(new[] { 0, 12 * factor, 0 }).Within(1e-14));
    }

    [Test]
    public void GradientsBelowTheNorm_StayAsTheyAre()
    {
        Tensor<double>[] parameters = Parameters([3, -4]);
        Assert.That(GradientClipping.ClipGradNorm(parameters, 5.1), Is.EqualTo(5));
        Assert.That(parameters[0].Grad!.ToArray(), Is.EqualTo(new[] { 3.0, -4 }));
        Assert.That(GradientClipping.ClipGradNorm(Parameters([0, 0]), 1), Is.Zero);
        Assert.That(GradientClipping.ClipGradNorm<double>([], 1), Is.Zero);
    }

    [Test]
    public void ANormThatIsNotFinite_IsAnErrorIfWanted()
    {
        Tensor<double>[] parameters = Parameters([1, double.PositiveInfinity]);
        Assert.That(
            () => GradientClipping.ClipGradNorm(parameters, 1, errorIfNonFinite: true),
            Throws.InvalidOperationException.With.Message.Contains("is non-finite, so it cannot be clipped"));
        Assert.That(parameters[0].Grad![0], Is.EqualTo(1));

        Assert.That(GradientClipping.ClipGradNorm(parameters, 1), Is.EqualTo(double.PositiveInfinity));
        Assert.That(parameters[0].Grad!.ToArray(), Is.EqualTo(new[] { 0, double.NaN }));

        parameters = Parameters([1, double.NaN]);
        Assert.That(GradientClipping.ClipGradNorm(parameters, 1, double.PositiveInfinity), Is.NaN);
        Assert.That(parameters[0].Grad!.ToArray(), Is.All.NaN);
    }

    [Test]
    public void Values_AreBroughtIntoTheRange()
    {
        Tensor<double>[] parameters = Parameters([3, -4, 0.5, double.NaN, double.NegativeInfinity]);
        GradientClipping.ClipGradValue(parameters, 1);
        Assert.That(parameters[0].Grad!.ToArray(), Is.EqualTo(new[] { 1, -1, 0.5, double.NaN, -1 }));
    }

    [Test]
    public void GradientsOfAnyLayout_AreChangedInPlace()
    {
        Tensor<double> parameter = Tensor.Zeros<double>(2, 3);
        parameter.RequiresGrad = true;
        Tensor<double> gradient = Tensor.Create(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        parameter.Grad = gradient.Transpose();
        Assert.That(GradientClipping.ClipGradNorm([parameter], 1), Is.EqualTo(Math.Sqrt(91)).Within(1e-14));
        Assert.That(gradient.ToArray().Sum(static x => x * x), Is.EqualTo(1).Within(1e-6));
        GradientClipping.ClipGradValue([parameter], 0.25);
        Assert.That(gradient.ToArray().Max(), Is.EqualTo(0.25));

        parameter.Grad = Tensor.Ones<double>(3).Expand(2, 3);
        Assert.That(() => GradientClipping.ClipGradNorm([parameter], 1), Throws.InvalidOperationException.With.Message.Contains("share one memory location"));
    }

    [Test]
    public void WrongLimits_AreRefused()
    {
        Assert.That(() => GradientClipping.ClipGradNorm<double>([], -1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("maxNorm"));
        Assert.That(() => GradientClipping.ClipGradNorm<double>([], double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => GradientClipping.ClipGradNorm<double>([], 1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("normType"));
        Assert.That(() => GradientClipping.ClipGradValue<double>([], -1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("clipValue"));
        Assert.That(() => GradientClipping.ClipGradNorm<double>(null!, 1), Throws.ArgumentNullException);
        Assert.That(() => GradientClipping.ClipGradValue<double>([null!], 1), Throws.ArgumentNullException);
    }

    private static Tensor<double>[] Parameters(params double[][] gradients) =>
        [.. gradients.Select(static gradient => new { gradient, parameter = Tensor.Full([gradient.Length], 1.0, requiresGrad: true) })
            .Select(static pair =>
            {
                pair.parameter.Grad = Tensor.Create(pair.gradient);
                return pair.parameter;
            })];
}
