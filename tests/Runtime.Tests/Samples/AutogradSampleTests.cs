using System;
using System.IO;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Samples;

/// <summary>The tutorial prints, cell by cell, what PyTorch prints.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class AutogradSampleTests
{
    private static readonly string Expected =
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "samples", "autograd-tutorial.txt")).ReplaceLineEndings("\n");

    [Test]
    public void The_cells_print_what_PyTorch_prints()
    {
        (int exitCode, string output) = Run();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(output, Does.StartWith(Expected));
        }
    }

    [Test]
    public void The_fused_function_gives_the_same_gradient_from_one_node()
    {
        string output = Run().Output[Expected.Length..];
        Assert.That(output, Does.StartWith(
            "Fused\ntensor([0.6622, 2.5954], grad_fn=<VBackward>)\ntensor([  3.6204, -10.9223])\nGraph\n"));
    }

    [Test]
    public void The_graphs_go_from_the_root_to_the_leaf()
    {
        string output = Run().Output;
        string graph = output[(output.IndexOf("Graph\n", StringComparison.Ordinal) + 6)..];
        string[] nodes = ["SumBackward0", "MulBackward0", "ReciprocalBackward0", "ExpBackward0", "SinBackward0", "PowBackward0", "AccumulateGrad", "flowchart TD"];
        int position = 0;
        foreach (string node in nodes)
        {
            int next = graph.IndexOf(node, position, StringComparison.Ordinal);
            Assert.That(next, Is.GreaterThanOrEqualTo(position), node);
            position = next;
        }
    }

    [Test]
    public void An_unknown_argument_is_refused() => Assert.That(Run("--fast").ExitCode, Is.EqualTo(1));

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        TextWriter console = Console.Out;
        TextWriter errors = Console.Error;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(TextWriter.Null);
            MethodInfo main = Assembly.Load("AutoDiff.Samples.Autograd").EntryPoint!;
            int exitCode = (int)main.Invoke(null, [arguments])!;
            return (exitCode, output.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(errors);
        }
    }
}
