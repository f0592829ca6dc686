using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace AutoDiff.Generator.Tests.Cases;

/// <summary>
/// Small functions that other systems got wrong, from their public bug reports: the value bit for bit, the gradient in reverse mode and
/// in forward mode, one direction for each entry of the input, and what the arguments hold afterwards.
/// The second derivatives that the file gives for some are not checked: there are none yet.
/// </summary>
[TestFixture]
internal sealed class CaseTests
{
    /// <summary>Cases that accept a diagnostic and stay refused, with the reason.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["struct-ref-field"] = "DIFF1003",
        ["array-2d-and-jagged"] = "DIFF1002",
        ["try-catch-taken"] = "DIFF1006",
    };

    private static IEnumerable<string> Supported => BugReport.All.Keys.Except(Refused.Keys);

    private static IEnumerable<TestCaseData> RefusedCases => Refused.Select(pair => new TestCaseData(pair.Key, pair.Value));

    [TestCaseSource(nameof(Supported))]
    public async Task Value_and_derivatives_are_right(string id)
    {
        BugReport report = BugReport.All[id];
        string model = CaseProgram.Model(report.Code);
        Assert.That(await Reported(model), Is.Empty, report.Explanation);

        CasePoint[] points = [.. CasePoints.Of(report)];
        IEnumerable<string> calls = points.Select(point => point.Call).Concat(report.ThrowingCall is { } call ? [call] : []);
        string source = model + string.Concat(calls.Select((call, i) => CaseProgram.Driver(report.Code, call, i)));

        // As in a debug build, where arguments are checked more closely.
        Generated generated = Generated.Run(Sources.Compile(source, symbols: ["DEBUG"]));
        Assert.That(generated.Faults, Is.Empty, report.Explanation);
        Assembly assembly = generated.Load();
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < points.Length; i++)
            {
                Check(report, points[i], new CaseDriver(assembly, i));
            }

            if (report.ThrowingCall is not null)
            {
                CheckException(report, new CaseDriver(assembly, points.Length));
            }
        }
    }

    // Its derivative at the point is that of the path, 1, where the slope around it is 2: the remark says so.
    [Test]
    public async Task A_branch_on_equality_gets_a_remark() =>
        Assert.That(
            await Reported(CaseProgram.Model(BugReport.All["equality-branch-hides-slope"].Code), DiagnosticSeverity.Info),
            Is.EqualTo(new[] { "DIFF2004" }));

    [TestCaseSource(nameof(RefusedCases))]
    public async Task What_is_refused_gets_its_diagnostic(string id, string diagnostic)
    {
        BugReport report = BugReport.All[id];
        Assert.That(report.AcceptsDiagnostic, id);
        Assert.That(await Reported(CaseProgram.Model(report.Code)), Has.Some.EqualTo(diagnostic), $"{id} seems to work now: take it off the list");
    }

    private static void Check(BugReport report, CasePoint point, CaseDriver driver)
    {
        string at = $"{report.Id}: {point.Call}\n{report.Code}\n{report.Explanation}";
        (double value, double[][] states) = driver.Plain();
        Assert.That(value, Close(point.Value, CasePoints.ValueTolerance(report)), at);

        if (report.AcceptsException && Throws(() => driver.Vjp()))
        {
            Assert.That(Throws(() => driver.Jvp(point.Gradient.Keys.First(), 0)), "forward mode of " + at);
            return;
        }

        (double ofVjp, double[][] statesOfVjp, (string Name, double[] Derivatives)[] gradient) = driver.Vjp();
        Assert.That(gradient.Select(pair => pair.Name), Is.EqualTo(point.Gradient.Keys), at);
        Assert.That(Bits(ofVjp), Is.EqualTo(Bits(value)), "value in reverse mode of " + at);
        Assert.That(statesOfVjp, Is.EqualTo(states), "arguments after reverse mode of " + at);
        foreach ((string name, double[] derivatives) in gradient)
        {
            double[] expected = point.Gradient[name];
            Assert.That(derivatives, Has.Length.EqualTo(expected.Length), at);
            for (int entry = 0; entry < expected.Length; entry++)
            {
                double tolerance = CasePoints.Tolerance(report, expected[entry]);
                Assert.That(derivatives[entry], Close(expected[entry], tolerance), $"reverse mode, {name}[{entry}] of {at}");
                (double ofJvp, double[][] statesOfJvp, double tangent) = driver.Jvp(name, entry);
                Assert.That(Bits(ofJvp), Is.EqualTo(Bits(value)), "value in forward mode of " + at);
                Assert.That(statesOfJvp, Is.EqualTo(states), "arguments after forward mode of " + at);
                Assert.That(tangent, Close(expected[entry], tolerance), $"forward mode, {name}[{entry}] of {at}");
            }
        }
    }

    /// <summary>Whether the arguments are refused, as they may be where one that is written overlaps another.</summary>
    private static bool Throws(Action call)
    {
        try
        {
            call();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static void CheckException(BugReport report, CaseDriver driver)
    {
        Assert.That(() => driver.Plain(), Thrown(), report.Id);
        Assert.That(() => driver.Vjp(), Thrown(), "reverse mode of " + report.Id);
        Assert.That(() => driver.Jvp(report.Point.Gradient.Keys.First(), 0), Thrown(), "forward mode of " + report.Id);

        IResolveConstraint Thrown() => NUnit.Framework.Throws.TypeOf(typeof(object).Assembly.GetType("System." + report.Thrown)!);
    }

    private static IResolveConstraint Close(double expected, double tolerance) => double.IsFinite(expected)
        ? Is.EqualTo(expected).Within(expected == 0 ? tolerance : Math.Abs(expected) * tolerance)
        : Is.EqualTo(expected);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static async Task<string[]> Reported(string model, DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        CSharpCompilation program = Sources.Compile(model);
        Diagnostic[] errors = [.. program.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        Assert.That(errors, Is.Empty, model);
        return [.. (await program.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            .Where(diagnostic => diagnostic.Severity == severity)
            .Select(diagnostic => diagnostic.Id)];
    }
}
