using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>While anomalies are detected, errors of the backward pass name the lines of the forward pass that they come from.</summary>
public class AnomalyTests
{
    private const string Modified = "one of the variables needed for gradient computation has been modified by an inplace operation: ";

    [Test]
    public void ChangedTensor_TheLineOfTheOperationThatSavedIt_IsNamed()
    {
        using (Autograd.DetectAnomaly())
        {
            Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
            Tensor<double> y = x.Exp();
            (Tensor<double> z, int line) = (y.Sin(), Line());
            y.Detach().Fill(1);

            Assert.That(
                () => z.Sum().Backward(),
                Throws.TypeOf<AutogradException>().With.Message.StartsWith(
                    Modified + "[Tensor<double> [2]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead. It is needed by 'SinBackward0'. Its forward call was at ")
                .And.Message.Contains($"AnomalyTests.cs:line {line}\n"));
        }
    }

    [Test]
    public void ChangedTensor_OfAnOperationMadeOfOthers_TheUsersLineIsNamed()
    {
        using (Autograd.DetectAnomaly())
        {
            Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
            Tensor<double> y = x * 2;
            (Tensor<double> z, int line) = (y.Softmax(0), Line());
            z.Detach().Fill(1);

            Assert.That(
                () => z.Sum().Backward(),
                Throws.TypeOf<AutogradException>().With.Message.StartsWith(Modified)
                .And.Message.Contains("'SoftmaxBackward0'").And.Message.Contains($"AnomalyTests.cs:line {line}\n"));
        }
    }

    [Test]
    public void ChangedTensor_WithoutDetection_TheMessageIsPyTorchs()
    {
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> z = x.Sin();
        x.Detach().Fill(1);

        Assert.That(
            () => z.Sum().Backward(),
            Throws.TypeOf<AutogradException>().With.Message.EqualTo(Modified + "[Tensor<double> [2]] is at version 1; expected version 0 instead."));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void FirstNaN_TheLineOfItsOperation_IsNamed(bool createGraph)
    {
        using (Autograd.DetectAnomaly())
        {
            Tensor<double> x = Tensor.Create([0.0, 7], requiresGrad: true);
            Tensor<double> y = x * 2;
            (Tensor<double> z, int line) = (y * double.PositiveInfinity, Line());
            Tensor<double> w = (z * 0).Sum();

            // The gradient 0 of z times infinity.
            Assert.That(
                () => w.Backward(createGraph: createGraph),
                Throws.TypeOf<AutogradException>().With.Message.StartsWith("Function 'MulBackward0' returned nan values in its 0th output. Its forward call was at ")
                .And.Message.Contains($"AnomalyTests.cs:line {line}\n"));
            Assert.That(x.Grad, Is.Null);
        }
    }

    [Test]
    public void NaN_OfAnOperationRecordedBefore_IsFoundWithoutALine()
    {
        Tensor<double> x = Tensor.Create([0.0, 7], requiresGrad: true);
        Tensor<double> z = (x * double.PositiveInfinity * 0).Sum();
        using (Autograd.DetectAnomaly())
        {
            Assert.That(
                () => z.Backward(),
                Throws.TypeOf<AutogradException>().With.Message.EqualTo(
                    "Function 'MulBackward0' returned nan values in its 0th output. It was recorded before anomalies were detected, so its forward call is not known."));
        }
    }

    private static int Line([CallerLineNumber] int line = 0) => line;
}
