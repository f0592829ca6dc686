using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>Calls of differentiable methods: bound by the naming contract, across assemblies too, and never by a body.</summary>
[TestFixture]
internal sealed class CallTests
{
    private const string Library = """
        using System;
        using System.Numerics;
        using AutoDiff;

        namespace Other;

        public static partial class Functions
        {
            [Differentiable]
            public static double Square(double x) => x * x;

            [Differentiable]
            public static T Blend<T>(T x, T y, [NoGrad] T weight) where T : IFloatingPointIeee754<T> => x * weight + y * (T.One - weight) * x;

            [Differentiable]
            public static double Energy(ReadOnlySpan<double> x, double scale)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    s += x[i] * x[i] * scale;
                }

                return s;
            }

            [Differentiable]
            public static void Double(Span<double> x)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] *= 2;
                }
            }
        }
        """;

    [Test]
    public void Namespaces_and_types_may_have_the_names_of_keywords()
    {
        Generated generated = Generated.FromSource("""
            namespace A.@event.B
            {
                using AutoDiff;

                public static partial class @class
                {
                    [Differentiable]
                    public static double @return(double @in) => @in * @in;
                }
            }
            """);
        Assert.That(generated.Files.Select(file => file.HintName), Has.One.StartsWith("A.event.B.class.return-"));
    }

    [Test]
    public void A_method_of_another_assembly_that_reads_a_span_is_differentiated_through_its_members()
    {
        MethodInfo method = WithLibrary(
            """
            [Differentiable]
            public static double F(double[] x, double a)
            {
                double s = 1;
                for (int i = 0; i < 2; i++)
                {
                    s *= Other.Functions.Energy(x.AsSpan(i), a + s);
                }

                return s;
            }
            """).GetMethod("FGradient", [typeof(double[]), typeof(double)])!;
        var gradient = (ITuple)method.Invoke(null, [new[] { 0.5, -1.5, 2 }, 0.3])!;

        // Energies 6.5 (a + 1) and 6.25 (a + s) with s the first.
        double first = 6.5 * 1.3;
        double slope = (6.25 * (0.3 + first)) + (first * 6.25);
        Assert.That(gradient[1], Is.EqualTo((6.5 * slope) + (first * 6.25)).Within(1e-10));
        double[] expected = [.. new[] { 0.5, -1.5, 2.0 }.Select((x, i) => (2 * x * 1.3 * slope) + (i > 0 ? first * 2 * x * (0.3 + first) : 0))];
        Assert.That(gradient[0], Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void A_method_of_another_assembly_that_writes_a_span_is_differentiated_through_its_members()
    {
        MethodInfo method = WithLibrary(
            """
            [Differentiable]
            public static double F(double[] x, double a)
            {
                double s = 1;
                for (int i = 0; i < 2; i++)
                {
                    x[i] *= a;
                    Other.Functions.Double(x.AsSpan(i));
                    s *= x[0] + x[2];
                }

                return s;
            }
            """).GetMethod("FGradient", [typeof(double[]), typeof(double)])!;
        double[] x = [0.5, -1.5, 2];
        var gradient = (ITuple)method.Invoke(null, [x, 0.3])!;

        // s = (2 a x0 + 2 x2) (2 a x0 + 4 x2), and x is as F leaves it.
        double first = (0.6 * 0.5) + 4;
        double second = (0.6 * 0.5) + 8;
        Assert.That(gradient[1], Is.EqualTo(first + second).Within(1e-12));
        Assert.That(gradient[0], Is.EqualTo(new[] { 0.6 * (first + second), 0, (2 * second) + (4 * first) }).Within(1e-12));
        Assert.That(x, Is.EqualTo(new[] { 0.3, -1.8, 8 }).Within(1e-12));
    }

    [Test]
    public void A_sum_over_independent_iterations_has_no_tape()
    {
        const string Sum = """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double a)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    s += Math.Exp(a * x[i]) * Math.Log(1 + (a * x[i] * x[i]));
                }

                return s / 2;
            }
            """;
        Assert.That(Generated.From(Sum).Files.Single().SourceText.ToString(), Does.Not.Contain("Tape"));
        Assert.That(Generated.From(Sum.Replace("return s / 2", "return Math.Sqrt(s)", StringComparison.Ordinal)).Files.Single().SourceText.ToString(), Does.Contain("Tape"));
    }

    private static Type WithLibrary(string members)
    {
        using var image = new MemoryStream();
        Assert.That(Generated.FromSource(Library).Compilation.Emit(image).Success, Is.True);
        Generated program = Generated.From(members, MetadataReference.CreateFromImage(image.ToArray()));
        var context = new AssemblyLoadContext(null, isCollectible: true);
        image.Position = 0;
        context.LoadFromStream(image);
        using var own = new MemoryStream();
        Assert.That(program.Compilation.Emit(own).Success, Is.True);
        own.Position = 0;
        return context.LoadFromStream(own).GetType("Model")!;
    }

    [Test]
    public void A_method_of_another_assembly_is_differentiated_through_its_members()
    {
        MethodInfo method = WithLibrary(
            "[Differentiable] public static double F(double x, double y) => Math.Sin(Other.Functions.Square(x * y)) + Other.Functions.Blend(x, y, 0.25);")
            .GetMethod("FGradient")!;

        const double X = 0.7;
        const double Y = -1.3;
        var gradient = (ITuple)method.Invoke(null, [X, Y])!;
        double cosine = Math.Cos(X * Y * X * Y) * 2 * X * Y;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gradient[0], Is.EqualTo((cosine * Y) + 0.25 + (Y * 0.75)).Within(1e-14));
            Assert.That(gradient[1], Is.EqualTo((cosine * X) + (0.75 * X)).Within(1e-14));
        }
    }

