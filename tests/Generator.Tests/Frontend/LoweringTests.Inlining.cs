using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Frontend;

/// <content>Programs whose calls are inlined.</content>
public sealed partial class FrontendLoweringTests
{
    private const string Vector = " public struct V { public double X, Y; public V(double x, double y) { X = x; Y = y; } public static V operator +(V a, V b) => new(a.X + b.X, a.Y + b.Y); public static V operator -(V a) => new(-a.X, -a.Y); public static V operator *(double k, V a) { a.X *= k; a.Y *= k; return a; } public static V operator ++(V a) => new(a.X + 1, a.Y); public static implicit operator V(double d) => new(d, d); public static explicit operator double(V a) => a.X; public static double Dot(V a, V b) => a.X * b.X + a.Y * b.Y; public static V Unit => new(1, 0); public void Move(in V by) { X += by.X; Y += by.Y; } public V Moved() { X += 1; return this; } public void Reset() { this = default; } }";

    private static readonly string[] InlinedPrograms =
    [
        .. new[]
        {
            "double F(double x, double y) { V a = new(x, y); V b = a + 2 * -a + V.Unit; b += a; return V.Dot(a, b); }",
            "double F(double x) { V a = x; a++; V b = a++; return (double)a + 3 * (double)b + a.Y; }",
            "double F(double x, double y) { V a = new(x, y); a.Move(a); a.Move(new V(1, 2)); return a.X * 2 + a.Y; }",
            "double F(double x, double y) { V a = new(x, y); double b = a.Moved().Moved().X; return b + a.X * 10; }",
            "double F(double x, double y) { V a = new(x, y); double b = a.X; a.Reset(); return a.X + b; }",
            "double F(double x, double y) { V a = new(x, y); return G(a) + a.X; static double G(in V v) { V w = v; w.Reset(); return v.Moved().X + v.X * 100 + w.Y; } }",
        }.Select(program => program + Vector),
        "double F(double x, double y) { V a = x > 0 ? new V(x, y) : y; return a.Twice().X + a.Y; }" + Vector + " } public static class Extensions { public static Model.V Twice(this Model.V v) => v + v;",
        "double F(double x) { double acc = 0; void Add(double v) { acc += v * x; } Add(x); Add(2); return acc; }",
        "double F(double x) { return G(x) * G(G(x)); static double G(double t) => t * t + 1; }",
        "double F(double x, double y) { return G(y); double G(double t) { if (t > 1) { return t * x; } if (t > 0) { x = 3; return x; } return H() + t; double H() { x++; return x; } } }",
        "double F(double x, double y) { double r = G(ref x, ref x) + x; return r; static double G(ref double a, ref double b) { a += 1; b *= 2; return a - b; } }",
        "double F(double x) { SC(x, out double s, out double c); return s * c; static void SC(double x, out double s, out double c) { s = Math.Sin(x); c = s * s; if (c > 0.1) s = 2 * s; } }",
        "double F(double x) { Clamp(ref x, 2); return x; static void Clamp(ref double v, double max) { if (v > max) { v = max; return; } if (v < -max) { v = -max; return; } v += 1; } }",
        "double F(double x, double y) { double z = 0; M(ref z, x); M(ref z, y); return z; void M(ref double a, double b) { if (b > 0) { a += b; if (a > 3) return; a *= 2; } else { a = x; } x = a; } }",
        "double F(double x) { Check(x); return Math.Sqrt(x); static void Check(double v) { if (v < 0) throw new ArgumentException(\"negative\"); } }",
        "double F(double x) { return x > 1 ? x : Fail(x); static double Fail(double v) => throw new ArgumentException(\"bad\"); }",
        "double F(double x, double y) { return x > 0 && Check(y) ? x : y; bool Check(double v) { x = v; return v > 1; } }",
        "double F(double x, double y) { return x > 0 && Check(y) ? x : y; static bool Check(double v) => v > 1; }",
        "double F(double x, int n) { return G(n: n, x: x++) + G(x); static double G(double x, int n = 2) => x * n; }",
        "double F(double x) { ref double cell = ref x; cell = 2 * cell; cell++; ref readonly double same = ref cell; return x + same; }",
        "double F(double x) { (double a, double b) t = (x, 1); ref double b = ref t.b; b += t.a; t.a = 7; return t.b + b; }",
        "double F(double x) => Pair(x).Item1 / Pair(x).Item2; [Differentiable] static (double, int) Pair(double x) => (x * x, 2);",
        "double F(double x) { Square(ref x); Square(ref x); return x; } [Differentiable] static void Square(ref double x) => x *= x;",
        "double F(double x) { return G<S>(x) + default(S).Apply(x); static double G<T>(double x) where T : struct, IFunction => default(T).Apply(x) * T.Scale; } public interface IFunction { double Apply(double x); static abstract double Scale { get; } } public struct S : IFunction { public double Apply(double x) => x * x; public static double Scale => 3; }",
        "double F(double x) { var p = new Box<double>(x); p.Value *= 2; return p.Twice(3) + Box<double>.Of(x).Value; } public struct Box<T> where T : INumber<T> { public T Value; public Box(T value) { Value = value; } public T Twice(T by) => Value * by; public static Box<T> Of(T x) => new(x * x); }",
        "double F(double x) { var d = new Dual(x, 1); d = d * d + d; return d.V + d.D; } public readonly record struct Dual(double V, double D) { public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.V * b.D + a.D * b.V); public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D); }",
        "double F(double x) { return G(x) * 2 + G((float)x); static T G<T>(T x) where T : INumber<T> => x * x + x; }",
        "double F(double x) { return G<(double A, double B)>((x, 2)).B; static T G<T>(T x) { T y = x; return y; } }",
    ];

    [Test]
    public void What_another_file_holds_is_inlined_and_its_problems_stand_at_the_call()
    {
        CSharpCompilation compilation = Sources.Compile(Sources.InClass(
            "[Differentiable] public static double F(double x) => new Other(x).Square(); [Differentiable] public static double G(double x) => new Other(x).Parsed;"));
        SyntaxTree other = CSharpSyntaxTree.ParseText(
            """
            public struct Other(double v)
            {
                public double V = v;
                public double Square() { double V2 = V * V; return V2; }
                public double Parsed => double.Parse(V.ToString());
            }
            """,
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            "Other.cs");
        compilation = compilation.AddSyntaxTrees(other);
        Assert.That(Printer.Print(Sources.Lower(compilation).Model!.Function), Does.Contain(".V2: double = multiply (%0.x, %0.x)"));
        Problem problem = Sources.Lower(compilation, "G").Problems.Single();
        Assert.That(problem.Id, Is.EqualTo(Reason.NoDerivative));
        Assert.That(problem.Location.SourceTree!.GetText().ToString(problem.Location.SourceSpan), Is.EqualTo("new Other(x).Parsed"));
    }
}
