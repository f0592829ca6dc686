using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Emit;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Methods that are to run on graphics processors: what is in the way is reported where it stands, and where nothing is reported there is a kernel for them.</summary>
[TestFixture]
public sealed partial class DeviceDiagnosticTests
{
    private const string Attribute = "[Differentiable(RunsOnGpu = true)]";

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            // They run there.
            yield return Case("float F(float x, int n, bool b, [NoGrad] float k) => (b ? MathF.Sin(x) : k) * n * (int)x * MathF.PI;");
            yield return Case("float F(float x) { float r = 1; for (int i = 0; i < 6; i++) { r = 0.5f * (r + x / r); } return r; }");
            yield return Case("float F(float x) => G(x) * 2; [Differentiable] static float G(float x) => MathF.Exp(x);");
            yield return Case("double F(double x, double y, int n) => x > y ? x * y / (x + n) : -Math.Abs(y);");
            yield return Case("T F<T>(T x, [NoGrad] T k) where T : IFloatingPointIeee754<T> => T.Sin(x) * T.CreateChecked(0.1) * k + T.Pi;");
            yield return Case("float F(float x) => x * LongestName * Two; const float LongestName = 2.5f; const int Two = 2;");

            // The signature.
            yield return Case("double F(double[] a) => a[0];", "DIFF3001 double[]");
            yield return Case("(float, float) F(float x) => (x, x);", "DIFF3001 (float, float)");
            yield return Case("float F(float x, double y) => x * (float)y;", "DIFF3001 double");
            yield return Case("float F(in float x) => x;", "DIFF3001 float");
            yield return Case("float F(float x, [NoGrad] float[] a) => x * a[0];", "DIFF3001 float[]");
            yield return Case("float F(float x) { s_calls++; s_calls++; return x; } static int s_calls;", "DIFF3001 s_calls");

            // Functions and constructs.
            yield return Case("float F(float x) => x * SpecialFunctions.Digamma(2 * x);", "DIFF3003 SpecialFunctions.Digamma(2 * x)");
            yield return Case("float F(float x, int n) => x * SpecialFunctions.Polygamma(n, x) * SpecialFunctions.Digamma(x);", "DIFF3003 SpecialFunctions.Polygamma(n, x)");
            yield return Case("float F(float x, int n) => MathF.ILogB(x) * SpecialFunctions.Polygamma(n, x) * x;", "DIFF3003 MathF.ILogB(x)", "DIFF3003 SpecialFunctions.Polygamma(n, x)");
            yield return Case("float F(float x) { if (x < 0) { throw new ArgumentException(\"x\"); } return MathF.Sqrt(x); }", "DIFF3003 throw");
            yield return Case("float F(float x) => x < 0 ? throw new ArgumentException($\"x = {x}\") : MathF.Sqrt(x);", "DIFF3003 throw new ArgumentException($\"x = {x}\")");
            yield return Case("float F(float x) { ArgumentOutOfRangeException.ThrowIfNegative(x); return x; }", "DIFF3003 ArgumentOutOfRangeException.ThrowIfNegative(x)");
            yield return Case("float F(float x) => x * checked((int)x);", "DIFF3003 (int)x");
            yield return Case("float F(float x, int n) { var a = new float[2]; a[n] = x; return a[0] * a[1]; }", "DIFF3003 new float[2]");
            yield return Case("float F(float x) => x * DateTime.Now.Year;", "DIFF3003 DateTime.Now");
            yield return Case("float F(float x, int n) { Console.WriteLine(n); return x; }", "DIFF3003 Console.WriteLine(n)");
            yield return Case("float F(float x, int n) => n == 0 ? 1 : x * F(x, n - 1);", "DIFF3003 F(x, n - 1)");
            yield return Case("T F<T>(T x) where T : IFloatingPointIeee754<T> => x * T.Epsilon;", "DIFF3003 T.Epsilon");
            yield return Case("float F(float x, DayOfWeek d) => d == DayOfWeek.Monday ? x : 1;", "DIFF3004 DayOfWeek d");

            // Types.
            yield return Case("float F(float x, long n, string s) => x * n * s.Length;", "DIFF3004 long n", "DIFF3004 string s");
            yield return Case("float F(float x, [NoGrad] double k) => x * (float)k;", "DIFF3004 [NoGrad] double k");
            yield return Case("float F(float x) => (float)Math.Sin(x);", "DIFF3004 x");
            yield return Case("float F(float x, int n) => x * ((long)n * n);", "DIFF3004 (long)n");
            yield return Case("float F(float x, int n) { long s = 0; for (int i = 0; i < n; i++) { s += i; } return x * s; }", "DIFF3004 for", "DIFF3004 i");

