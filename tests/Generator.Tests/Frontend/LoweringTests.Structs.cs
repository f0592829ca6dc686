using System.Linq;

namespace AutoDiff.Generator.Tests.Frontend;

/// <content>Programs with structs, records and tuples.</content>
public sealed partial class FrontendLoweringTests
{
    private const string Point = " public struct P { public double X; public double Y; public readonly double Sum() => X + Y; public void Scale(double k) { X *= k; Y *= k; } }";
    private const string Record = " public readonly record struct R(double X, double Y);";
    private const string Line = " public struct L { public P A; public P B; public int N; public string S; }";

    private static readonly string[] StructPrograms =
    [
        .. new[]
        {
            "double F(double x, double y) { var p = new P { X = x * x, Y = y }; p.X += 1; p.Y++; return p.X * p.Y; }",
            "double F(double x) { P p; p.X = x; p.Y = 2; P q = p; q.X = 5; return p.X * p.Y + q.X; }",
            "double F(double x) { P p = default; p.Y -= x; return p.X - p.Y; }",
            "double F(double x, double y) { P p = new P { X = x, Y = y }; p = new P { X = p.Y, Y = p.X }; return p.X - 2 * p.Y; }",
            "double F(double x, double y) { P p = new P { X = x }; if (y > 0) { p.Y = y; } else { p = default; } return p.X + p.Y; }",
            "double F(double x, double y) { P p = y > 0 ? new P { X = x } : new P { Y = y }; return p.X * 3 + p.Y; }",
            "double F(double x) { P p = new() { X = x }; P q = p with { Y = p.X * 2 }; return q.X * q.Y + p.Y; }",
            "double F(double x) { P p = new P { X = x, Y = 1 }; p.Scale(3); return p.Sum() * p.X; }",
            "double F(double x) { var p = new P { X = x }; var q = p; q.Scale(2); (p, q) = (q, p); return p.X - 7 * q.X; }",
            "double F(double x) => new P { X = x }.Sum();",
        }.Select(program => program + Point),
        .. new[]
        {
            "double F(double x, double y) { L l = default; l.A.X = x; l.B = l.A; l.A.X *= y; l.B.Y = l.A.X++; l.N += 2; return l.A.X + l.B.X * l.B.Y * l.N; }",
            "double F(double x) { var l = new L { A = { X = x }, B = new P { Y = x * 2 }, N = 3, S = \"ab\" }; return l.A.Sum() + l.B.Sum() * l.N * l.S.Length; }",
            "double F(double x) { L l = new L { A = { X = x } }; l.A.Scale(2); l.B = l.A; l.B.Scale(l.A.X); return l.B.X + l.A.X; }",
            "double F(double x, double y) { L l = new L { A = { X = x, Y = y } }; return l is { A: { X: > 0 and var u, Y: < 2 }, N: 0 } ? u * l.A.Y : l.A is { X: 1 } p ? p.X : -1; }",
            "double F(double x, int n) { L l = default; l.N = n; if (n > 0) { if (n > 2) return 1; l.A.Y = x; } else { l.B.X = x; if (n < -1) return l.B.X; } return l.A.Y - l.B.X * l.N; }",
        }.Select(program => program + Point + Line),
        .. new[]
        {
            "double F(double x, double y) { var p = new R(x, y); var q = p with { X = p.X * 2 }; return q.X * q.Y + p.X; }",
            "double F(double x, double y) { var (a, b) = new R(x + y, x * y); return a - b; }",
            "double F(double x, double y) { var p = new R(Y: x++, X: x); return p.X - 3 * p.Y + x; }",
            "double F(double x, double y) => new R(x, y) switch { (0, _) => 1, (> 1, var b) => b, { Y: > 0 and var c } => c * 2, var r => r.X };",
            "double F(double x, double y) => new R(x, y) == new R(y, x) ? 1 : new R(x, 1) != new R(x, 1) ? 2 : x;",
            "double F(double x, double y) { (R r, int n) t = (new R(x, y), 3); t.r = t.r with { Y = 1 }; ((double a, double b), int m) = t; return a * b * m - t.r.X; }",
        }.Select(program => program + Record),
        "double F(double x) { var p = new P(x) { Y = 2 }; return p.X * p.Y * p.Z; } public record struct P(double X) { public double Y { get; set; } = X + 1; public double Z = 3; }",
        "double F(double x) { var p = new P(x); return p.X * p.Y; } public struct P { public double X; public double Y = 5; public P(double x) : this(x, x) { Y += 1; } public P(double x, double y) { X = x; Y *= y; } }",
        "double F(double x) { var p = new P(); return p.X * x + default(P).X; } public struct P { public double X = 4; public P() { } }",
        "double F(double x) { var p = new P(x); return p.D * p.D; } public readonly struct P { private readonly double _x; public P(double x) => _x = x; public double D => 2 * _x; }",
        "double F(double x) { var p = new P { V = x }; p.V += 1; return p.V * p.W; } public struct P { private double _v; public double V { get => _v; set { W++; _v = value * 2; } } public double W { get; private set; } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; p[1] += p[0]; return p[n]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; int i = 0; p[i++] += x; return p[n] + 8 * i + p[0]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; int i = 0; p[i++] = i * x; return p[n] + 8 * i + p[0]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; int i = 0; p[i++]++; --p[i--]; return p[n] + 8 * i + p[0]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; int i = 0; (i, p[i]) = (1, x * x); return p[n] + 8 * i + p[0]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x, int n) { var p = new P { A = x, B = 2 }; int i = 0; (p[i], i, p[i++], (_, p[i])) = (x, 3, x * x, (4, x + 1)); return p[n] + 8 * i + p[0]; } public struct P { public double A, B; public double this[int i] { get => i == 0 ? A : B; set { if (i == 0) A = value; else B = value; } } }",
        "double F(double x) { var p = new P(x, 2); var (b, a) = p; return a * b - p.Get(); } public struct P(double a, double b) { private double _a = a; private double _b = b; public void Deconstruct(out double first, out double second) { first = _b; second = _a; } public double Get() => _a; }",
        "double F(double x, double y) { var p = new P(x, y); var q = p with { X = 3 }; return q.X * q.Y + p.Length; } public sealed record P(double X, double Y) { public double Length => X * X + Y * Y; }",
        "double F(double x, double y) => (x, y) == (y, x) ? 1 : (x, 1) != (x, 1.0) ? 2 : ((x, y), 3L) == ((x, 2), 3) ? y : 4;",
        "double F(double x, int n) { (double a, (int b, double c)) t = (x, (n, 2)); t.Item2.c *= x; t.Item2.b++; var ((p, (q, r)), s) = (t, x); return p + q * r - s; }",
        "double F(double x) { ValueTuple<double, double> t = new ValueTuple<double, double>(x, 2); t.Item2 = x; return t.Item1 * t.Item2; }",
        "double F(double x, [NoGrad] string s) { var p = (X: x, S: s); p.S = \"c\"; return p.X * p.S.Length; }",
        "double F(double x) { var p = new P(x, 2); p.Grow(x); var q = p; q.Grow(1); return p.Area * q.Area + default(P).Area; } public struct P(double width, double height) { public readonly double Area => width * height; public void Grow(double by) { width += by; height *= by; } }",
        "double F(double x) { var p = new P(x); p.V = p.V; return p.V + new P(1) { V = x }.V; } public struct P { public double V { get; set => field = value * 2; } = 3; public P(double v) => V = v; }",
        "double F(double x) { var p = new Q(new P(x), 2); p.Inner.V *= 3; return p.Inner.V * p.Scale; } public struct P(double v) { public double V = v; } public record struct Q(P First, double Scale) { public P Inner = First; }",
    ];
}
