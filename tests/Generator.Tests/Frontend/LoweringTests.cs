using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Tests.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Frontend;

/// <summary>The lowered program computes bit for bit what the compiled one does, and throws where that throws.</summary>
[TestFixture]
public sealed partial class FrontendLoweringTests
{
    private static readonly double[] Points = [-3.5, -1, -0.0, 0, 0.25, 1, 2, 7.5, 300.7, double.NaN, double.PositiveInfinity];
    private static readonly int[] Integers = [-2, 0, 1, 3];

    private static readonly string[] Programs =
    [
        "double F(double x) => Math.Sin(x * x);",
        "double F(double x, double y) { double s = x; s += y; s *= 2; s -= x / y; s %= 3; return -s + +x; }",
        "double F(double x) { x = x + 1; x++; --x; double y = x--; return y * x; }",
        "double F(double x) { if (x > 0) return x * x; return -x; }",
        "double F(double x) { if (x > 0) { x *= 2; } else { x *= 3; } return x + 1; }",
        "double F(double x, double y) { double z = 1; if (x > y) { if (x > 1) return x; z = y; } else if (y > 2) { z = 3; } return z * x; }",
        "double F(double x, double y) { double z; if (x > 0) { if (y > 0) return 1; z = x; } else { if (y < 0) return 2; z = y; } z += 1; if (z > 2) return z; return z * 7; }",
        "double F(double x, double y) { if (x > 0) { if (y > 0) { return 1; } if (y < -2) { return 5; } x += 1; } x *= 2; if (x > 3) { return x; } y += x; return y; }",
        "double F(double x) { if (x < 0) throw new ArgumentOutOfRangeException(nameof(x), x, $\"negative {x:F2}\"); return Math.Sqrt(x); }",
        "double F(double x) { if (x >= 0) { x = Math.Sqrt(x); } else { throw new ArgumentException(\"bad\"); } return x; }",
        "double F(double x) => x > 0 ? Math.Log(x) : throw new ArgumentException(\"bad\", nameof(x));",
        "double F(double x) => x > 0 && x < 2 || x > 5 ? x : 2 * x;",
        "double F(double x, int n) => n != 0 && 10 / n > 3 ? x : -x;",
        "double F(double x, int n) => n switch { 0 => 1, 1 => x, > 2 and < 10 => x * x, _ => x * n };",
        "double F(double x) => x switch { double.NaN => 5, 0.0 => 1, > 2 or < -2 => x, not > 1 => x * 2, var y when y > 1.5 => y, _ => 3 };",
        "double F(double x, bool b) => b switch { true => x, false => -x };",
        "double F(double x, int n) => n switch { 0 => x, 1 => 2 * x };",
        "double F(double x) { var (s, c) = Math.SinCos(x); return s * c; }",
        "double F(double x, double y) { (x, y) = (y, x); return x - 2 * y; }",
        "double F(double x) { (double a, int n) t = (x, 3); t.a += 2; var (p, q) = t; return p * q; }",
        "double F(double x) { (double, double) t = x > 0 ? (x, 1) : (2.0, x); return t.Item1 - t.Item2; }",
        "double F(double x, int n) { byte b = (byte)n; b += 250; b++; int m = b << 2; return x * m + (n ^ 3) + ~n; }",
        "double F(double x, int n) { long k = n; k *= 3; uint u = (uint)n; return x * k + u / 7u; }",
        "double F(double x) => (int)x + (byte)x + (long)x + (float)x;",
        "double F(double x) { float f = (float)x; f *= f; f += 0.1f; return f; }",
        "double F(double x, double y) => x + (x = y) * x + x++ + ++x;",
        "double F(double x, double y) { bool b = x > 0 & y > 0 | x < -1 ^ y < -1; b &= !(x == y); return b ? x : y; }",
        "double F(double x) { const double K = 2.5; return K * x * Math.PI + unchecked((int)1e20); }",
        "double F(double x, double y) { double z = 0; bool b = x > 0 && (z = y) > 0; return b ? z : x + z; }",
        "double F(double x) => x is > 0 and < 3 ? x : x is var y && y < -1 ? y * 2 : 0;",
        "double F(double x, double y) => (x > 0, y) switch { (true, 0) => 1, (true, _) => x, (false, > 1) => y, _ => x * y };",
        "double F(double x) { if (x > 1) { return x; } else { throw new InvalidOperationException(); } }",
        "double F(double x) { double r; if (x > 1) r = x; else if (x > 0) r = x * x; else r = 1; return r; }",
        "double F(double x) { { { if (x > 1) { return x; } } } { x = 2 * x; } return x; }",
        "double F(double x, double y) { double z = x > 0 ? (y = 3) : (y = x); return z + y; }",
        "double F(double x) { if (false) { x = 3; } if (true) return x * 2; }",
        "double F(double x, string s) => s == \"a\" ? x : s is \"b\" or null ? 2 * x : s.Length * x;",
        "double F(double x) { if (x > 0) { x *= 2; throw new InvalidOperationException(\"late\"); } x += 1; return x; }",
        "double F(double x) => checked((int)x) * x;",
        "double F(double x, int n) => checked(n + 2147483645) * x;",
    ];