            // Doubles.
            yield return Case("double F(double x, [NoGrad] double k) => Math.Sin(x) * k;", "DIFF3005 [NoGrad] double k", "DIFF3005 Math.Sin(x)");
            yield return Case("double F(double x) { double s = 0; for (int i = 0; i < 3; i++) { s += Math.Exp(i * x) + x % 2; } return s; }", "DIFF3005 Math.Exp(i * x)", "DIFF3005 x % 2");
            yield return Case("double F(double x, double y) => Math.Max(x, y) * (int)x;", "DIFF3005 Math.Max(x, y)", "DIFF3005 (int)x");
            yield return Case("double F(double x) => x > 0 ? x : double.NaN;", "DIFF3005 double.NaN");
            yield return Case("double F(double x) => G(x) * 2; [Differentiable] static double G(double x) => Math.Sin(x);", "DIFF3005 Math.Sin(x)");

            // With something else the matter there is no derivative, and no kernel to speak of.
            yield return Case("double F(double x) { try { x++; } finally { } return Math.Sin(x); }", "DIFF1006 try");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task What_is_in_the_way_is_reported_where_it_stands(string member, string[] expected)
    {
        string[] reported = await FrontendDiagnosticTests.Report(Sources.InClass(Attribute + " public static " + member));
        Assert.That(reported, Is.EqualTo(expected));

        // The generated code is the same, and has a kernel for devices exactly if nothing is reported.
        Generated with = Generated.From(Attribute + " public static " + member);
        Generated without = Generated.From("[Differentiable] public static " + member);
        Assert.That(with.Files.Select(file => file.SourceText.ToString()), Is.EqualTo(without.Files.Select(file => file.SourceText.ToString())));
        bool hasKernel = with.Files.Any(file => file.HintName.Contains(".F-") && file.SourceText.ToString().Contains("string? Hlsl =>"));
        Assert.That(hasKernel, Is.EqualTo(expected.Length == 0));
    }

    [TestCase("[Differentiable(Emit = DerivativeMembers.Gradient | DerivativeMembers.Map, RunsOnGpu = true)] static float F(float x) => x;", "DIFF3002 Emit = DerivativeMembers.Gradient | DerivativeMembers.Map")]
    [TestCase("[Differentiable(RunsOnGpu = true, Emit = DerivativeMembers.Tensor)] static double F(double x) => Math.Sin(x);", "DIFF3005 Math.Sin(x)")]
    [TestCase("[Differentiable(RunsOnGpu = false)] static double F(double x) => Math.Sin(x);", null)]
    [TestCase("public readonly partial struct S { private readonly float _k; [Differentiable(RunsOnGpu = true)] public float F(float x) => x * _k; }", "DIFF3001 F")]
    public async Task The_request_meets_the_rest_of_the_attribute(string member, string? expected) => Assert.That(
        await FrontendDiagnosticTests.Report(Sources.InClass(member)), Is.EqualTo(expected is null ? [] : new[] { expected }));

    [Test]
    public void A_message_says_what_is_missing_and_what_to_do()
    {
        CSharpCompilation program = Sources.Compile(Sources.InClass(Attribute + " public static double F(double x) => x * Math.Sin(x);"));
        LoweringResult result = Sources.Lower(program);
        var obstacles = new List<DeviceObstacle>();
        Assert.That(DifferentiableGenerator.Check(result.Model!, obstacles), Is.Null);
        string message = Catalogue.Report(result.Request!.Explain(obstacles.Single())).GetMessage(CultureInfo.InvariantCulture);
        Assert.That(message, Is.EqualTo(
            "'Math.Sin(x)' cannot run with doubles on graphics processors: it needs Sin, and they do only arithmetic with doubles; use float, or leave out RunsOnGpu. "
            + "The derivatives of 'F' were generated and run on the CPU."));
    }

    /// <summary>What the generator takes to exist on devices is there, for doubles too where it takes that to be so.</summary>
    [Test]
    public void Kernels_call_only_what_the_prelude_has()
    {
        string folder = Path.Combine(Root(), "src", "Gpu", "Hlsl");
        HashSet<string> all = [.. Directory.GetFiles(folder, "*.hlsl").SelectMany(file => Functions(File.ReadAllText(file)))];
        string[] arithmetic = [.. Functions(File.ReadAllText(Path.Combine(folder, "Arithmetic.hlsl"))).Distinct()];
        IEnumerable<string> called = Generator.Rules.RuleTable.All
            .Where(rule => rule.Spelling.Home != Generator.Rules.Home.Operator)
            .Select(rule => rule.Spelling.Hlsl)
            .OfType<string>()
            .Concat(["Remainder", "Divide", "ToInt", "NaN", "Infinity", "Zero", "GuardedMultiply", "GuardedDivide"]);
        Assert.That(called.Distinct(), Is.SubsetOf(all));
        Assert.That(all.Where(name => HlslExpressions.IsArithmetic($"ad_{name}(x)")), Is.EquivalentTo(arithmetic));
    }

    private static TestCaseData Case(string member, params string[] expected) =>
        new TestCaseData(member, expected).SetName("{m}(" + member.Replace('"', '\'') + ")");

    private static IEnumerable<string> Functions(string text) => Declaration().Matches(text).Select(match => match.Groups[1].Value);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex(@"^\w+ ad_(\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
