using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic at its place. The examples of the help pages are test cases: what they say is what happens.</summary>
[TestFixture]
public sealed partial class FrontendDiagnosticTests
{
    /// <summary>Reasons that no short program shows.</summary>
    private static readonly string[] WithoutExample = [Reason.TooDeep, Reason.Internal];

    private static IEnumerable<string> Ids => Catalogue.All.Select(descriptor => descriptor.Id);

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            yield return Case("double F(double x) { while (x > 0) { x--; } do { x++; } while (x < 0); foreach (double d in stackalloc double[2]) { x += d; } return x; }");
            yield return Case("double F(double x) { foreach (char c in \"ab\") { x++; } foreach (var (a, b) in new[] { (1, 2) }) { x++; } return x; }", "DIFF1001 foreach", "DIFF1001 foreach");
            yield return Case("double F(double x, [NoGrad] System.Collections.Generic.List<double> a) { foreach (double d in a) { x *= d; } return x; }", "DIFF1001 foreach");
            yield return Case("double F(double x, [NoGrad] System.Collections.Generic.List<double> a) => x * a[0];", "DIFF1002 a[0]");
            yield return Case("double F(double x, string s) => x * s[0];", "DIFF1002 s[0]");
            yield return Case("double F(double x) { var a = new double[2][]; var b = new Vector3[2]; return x; }", "DIFF1002 new double[2][]", "DIFF1002 new Vector3[2]");
            yield return Case("double F(double x) { double[]? a = null; Span<double> b = default; return x; }", "DIFF1002 null", "DIFF1002 default");
            yield return Case("double F(double x) { double? n = null; string? s = null; return x; }");
            yield return Case("double F(double x, long n) { var a = new double[3]; a[n] = x; return a[0]; }", "DIFF1002 n");
            yield return Case("double F(double x, long n) { var a = new double[n]; a[0] = x; return a[0]; }", "DIFF1002 new double[n]");
            yield return Case("double F(double x, Index i, Range r) { var a = new[] { x, 1, 2 }; return a[i] * a[r][0]; }", "DIFF1002 i", "DIFF1002 r");
            yield return Case("double F(double[] a) { a.AsSpan(0, 2).CopyTo(a.AsSpan(1)); return a[1]; }", "DIFF1002 a.AsSpan(0, 2).CopyTo(a.AsSpan(1))");
            yield return Case("double F(double[] a) { Array.Copy(a, 0, a, 1, 2); return a[1]; }", "DIFF1002 Array.Copy(a, 0, a, 1, 2)");
            yield return Case("double F(double[,] a) { var b = new double[2, 2]; Array.Copy(a, b, 4); return b[1, 1]; }", "DIFF1002 Array.Copy(a, b, 4)");
            yield return Case("double F(double[,] a) { var b = new double[2, 2]; Array.Copy(a, 0, b, 0, 4); return b[1, 1]; }", "DIFF1002 Array.Copy(a, 0, b, 0, 4)");
            yield return Case("double F(double[] a) { Array.Sort(a); return a[1]; }", "DIFF2001 Array.Sort(a)");
            yield return Case("double F(double x) { double[] a = [x, .. new[] { x }]; return a[0]; }", "DIFF1002 .. new[] { x }");
            yield return Case("double F(double x) { double[] a = [x]; return a is [var u] ? u : x; }", "DIFF1014 [var u]");
            yield return Case("double F(double x) { double[] a = [x]; object o = a; return x; }", "DIFF2002 a");
            yield return Case("double F(double[] a) { ref double r = ref a[0]; r = ref a[1]; return r; }", "DIFF1013 r = ref a[1]");
            yield return Case("double F(double[] a, double x, int n) { double[] w = a; for (int i = 0; i < n; i++) { x *= w.Length; w = []; } return x * w.Length; }", "DIFF1020 w");
            yield return Case("double F(double[] a, double[] b) { for (int i = 0; i < 3; i++) { if (i > 0) { a = (double[])b.Clone(); } } return a[0]; }", "DIFF1020 a");
            yield return Case("double F(double x) { Span<double> s = new[] { x, 1 }; while (s[0] > 1) { s = (new[] { s[1], x }).AsSpan(1); } return s[0]; }", "DIFF1020 s");
            yield return Case("double F(double x) { P? p = null; for (int i = 0; i < 3; i++) { p = new P(x); } return p!.V; } record P(double V);", "DIFF1003 p");
            yield return Case("double F(double x, int n) { double G(int k) => k == 0 ? 1 : x * G(k - 1); return G(n); }", "DIFF1005 G(k - 1)");
            yield return Case("double F(double x, int n) { switch (n) { case 0: x++; goto case 1; case 1: x *= 2; goto case 0; default: return x; } }", "DIFF1010 goto case 1;", "DIFF1010 goto case 0;");
            yield return Case("double F(double x, int n) { switch (n) { case 0: x++; goto case 1; case 1: x *= 2; break; case 2: goto default; default: return x; } return x; }");
            yield return Case("double F(double x, int n) { Calls++; Name = \"F\"; Last = n; Last -= (int)x; Factor = n * 0.5; return x * Factor; } public static int Calls; static string? Name; static double Last { get; set; } static double Factor;");
            yield return Case("double F(double x) { State += 2 * x; return x; } static double State;", "DIFF1012 State");
            yield return Case("double F(double x) { State = Autograd.StopGradient(x); return x; } static double State;");
            yield return Case("double F(double x, int n) { Counts[n]++; Pair = (1, n); Data = new double[2]; return x; } static int[] Counts = new int[2]; static (int, int) Pair; static double[]? Data;", "DIFF1012 Counts[n]", "DIFF1012 Pair", "DIFF1012 Data");
            yield return Case("double F(double x, C c) { c.Count++; c.Name = \"F\"; return x; } public class C { public int Count; public string? Name { get; set; } }", "DIFF1012 c.Count", "DIFF1012 c.Name");
            yield return Case("double F(double x) { return G(y => x * y); } static double G(Func<double, double> f) => f(1);", "DIFF1004 y => x * y");
            yield return Case("double F(double x) { try { x++; } catch { } lock (typeof(int)) { } return x; }", "DIFF1006 try", "DIFF1006 lock");
            yield return Case("double F(double x) { using var m = new System.IO.MemoryStream(); return x; }", "DIFF1006 using");
            yield return Case("double F(double x) { ref double y = ref G(); y = 2; return x * y; } static ref double G() => throw new Exception();", "DIFF1013 y = ref G()");
            yield return Case("double F(double x) { Console.WriteLine(x); return x; }", "DIFF2001 Console.WriteLine(x)");
            yield return Case("double F(double x) { object o = x; return x; }", "DIFF2002 x");
            yield return Case("double F(double x) { double? o = x; return x; }", "DIFF2002 x");
            yield return Case("double F(double x) => (float)(Half)x;", "DIFF2002 (Half)x");
            yield return Case("double F(double x) => double.Parse(x.ToString());", "DIFF2001 x.ToString()");
            yield return Case("double F(double x) => double.Parse($\"{x}\");", "DIFF2001 $\"{x}\"");
            yield return Case("double F(double x) => Unknown(x > 0 ? x : 1) + Unknown(2.0) + Unknown((int)x); static double Unknown(double y) => y;", "DIFF2001 Unknown(x > 0 ? x : 1)");
            yield return Case("double F(double x) { (x, State) = (1, x); return x; } static double State;", "DIFF1012 State");
            yield return Case("double F(double x, [NoGrad] Complex v) { var w = v with { }; return x; }", "DIFF1003 v with { }");
            yield return Case("double F(double x, [NoGrad] double? n) => x * n!.Value;");
            yield return Case("double F(double x, object o) => o is double d ? x * d : x;", "DIFF1014 double d");
            yield return Case("double F(double x, (double, decimal) p, decimal m, Func<double, double> f, double[][] a, double? q, int n) => x;", "DIFF0009 decimal", "DIFF0009 Func<double, double>", "DIFF0009 double[][]", "DIFF0009 double?");
            yield return Case("float F(in float x, ref int n, out double[] y) { y = null!; return x; }", "DIFF0008 ref", "DIFF0008 out");
            yield return Case("double F(double x, string s) { int.TryParse(s, out int n); return n * x; }", "DIFF1013 out int n");
            yield return Case("double F(ValueTuple<double> v, double x) => v.Item1 * x;", "DIFF0009 ValueTuple<double>");
            yield return Case("ValueTuple<double> F(double x) => new(x * x);", "DIFF0007 ValueTuple<double>");
            yield return Case("double F(double x) { var v = new ValueTuple<double>(x); return v.Item1 * x; }", "DIFF1003 new ValueTuple<double>(x)");
            yield return Case("double F(double x) => x * x; [Differentiable] public static double F(in double x) => x;", "DIFF0013 F", "DIFF0013 F", "DIFF0012 F");
            yield return Case("void F(double x) { }", "DIFF0007 void");
            yield return Case("double[] F(double x) => [x, x];", "DIFF0007 double[]");
            yield return Case("double F([NoGrad] double x) => x;", "DIFF0006 F");
            yield return Case("T F<T>(T x) => x;", "DIFF0010 T", "DIFF0010 T");
            yield return Case("double F(double x) => x; static int FGraph;", "DIFF0011 F");
            yield return Case("System.Collections.Generic.IEnumerable<double> F(double x) { yield return x; }", "DIFF1007 F");
            yield return Case("double F(double x) { Action a = () => { }; a(); return x; }", "DIFF1004 () => { }");
            yield return Case("double F(double x) => x; static Func<double, double> G = [Differentiable] (double y) => y;", "DIFF0003 =>");
            yield return Case("double F(double x) => x; interface I { [Differentiable] static virtual double V(double x) => x; }", "DIFF0005 V");
            yield return Case("double F(double x) => x; interface I { [Differentiable] static abstract double V(double x); }", "DIFF0004 V");
            yield return Case("double F(double x) => x; static double FVjp(double x, double y) => x; static double FJvp(double x) => x;", "DIFF0011 F");
            yield return Case("double F(double x, double y) => Math.Sin(Unknown(x)) + Math.Cos(Unknown(2 * y)); static double Unknown(double y) => y;", "DIFF2001 Unknown(x)", "DIFF2001 Unknown(2 * y)");
            yield return Case("double F(double x, int n) { if (n > 0) { goto end; } x++; end: return x; }", "DIFF1010 goto", "DIFF1010 end");
            yield return Case("double F(double x) { x = Math.Sqrt(State); State++; return x; } static double State;");
            yield return Case("T F<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x & T.One;", "DIFF2001 x & T.One");
            yield return Case("double F(double x) { double y = x; y = Half.MaxValue > (Half)1 ? x : 1; return y; }");
            yield return Case("extern double F(double x);", "DIFF0004 F");
            yield return Case("double F(double x) => Vector3.Reflect(new Vector3((float)x), Vector3.UnitX).X;", "DIFF2001 Vector3.Reflect(new Vector3((float)x), Vector3.UnitX)");
            yield return Case("double F(double x) => Vector3.Reflect(Vector3.One, Vector3.UnitX).X * x;");
            yield return Case("double F(double x) { var p = new P(x); p.V = 2; return p.V; } class P(double v) { public double V = v; }", "DIFF1003 new P(x)", "DIFF1012 p.V");
            yield return Case("double F(double x) { var p = new P { V = x }; return p.V; } record P { public double V { get; set; } }", "DIFF1003 new P { V = x }");
            yield return Case("double F(double x) { var p = new P(x); object o = p; return x; } record P(double V);", "DIFF1003 p");
            yield return Case("double F(double x) { object o = (x, 1); return x; }", "DIFF2002 (x, 1)");
            yield return Case("double F(double x) { var p = new P(x); return p.Twice(); } struct P(double v) { public double V = v; public double Twice() { double s = 0; foreach (char c in \"a\") { s += V; } return s; } }", "DIFF1001 foreach");
            yield return Case("double F(double x) { var h = new H(ref x); return h.Cell; } ref struct H { public ref double Cell; public H(ref double c) { Cell = ref c; } }", "DIFF1003 new H(ref x)");
            yield return Case("double F(double x) => new P(x).Even(3); struct P(double v) { private double _v = v; public double Even(int n) => n == 0 ? _v : Odd(n - 1); public double Odd(int n) => n == 0 ? -_v : Even(n - 1); }", "DIFF1005 Even(n - 1)");
            yield return Case("double F(double x, [NoGrad] P p) => x * p.Twice() * p.V; public struct P { private double _v; public double V => Twice(); public readonly double Twice() => 2 * _v; }");
            yield return Case("double F(double x, [NoGrad] P p) { p.Add(x); return x; } } public struct P { private double _v; public void Add(double d) => _v += d;", "DIFF1018 [NoGrad] P p");
            yield return Case("double F(double x) => new P(x).V + P.Hidden(x); private struct P(double v) { public double V = v; public static double Hidden(double d) => Unknown(d); static double Unknown(double d) => double.Parse(d.ToString()); }", "DIFF2001 d.ToString()");
            yield return Case("double F(double x) { async void G() { await System.Threading.Tasks.Task.Yield(); } G(); return x; }", "DIFF1007 G()");
            yield return Case("double F(double x) { Func<double, double> f = G; return x; double G(double v) => v; }", "DIFF1004 G");
            yield return Case("double F(double x) { return x; double G(double v) { while (true) { } } }");
            string doubling = string.Concat(Enumerable.Range(1, 20).Select(i => $" double G{i}() => G{i - 1}() + G{i - 1}();"));
            yield return Case("double F(double x) { return G20(); double G0() => x;" + doubling + " }", "DIFF1017 G0()");
            yield return Case("double F(double x) => new P(1) == null ? 1 : x; record P(double V);", "DIFF1003 new P(1) == null");
            yield return Case("double F(double x) => x; partial record struct R(double A) { [Differentiable] public double G(double x) { A += x; return A; } }", "DIFF1012 A");
            yield return Case("double F(Span<double> a) { if (a.Length < 2) return a[0] + Math.Max(a.Length, 3); s_n++; return F(a[1..]) * a[0]; } static int s_n;", "DIFF2005 F(a[1..])");
            yield return Case("void F(ref double x, int n) { if (n > 0) { x *= Random.Shared.Next(); F(ref x, n - 1); } }", "DIFF2005 F(ref x, n - 1)");
            yield return Case("double F(double x, int n) { Console.WriteLine(n); return n == 0 ? x : F(x, n - 1); }");
            yield return Case("double F(double x) => x; partial struct R { public double A; [Differentiable] public double G(double x) => A * x; }", "DIFF0002 G");
            yield return Case("double F(double x) => x; partial record R { public double A { get; set; } [Differentiable] public double G(double x) => A * x; }", "DIFF0002 G");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Problems_stand_at_the_smallest_place(string members, string[] expected)
    {
        Assert.That(await Report(Sources.InClass(members)), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Ids))]
    public async Task The_help_page_shows_what_is_reported(string id)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "diagnostics", id + ".md"));
        Assert.That(page, Does.StartWith($"# {id}: {Catalogue.Get(id).Title}\n"));
        Assert.That(page, Does.Contain("## How to fix it"));
        Match example = Example().Match(page);
        Assert.That(example.Success, Is.EqualTo(!WithoutExample.Contains(id)));
        if (example.Success)
        {
            IEnumerable<string> places = Code().Matches(example.Groups[2].Value).Select(match => $"{id} {match.Groups[1].Value}");
            string[] expected = id == Reason.GraphLeftOut ? [.. places, .. places] : [.. places];
            Assert.That(await Report(example.Groups[1].Value), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Ids_are_unique_and_declared()
    {
        Assert.That(Ids, Is.Unique);
        Assert.That(Ids, Is.Ordered);
        string[] reasons = [.. typeof(Reason).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
        Assert.That(Ids, Is.EquivalentTo(reasons));
    }

    [TestCaseSource(nameof(Ids))]
    public void Each_id_is_listed(string id)
    {
        DiagnosticDescriptor descriptor = Catalogue.Get(id);
        string releases = File.ReadAllText(Path.Combine(Root(), "src", "Generator", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(Root(), "src", "Generator", "AnalyzerReleases.Shipped.md"));
        Assert.That(releases, Does.Contain($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} |"));
        Assert.That(File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", "README.md")), Does.Contain($"[{id}]({id}.md) | {descriptor.Title} |"));
        Assert.That(descriptor.HelpLinkUri, Does.EndWith($"/docs/diagnostics/{id}.md"));
        bool isRemark = descriptor.DefaultSeverity == DiagnosticSeverity.Info;
        bool isOfDevices = id.StartsWith("DIFF3", StringComparison.Ordinal);
        string message = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.That(message.Contains("No derivative was generated for '{0}'.", StringComparison.Ordinal), Is.EqualTo(!isRemark && !isOfDevices));
        Assert.That(message.Contains("The derivatives of '{0}' were generated and run on the CPU.", StringComparison.Ordinal), Is.EqualTo(isOfDevices));
    }

    [Test]
    public void Every_kind_of_operation_is_accounted_for()
    {
        var accounted = OperationCoverage.Lowered.Concat(OperationCoverage.Refused.Keys).Concat(OperationCoverage.Impossible).ToList();
        Assert.That(accounted, Is.Unique);
        IEnumerable<string> missing = Enum.GetValues<OperationKind>().Distinct().Except(accounted).Select(kind => kind.ToString());
        Assert.That(missing, Is.EqualTo(new[] { "CollectionElementInitializer" }));
    }

    [Test]
    public void Nesting_beyond_the_stack_is_a_problem_not_a_crash()
    {
        string nested = string.Concat(Enumerable.Repeat("-(", 400)) + "x" + new string(')', 400);
        CSharpCompilation compilation = Sources.Compile(Sources.InClass($"[Differentiable] public static double F(double x) => {nested};"));
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        MethodDeclarationSyntax declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        var method = (IMethodSymbol)model.GetDeclaredSymbol(declaration)!;

        // Bound on a thread with room; lowered on one without.
        Assert.That(model.GetOperation(declaration), Is.Not.Null);
        LoweringResult? result = null;
        var thread = new Thread(() => result = Lowering.Run(method, model, CancellationToken.None), maxStackSize: 160 * 1024);
        thread.Start();
        thread.Join();
        Assert.That(result!.Problems.Select(problem => problem.Id), Is.EqualTo(new[] { Reason.TooDeep }));
        Assert.That(Catalogue.Report(result.Problems[0]).GetMessage(CultureInfo.InvariantCulture), Does.Contain("'F'"));
    }

    /// <summary>The generator works on such files too, so its silence would be a member that is missing without a word.</summary>
    [TestCase("// <auto-generated/>\n")]
    [TestCase("#line hidden\n")]
    [TestCase("#line 7 \"Other.cs\"\n")]
    public async Task Files_that_count_as_generated_are_checked(string head) =>
        Assert.That(
            await Report(head + Sources.InClass("[Differentiable] public static double F(double x) { try { return x; } finally { } }")),
            Is.EqualTo(new[] { "DIFF1006 try" }));

    [Test]
    public void An_internal_error_names_the_method_and_the_exception()
    {
        Diagnostic diagnostic = Catalogue.Report(new Problem(Reason.Internal, Location.None, "F", "KeyNotFoundException: noSuchRule"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diagnostic.Id, Is.EqualTo("DIFF9001"));
            Assert.That(diagnostic.GetMessage(CultureInfo.InvariantCulture), Does.Contain("'F'").And.Contain("noSuchRule"));
        }
    }

    private static TestCaseData Case(string member, params string[] expected) =>
        new TestCaseData("[Differentiable] public static " + member, expected).SetName("{m}(" + member.Replace('"', '\'') + ")");

    /// <summary>Each diagnostic of the analyzer as its id and the text it stands at, in the order of the text.</summary>
    internal static async Task<string[]> Report(string source)
    {
        CSharpCompilation compilation = Sources.Compile(source);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new DifferentiableAnalyzer()]);
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        return
        [
            .. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"),
        ];
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex("```csharp\n(.*?)\n```\n\nReported at ([^\n]*)\\.\n", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
