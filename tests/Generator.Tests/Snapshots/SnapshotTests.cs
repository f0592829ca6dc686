using System.Collections.Generic;
using AutoDiff.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>
/// The text of the generated code, one small program for each construct. The output has been compiled, without a warning, before it is compared.
/// </summary>
[TestFixture]
public sealed class SnapshotTests
{
    private const string Scalars = "[Differentiable(Emit = DerivativeMembers.All & ~(DerivativeMembers.Tensor | DerivativeMembers.Map | DerivativeMembers.Graph))] ";

    private static IEnumerable<TestCaseData> Programs() =>
    [
        Program("StraightLine", Scalars + "public static double F(double x) => Math.Sin(x * x);"),
        Program("Everything", "[Differentiable] public static float V(float x) => 1 / MathF.Exp(MathF.Sin(x * x));"),
        Program("SeveralParameters", Scalars + "internal static double Gauss(double x, double mean, [NoGrad] double width) { double z = (x - mean) / width; return Math.Exp(-0.5 * z * z); }"),
        Program("Conditional", Scalars + "public static double LeakyRelu(double x, double slope) => x > 0 ? x : slope * x;"),
        Program("Branch", Scalars + "public static double Branch(double x, double y) { double s; if (x > 0) { s = Math.Exp(x) * y; } else { s = y * y; } return Math.Sin(s) * x; }"),
        Program("EarlyReturn", Scalars + "public static double Huber(double x, double delta) { if (delta <= 0) throw new ArgumentOutOfRangeException(nameof(delta)); double a = Math.Abs(x); if (a <= delta) return 0.5 * x * x; return delta * (a - 0.5 * delta); }"),
        Program("SwitchExpression", Scalars + "public static double Activate(double x, int kind) => kind switch { 0 => x, 1 => Math.Tanh(x), _ => throw new ArgumentOutOfRangeException(nameof(kind)) };"),
        Program("SumLoop", Scalars + "public static double LogSum(ReadOnlySpan<double> x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { s += Math.Log(1 + a * x[i] * x[i]); } return s; }"),
        Program("Recurrence", Scalars + "public static double Iterate(double x, ReadOnlySpan<double> c) { for (int i = 0; i < c.Length; i++) { x = Math.Sin(x) + c[i] * x; } return x; }"),
        Program("WhileBreak", Scalars + "public static double Root(double a) { double r = a; while (true) { double next = 0.5 * (r + a / r); if (Math.Abs(next - r) < 1e-12) { break; } r = next; } return r; }"),
        Program("StructMethod", Scalars + "public static double Energy(double x, double v, double dt) { var state = new State { Position = x, Velocity = v }; state.Step(dt); return 0.5 * state.Velocity * state.Velocity - Math.Cos(state.Position); } public struct State { public double Position; public double Velocity; public void Step(double dt) { Velocity -= dt * Math.Sin(Position); Position += dt * Velocity; } }"),
        Program("Recursion", Scalars + "public static double Power(double x, int n) => n == 0 ? 1.0 : x * Power(x, n - 1);"),
        Program("Call", Scalars + "public static double Outer(double x, double y) => Inner(x * y, x) + y; " + Scalars + "public static double Inner(double a, double b) => a * Math.Log(b);"),
        Program("GenericMath", "[Differentiable] public static T Smooth<T>(T x, T width) where T : IFloatingPointIeee754<T> => x * x / (x * x + width);"),
        Program("Kernel", "[Differentiable(Emit = DerivativeMembers.Tensor | DerivativeMembers.Map)] public static double Scaled(double x, [NoGrad] double scale, int n) { if (x < 0) return 0; return scale * Math.Sqrt(x) * n; }"),
        Program("Graph", "[Differentiable(Emit = DerivativeMembers.Graph)] public static double Piecewise(double x) => x > 0 ? x * x : -x;"),
    ];

    [TestCaseSource(nameof(Programs))]
    public void Generated_code_is_as_approved(string name, string source)
    {
        foreach (GeneratedSourceResult file in Generated.From(source).Files)
        {
            string hint = file.HintName.Substring(0, file.HintName.Length - ".cs".Length);
            Snapshot.Verify($"{nameof(SnapshotTests)}.{name}", hint, file.SourceText.ToString());
        }
    }

    private static TestCaseData Program(string name, string source) => new TestCaseData(name, source).SetArgDisplayNames(name);
}