    [TestCaseSource(nameof(Programs))]
    [TestCaseSource(nameof(StructPrograms))]
    [TestCaseSource(nameof(InlinedPrograms))]
    public void Lowered_program_computes_the_same_bits(string program)
    {
        string members = "[Differentiable] public static " + program;
        MethodModel model = Sources.Model(members);
        MethodInfo original = Sources.Load(Sources.Compile(Sources.InClass(members)));
        var interpreter = new Interpreter { Verbatim = Verbatim };
        foreach (object?[] arguments in Arguments(original.GetParameters()))
        {
            object expected = Outcome(() => original.Invoke(null, arguments)!);
            object actual = Outcome(() => interpreter.Run(model.Function, arguments)[0]!);
            Assert.That(actual, Is.EqualTo(expected), () => $"{string.Join(", ", arguments)}\n{Printer.Print(model.Function)}");
        }
    }

    [Test]
    public void Long_sums_do_not_overflow_the_stack()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x", 5000));
        MethodModel model = Sources.Model($"[Differentiable] public static double F(double x) => {sum};");
        Assert.That(new Interpreter().Run(model.Function, 1.0)[0], Is.EqualTo(5000.0));
    }

    [Test]
    public void Named_arguments_are_evaluated_as_written()
    {
        MethodModel model = Sources.Model(
            """
            [Differentiable] public static double F(double x) => G(c: x++, a: x++, b: x);
            [Differentiable] public static double G(double a, double b, double c = 5) => a;
            """);
        var interpreter = new Interpreter { Call = (_, values) => (10000 * (double)values[0]!) + (100 * (double)values[1]!) + (double)values[2]! };
        Assert.That(interpreter.Run(model.Function, 1.0)[0], Is.EqualTo(20301.0));
    }

    [Test]
    public void Recursion_is_a_call_of_itself()
    {
        MethodModel model = Sources.Model("[Differentiable] public static double F(double x, int n) => n == 0 ? 1 : x * F(x, n - 1);");
        Assert.That(Printer.Print(model.Function), Does.Contain("call F"));
        CallAttribute call = Ops(model.Function.Body).Select(op => op.Attribute).OfType<CallAttribute>().Single();
        Assert.That(call.Operands.Select(operand => operand.IsActive), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Generic_math_uses_the_same_rules()
    {
        MethodModel model = Sources.Model(
            """
            [Differentiable] public static T F<T>(T x, [NoGrad] T y) where T : struct, IFloatingPointIeee754<T>
            {
                T z = T.One + T.Sin(x) * T.CreateChecked(0.5) - x / y;
                z += T.Pi;
                if (z > T.Zero) { z++; }
                (T s, T c) = T.SinCos(z);
                return -(s - c);
            }
            """);
        Assert.That(model.Signature.Constraints, Is.EqualTo("where T : struct, global::System.Numerics.IFloatingPointIeee754<T>"));
        Assert.That(model.Signature.TypeParameters, Is.EqualTo("<T>"));
        Assert.That(model.Signature.Parameters.Select(parameter => parameter.IsActive), Is.EqualTo(new[] { true, false }));
        double z = 1 + (Math.Sin(0.7) * 0.5) - (0.7 / 1.3);
        z += Math.PI;
        z++;
        Assert.That(new Interpreter().Run(model.Function, 0.7, 1.3)[0], Is.EqualTo(-(Math.Sin(z) - Math.Cos(z))));
    }

    [Test]
    public void Names_of_locals_ride_along()
    {
        MethodModel model = Sources.Model("[Differentiable] public static double F(double x) { double square = x * x; return Math.Sin(square); }");
        Assert.That(Printer.Print(model.Function), Does.Contain(".square: double = multiply"));
        Assert.That(model.Signature.UserNames, Is.EqualTo(new[] { "Differentiable", "F", "Math", "Sin" }));
    }

    [Test]
    public void Erased_calls_are_not_evaluated()
    {
        const string Program = "[Differentiable] public static double F(double x) { Log(x++); Debug.Assert(x > 0); return x; } [Conditional(\"TRACED\")] static void Log(double x) { }";
        MethodModel model = Sources.Model(Program);
        Assert.That(model.Function.Body.Ops, Is.Empty);
    }

    [Test]
    public void Guards_of_the_framework_stay_statements()
    {
        MethodModel model = Sources.Model(
            "[Differentiable] public static double F(double x) { ArgumentOutOfRangeException.ThrowIfNegative(x); return x; }");
        Assert.That(
            Printer.Print(model.Function),
            Does.Contain("`global::System.ArgumentOutOfRangeException.ThrowIfNegative<double>({0}, {1})`"));
    }

    [Test]
    public void StopGradient_ends_the_derivative()
    {
        MethodModel model = Sources.Model(
            """
            [Differentiable] public static double F(double x) => x * Unknown(Autograd.StopGradient(x));
            static double Unknown(double x) => x;
            }
            namespace AutoDiff { static class Autograd { public static double StopGradient(double x) => x; }
            """);
        Assert.That(Printer.Print(model.Function), Does.Contain("stopGradient"));
    }

    [Test]
    public void Containers_are_described_from_the_outside_in()
    {
        const string Program = """
            using AutoDiff;
            namespace A.B;
            public partial class Outer<T> where T : class
            {
                internal partial interface IInner<in S>
                {
                    protected partial record struct @class { [Differentiable] internal static double F(double x, string? s) => x; }
                }
            }
            """;
        LoweringResult result = Sources.Lower(Sources.Compile(Program));
        Assert.That(result.Model, Is.Not.Null);
        Assert.That(result.Model!.Container.Namespace, Is.EqualTo("A.B"));
        Assert.That(
            result.Model.Container.Types,
            Is.EqualTo(new[] { new TypeModel("class", "Outer<T>"), new TypeModel("interface", "IInner<in S>"), new TypeModel("record struct", "@class") }));
        Assert.That(result.Model.Signature.Accessibility, Is.EqualTo("internal"));
        Assert.That(result.Model.Signature.Parameters[1].Type.Name, Is.EqualTo("string?"));
        Assert.That(result.Model.HintName, Does.Match("^A\\.B\\.Outer_1\\.IInner_1\\.class\\.F-[0-9a-f]{8}$"));
    }

    [Test]
    public void Overloads_have_their_own_files_and_no_graph()
    {
        CSharpCompilation compilation = Sources.Compile(Sources.InClass(
            "[Differentiable] public static double F(double x) => x; [Differentiable] public static float F(float x) => x;"));
        LoweringResult result = Sources.Lower(compilation);
        Assert.That(result.Problems.Select(problem => problem.Id), Is.EqualTo(new[] { Reason.GraphLeftOut }));
        Assert.That(result.Model!.Members.HasFlag(Members.Graph), Is.False);
    }

    [Test]
    public void Lowering_twice_gives_equal_models()
    {
        const string Program = "[Differentiable] public static double F(double x, double y) { if (x > 0) { x = y; y = 2; } else { y = x; } return x * y; }";
        MethodModel first = Sources.Model(Program);
        MethodModel second = Sources.Model(Program);
        Assert.That(second, Is.EqualTo(first));
    }

    [TestCase("[Differentiable] public static double F(double x) { return x + ; }")]
    [TestCase("[Differentiable] public static double F(double x) { return Unknown(x); }")]
    [TestCase("[Differentiable] public static double F(double x) { double y; return y; }")]
    [TestCase("[Differentiable] public static double F(double x) { if (x > 0) return 1; }")]
    [TestCase("[Differentiable] public static double F(double x) { int i = x; return i; }")]
    [TestCase("[Differentiable] public static double F(Missing x) => 1;")]
    public void Code_that_does_not_compile_is_left_to_the_compiler(string members)
    {
        LoweringResult result = Sources.Lower(Sources.Compile(Sources.InClass(members)));
        Assert.That(result.Model, Is.Null);
        Assert.That(result.Problems, Is.Empty);
    }

    [Test]
    public void In_a_checked_project_unchecked_code_says_so()
    {
        const string Program = "[Differentiable] public static double F(double x, int n) => unchecked((int)x + n * 3) * (x + n);";
        string text = Printer.Print(Sources.Model(Program, checkOverflow: true).Function);
        Assert.That(text, Does.Contain("`unchecked((int){0})`").And.Contain("`unchecked({0} * ({1}))`"));
    }

    [TestCase("public static double FValueAndGradient(double x) => x; public static double FJvp(double x) => x;", true)]
    [TestCase("", false)]
    public void Another_assembly_is_bound_by_its_members(string members, bool isBound)
    {
        CSharpCompilation library = Sources.Compile("using AutoDiff; public static class Lib { [Differentiable] public static double F(double x) => x; " + members + " }");
        using var stream = new System.IO.MemoryStream();
        Assert.That(library.Emit(stream).Success, Is.True);
        LoweringResult result = Sources.Lower(Sources.Compile(
            Sources.InClass("[Differentiable] public static double F(double x) => Lib.F(x);"),
            more: [MetadataReference.CreateFromImage(stream.ToArray())]));
        Assert.That(result.Problems.Select(problem => problem.Id), Is.EqualTo(isBound ? Array.Empty<string>() : [Reason.CalleeMembers]));
        Assert.That(isBound ? Printer.Print(result.Model!.Function) : "call global::Lib.F", Does.Contain("call global::Lib.F"));
    }

    [TestCase("double F(double x, int n) => x * n", true)]
    [TestCase("float F(double x) => (float)x", false)]
    [TestCase("T F<T>(T x) where T : IFloatingPointIeee754<T> => x", true)]
    [TestCase("T F<T>(T x, float y) where T : IFloatingPointIeee754<T> => x", false)]
    public void Tensors_are_for_methods_of_one_type(string method, bool isElementwise)
    {
        MethodModel model = Sources.Model($"[Differentiable] public static {method};");
        Assert.That((model.Members & Members.Tensor) != 0, Is.EqualTo(isElementwise));
    }

    private static IEnumerable<Op> Ops(Region region) =>
        region.Ops.SelectMany(op => op.Regions.SelectMany(Ops).Prepend(op));

    private static IEnumerable<object?[]> Arguments(ParameterInfo[] parameters)
    {
        IEnumerable<object?[]> all = [[]];
        foreach (ParameterInfo parameter in parameters)
        {
            object?[] values = parameter.ParameterType == typeof(double) ? [.. Points.Cast<object>()]
                : parameter.ParameterType == typeof(bool) ? [true, false]
                : parameter.ParameterType == typeof(string) ? ["a", "b", "long", null]
                : [.. Integers.Cast<object>()];
            all = all.SelectMany(head => values, (head, value) => (object?[])[.. head, value]).ToArray();
        }

        return all;
    }

    /// <summary>The bits of the result, or that it throws.</summary>
    private static object Outcome(Func<object> run)
    {
        try
        {
            return BitConverter.DoubleToInt64Bits((double)run());
        }
        catch (Exception error) when (error is TargetInvocationException or InterpretedException or ArithmeticException)
        {
            return "throws";
        }
    }

    private static object? Verbatim(string template, IReadOnlyList<object?> values)
    {
        string plain = template.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
        bool isChecked = plain.StartsWith("checked", StringComparison.Ordinal);
        dynamic? a = values.Count > 0 ? values[0] : null;
        dynamic? b = values.Count > 1 ? values[1] : null;
        return plain.Replace("checked", "", StringComparison.Ordinal) switch
        {
            "{0} / {1}" => a / b,
            "{0} + {1}" => isChecked ? checked(a + b) : a + b,
            "{0}.Length" => ((string)a!).Length,
            "{0} is null" => values[0] is null,
            ['$', ..] => "text",
            _ => throw new NotSupportedException(template),
        };
    }
}
