using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using AutoDiff.Generator.Transform;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>
/// Random programs with branches, early returns, guards, calls and recursion: the value bit for bit, forward and reverse mode against the
/// same program on dual numbers. AUTODIFF_FUZZ=N runs N programs instead of the usual few.
/// </summary>
[TestFixture]
internal sealed class RandomProgramTests
{
    private const int BatchSize = 50;

    private const string Dual = """
        public readonly record struct Dual(double V, double D)
        {
            public static implicit operator Dual(double v) => new(v, 0);
            public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);
            public static Dual operator -(Dual a, Dual b) => new(a.V - b.V, a.D - b.D);
            public static Dual operator -(Dual a) => new(-a.V, -a.D);
            public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);
            public static Dual operator /(Dual a, Dual b) => new(a.V / b.V, (a.D * b.V - a.V * b.D) / (b.V * b.V));
            public static bool operator <(Dual a, Dual b) => a.V < b.V;
            public static bool operator >(Dual a, Dual b) => a.V > b.V;
        }

        public static class DualMath
        {
            public static Dual Sin(Dual a) => new(System.Math.Sin(a.V), System.Math.Cos(a.V) * a.D);
            public static Dual Cos(Dual a) => new(System.Math.Cos(a.V), -System.Math.Sin(a.V) * a.D);
            public static Dual Tanh(Dual a) { double t = System.Math.Tanh(a.V); return new(t, (1 - t * t) * a.D); }
            public static Dual Atan(Dual a) => new(System.Math.Atan(a.V), a.D / (1 + a.V * a.V));
            public static Dual Exp(Dual a) { double e = System.Math.Exp(a.V); return new(e, e * a.D); }
            public static Dual Sqrt(Dual a) { double s = System.Math.Sqrt(a.V); return new(s, a.D / (2 * s)); }
        }

        """;

    private const string Helper = "public static Real Helper(Real x, Real y) => x > y ? x * M.Cos(y) : M.Tanh(x) - y;\n";

    private static readonly (double X, double Y, int N)[] Points = [(0.7, -1.3, 0), (-2.1, 0.4, 1), (1.6, 2.2, 5), (-0.3, -0.8, 3)];

    private static IEnumerable<int> Batches()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_FUZZ"), out int asked) ? asked : 300;
        return Enumerable.Range(0, (count + BatchSize - 1) / BatchSize);
    }

    [TestCaseSource(nameof(Batches))]
    public void Derivatives_are_those_of_dual_numbers(int batch)
    {
        string[] programs = Enumerable.Range(batch * BatchSize, BatchSize).Select(seed => RandomProgram.Write(seed, $"F{seed}")).ToArray();
        var source = new StringBuilder("using System; using AutoDiff;\n#pragma warning disable CS0162, CS0219, CS1718\n");
        source.Append("public static partial class Model\n{\n");
        foreach (string program in programs.Append(Helper))
        {
            source.Append("[Differentiable(Emit = DerivativeMembers.ValueAndGradient | DerivativeMembers.Jvp | DerivativeMembers.Vjp)] ")
                .Append(program.Replace("Real", "double", StringComparison.Ordinal).Replace("M.", "Math.", StringComparison.Ordinal));
        }

        source.Append("}\n").Append(Dual).Append("public static class Expected\n{\n");
        foreach (string program in programs.Append(Helper))
        {
            source.Append(program.Replace("Real", "Dual", StringComparison.Ordinal).Replace("M.", "DualMath.", StringComparison.Ordinal));
        }

        Generated generated = Generated.FromSource(source.Append("}\n").ToString());
        Assert.That(generated.Files, Has.Length.EqualTo(BatchSize + 1), () => generated.WhatIsMissing());
        Assembly assembly = generated.Load();
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < programs.Length; i++)
            {
                Check(assembly, $"F{(batch * BatchSize) + i}", programs[i]);
            }
        }
    }

    [Test]
    public void Derivatives_are_well_formed()
    {
        using (Assert.EnterMultipleScope())
        {
            for (int seed = 0; seed < 150; seed++)
            {
                string program = "[Differentiable] " + RandomProgram.Write(seed, "F") + "[Differentiable] " + Helper;
                program = program.Replace("Real", "double", StringComparison.Ordinal).Replace("M.", "Math.", StringComparison.Ordinal);
                Derivatives derivatives = Derivatives.Of(Sources.Model(program));
                Function[] functions =
                [
                    derivatives.Method.Function, derivatives.Gradient!, derivatives.ValueAndGradient!, derivatives.Jvp!, derivatives.Vjp!, derivatives.Pullback!,
                ];
                foreach (Function function in functions)
                {
                    Assert.That(Verifier.Check(function), Is.Empty, () => program + Printer.Print(function));
                }
            }
        }
    }

    private static void Check(Assembly assembly, string name, string text)
    {
        Type model = assembly.GetType("Model")!;
        Type dual = assembly.GetType("Dual")!;
        foreach ((double x, double y, int n) in Points)
        {
            object? value = Invoke(model.GetMethod(name)!, x, y, n);
            object? generated = Invoke(model.GetMethod(name + "ValueAndGradient")!, x, y, n);
            object? vjp = Invoke(model.GetMethod(name + "Vjp")!, x, y, n, -0.5);
            object? jvp = Invoke(model.GetMethod(name + "Jvp")!, x, y, n, 1.0, 0.5);
            string at = string.Create(CultureInfo.InvariantCulture, $"{name}({x}, {y}, {n})\n{text}");
            if (value is string error)
            {
                Assert.That(new[] { generated, vjp, jvp }, Is.EqualTo(new object?[] { error, error, error }), at);
                continue;
            }

            double dx = Derivative(assembly, dual, name, x, y, n, 1, 0);
            double dy = Derivative(assembly, dual, name, x, y, n, 0, 1);
            var pair = (ITuple)generated!;
            var gradient = (ITuple)pair[1]!;
            double scale = 1e-9 * (1 + Math.Abs(dx) + Math.Abs(dy));
            if (!double.IsFinite(scale) || scale > 1)
            {
                continue;
            }

            Assert.That(BitConverter.DoubleToInt64Bits((double)pair[0]!), Is.EqualTo(BitConverter.DoubleToInt64Bits((double)value!)), at);
            Assert.That(gradient[0], Is.EqualTo(dx).Within(scale), at);
            Assert.That(gradient[1], Is.EqualTo(dy).Within(scale), at);
            Assert.That(((ITuple)((ITuple)vjp!)[1]!)[0], Is.EqualTo(-0.5 * dx).Within(scale), at);
            Assert.That(((ITuple)((ITuple)vjp)[1]!)[1], Is.EqualTo(-0.5 * dy).Within(scale), at);
            Assert.That(((ITuple)jvp!)[1], Is.EqualTo(dx + (0.5 * dy)).Within(scale), at);
        }
    }

    private static double Derivative(Assembly assembly, Type dual, string name, double x, double y, int n, double dx, double dy)
    {
        object result = Invoke(assembly.GetType("Expected")!.GetMethod(name)!, Activator.CreateInstance(dual, x, dx)!, Activator.CreateInstance(dual, y, dy)!, n)!;
        return (double)dual.GetProperty("D")!.GetValue(result)!;
    }

    /// <summary>The result, or the text of the exception.</summary>
    private static object? Invoke(MethodInfo method, params object[] arguments)
    {
        try
        {
            return method.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.Message;
        }
    }
}
