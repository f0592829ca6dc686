using System;
using System.IO;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>The samples on a device.</summary>
[TestFixture]
[Category("Gpu")]
[NonParallelizable]
internal sealed class SampleTests
{
    [Test]
    public void Tutorial_PrintsWhatPyTorchPrints_WithTheDevice()
    {
        string output = Run("AutoDiff.Samples.Autograd", "--device", "gpu");
        Assert.That(output, Does.Contain("In [16]\nTrue\ngpu\nTrue\nIn [23]\n"));
        Assert.That(output, Does.Contain(
            """
            In [23]
            tensor([3., 7.], device='gpu:0', requires_grad=True)
            tensor([ 9., 49.], device='gpu:0', grad_fn=<PowBackward0>)
            tensor([ 0.4121, -0.9538], device='gpu:0', grad_fn=<SinBackward0>)
            tensor([1.5100, 0.3853], device='gpu:0', grad_fn=<ExpBackward0>)
            tensor([0.6622, 2.5954], device='gpu:0', grad_fn=<MulBackward0>)
            tensor([  3.6204, -10.9223], device='gpu:0')
            Fused
            tensor([0.6622, 2.5954], device='gpu:0', grad_fn=<VBackward>)
            tensor([  3.6204, -10.9223], device='gpu:0')
            Graph

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Network_LearnsAsOnTheCpu()
    {
        string[] arguments = ["--plain", "--epochs", "4", "--hidden", "16"];
        string[] expected = Run("AutoDiff.Samples.Mlp", arguments).Split('\n');
        string[] actual = Run("AutoDiff.Samples.Mlp", [.. arguments, "--device", "gpu"]).Split('\n');
        Assert.That(actual[..3], Is.EqualTo(expected[..3]));
        Assert.That(actual[^2], Does.EndWith("after 52 steps."));
    }

    [Test]
    public void Picture_IsMatched()
    {
        string file = Path.Combine(Path.GetTempPath(), $"autodiff-{Guid.NewGuid():N}.png");
        try
        {
            string output = Run("AutoDiff.Samples.GpuImage", file, "--device", "gpu", "--size", "16", "--splats", "8", "--steps", "60");
            Assert.That(output, Does.StartWith("Computing on gpu:0 (").And.Contain("dB from the target after 60 steps"));
            Assert.That(new FileInfo(file).Length, Is.GreaterThan(200));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Run(string assembly, params string[] arguments)
    {
        _ = TestDevice.Default;
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            int exitCode = (int)Assembly.Load(assembly).EntryPoint!.Invoke(null, [arguments])!;
            Assert.That(exitCode, Is.Zero);
            return output.ToString().ReplaceLineEndings("\n");
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