    [Test]
    public void Recursion_costs_one_call_for_each_call()
    {
        // Tree recursion: a joint sweep that ran the callee again would take exponentially longer than the primal.
        Generated program = Generated.From(
            "public static int Calls;\n"
            + "public static int Count(int n) { Calls++; return n; }\n"
            + "[Differentiable] public static double Tree(double x, int n) => Count(n) < 2 ? x : Tree(x, n - 1) * 0.5 + Tree(x * 0.9, n - 2);");
        Type model = program.Load().GetType("Model")!;
        FieldInfo calls = model.GetField("Calls")!;
        model.GetMethod("Tree", [typeof(double), typeof(int)])!.Invoke(null, [0.9, 15]);
        int primal = (int)calls.GetValue(null)!;
        calls.SetValue(null, 0);
        model.GetMethod("TreeValueAndGradient")!.Invoke(null, [0.9, 15]);
        Assert.That((int)calls.GetValue(null)!, Is.EqualTo(primal));
    }

    [Test]
    public void Side_effects_and_guards_happen_once_and_in_order()
    {
        Generated program = Generated.From(
            "public static System.Collections.Generic.List<string> Log = new();\n"
            + "public static int Note(string text) { Log.Add(text); return 1; }\n"
            + "[Differentiable] public static double F(double x, int n)\n"
            + "{ int a = Note(\"first\"); double s = x * a; if (n > 0) { s *= Note(\"inside\"); } if (n > 1) throw new ArgumentException(\"stop\"); return s * Note(\"last\"); }");
        Type model = program.Load().GetType("Model")!;
        var log = (System.Collections.Generic.List<string>)model.GetField("Log")!.GetValue(null)!;
        foreach (string member in new[] { "FGradient", "FValueAndGradient" })
        {
            log.Clear();
            model.GetMethod(member)!.Invoke(null, [2.0, 1]);
            Assert.That(log, Is.EqualTo(new[] { "first", "inside", "last" }), member);
            log.Clear();
            Assert.That(() => model.GetMethod(member)!.Invoke(null, [2.0, 2]), Throws.InnerException.Message.EqualTo("stop"));
            Assert.That(log, Is.EqualTo(new[] { "first", "inside" }), member);
        }
    }

    [Test]
    public void Overloads_have_a_kernel_each()
    {
        Generated program = Generated.From(
            "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static float F(float x) => x * x * x;\n[Differentiable] public static double F(double x, double y) => x * y;");
        string[] kernels = program.Load().GetType("Model")!.GetNestedTypes().Select(type => type.Name).ToArray();
        Assert.That(kernels, Has.Length.EqualTo(3).And.All.StartsWith("FKernel_"));
    }

    [Test]
    public void Kernels_of_a_private_function_stay_private() =>
        Assert.That(
            Generated.From("[Differentiable] private static double F(double x) => x * x; public static double G() => FGradient(2);").Call("G"),
            Is.EqualTo(4.0));
}
