using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>Why each step of the pipeline runs after an edit: an edit costs what it changes.</summary>
[TestFixture]
public sealed class IncrementalTests
{
    private const string Emit = "[Differentiable(Emit = DerivativeMembers.All & ~(DerivativeMembers.Tensor | DerivativeMembers.Map))] ";

    private static readonly string Program = Sources.InClass(
        Emit + "public static double F(double x) { double z = 0.0; return x * x + z; }\n"
        + Emit + "public static double G(double y) => F(y) * 2;\n"
        + "public static int Unrelated() => 1;\n");

    [Test]
    public void A_comment_changes_nothing() =>
        AssertReasons(Program, Program.Replace("double z", "/* why */ double z"), lower: "UU", later: "CC");

    [Test]
    public void An_unrelated_edit_changes_nothing() =>
        AssertReasons(Program, Program.Replace("=> 1;", "=> 2;"), lower: "UU", later: "CC");

    [Test]
    public void A_body_edit_changes_its_own_method_alone() =>
        AssertReasons(Program, Program.Replace("x * x", "x * x * x"), lower: "MU", later: "MC");

    /// <summary>The methods that an element-wise method calls are written into its kernel.</summary>
    [Test]
    public void A_body_edit_changes_the_kernels_of_its_callers()
    {
        string program = Program.Replace(Emit, "[Differentiable] ");
        AssertReasons(program, program.Replace("x * x", "x * x * x"), lower: "MM", later: "MM");
    }

    [Test]
    public void The_sign_of_a_zero_is_a_change() =>
        AssertReasons(Program, Program.Replace("0.0", "-0.0"), lower: "MU", later: "MC");

    [Test]
    public void A_rename_of_a_parameter_is_a_change_of_its_method() =>
        AssertReasons(Program, Program.Replace("(double y) => F(y)", "(double t) => F(t)"), lower: "UM", later: "CM");

    private static void AssertReasons(string before, string after, string lower, string later)
    {
        CSharpCompilation first = Sources.Compile(before);
        SyntaxTree tree = first.SyntaxTrees[0];
        CSharpCompilation second = first.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(after, (CSharpParseOptions)tree.Options, path: tree.FilePath));
        Assert.That(after, Is.Not.EqualTo(before));

        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)tree.Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(first).RunGenerators(second);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reasons(result, TrackingNames.Lower), Is.EqualTo(lower), TrackingNames.Lower);
            Assert.That(Reasons(result, TrackingNames.Differentiate), Is.EqualTo(later), TrackingNames.Differentiate);
            Assert.That(Reasons(result, TrackingNames.Emit), Is.EqualTo(later), TrackingNames.Emit);
        }
    }

    /// <summary>The first letter of each output's reason: New, Modified, Unchanged (run again, same value), Cached (not run).</summary>
    private static string Reasons(GeneratorRunResult result, string step)
    {
        IEnumerable<IncrementalStepRunReason> reasons = result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);
        return string.Concat(reasons.Select(reason => reason.ToString()[0]));
    }
}
