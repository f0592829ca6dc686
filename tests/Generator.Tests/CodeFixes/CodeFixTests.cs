using System.Collections.Generic;
using System.Threading.Tasks;
using AutoDiff.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.CodeFixes;

/// <summary>What each fix is called and what it changes; nothing but that changes, and the result compiles.</summary>
[TestFixture]
public sealed class CodeFixTests
{
    private const string Usings = "using AutoDiff;\n";
    private const string Numerics = "using System.Numerics;\n";
    private const string D = "[Differentiable] ";

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            var partial = new MakeTypePartialCodeFix();
            yield return Case(
                partial,
                "Make 'M' partial",
                "public static class M { " + D + "static double F(double x) => x; }",
                "public static partial class M { " + D + "static double F(double x) => x; }");
            yield return Case(
                partial,
                "Make 'M' partial",
                "/// <summary>Kept.</summary>\nclass M\n{\n    " + D + "static double F(double x) => x;\n}",
                "/// <summary>Kept.</summary>\npartial class M\n{\n    " + D + "static double F(double x) => x;\n}");
            yield return Case(
                partial,
                "Make 'Outer' and 'Inner' partial",
                "class Outer { partial interface Middle { readonly record struct Inner { [AutoDiff.DifferentiableAttribute] static double F(double x) => x; } } class Other; }",
                "partial class Outer { partial interface Middle { readonly partial record struct Inner { [AutoDiff.DifferentiableAttribute] static double F(double x) => x; } } class Other; }");

            var @static = new MakeMethodStaticCodeFix();
            yield return Case(
                @static,
                "Make 'F' static",
                "partial class M { " + D + "public double F(double x) => x; }",
                "partial class M { " + D + "public static double F(double x) => x; }");
            yield return Case(
                @static,
                "Make 'F' static",
                "partial struct M { " + D + "internal double F(double x) => x * S; const double S = 2; }",
                "partial struct M { " + D + "internal static double F(double x) => x * S; const double S = 2; }");
            yield return Case(
                @static,
                "Make 'F' static",
                "partial class M { " + D + "double F(double x) => x; }",
                "partial class M { " + D + "static double F(double x) => x; }");
            yield return NoCase(@static, "partial class M { double _a; " + D + "double F(double x) => x * _a; }", "reads a field");
            yield return NoCase(@static, "partial class M(double a) { " + D + "double F(double x) => x * a; }", "reads a primary constructor's parameter");
            yield return NoCase(@static, "partial class M { " + D + "public virtual double F(double x) => x; }", "virtual");
            yield return NoCase(@static, "interface I { double F(double x); } partial class M : I { " + D + "public double F(double x) => x; }", "implements");

            var constrain = new ConstrainTypeParameterCodeFix();
            const string Title = "Constrain 'T' to 'IFloatingPointIeee754<T>'";
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M { " + D + "static T F<T>(T x) => x; }",
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : IFloatingPointIeee754<T> => x; }");
            yield return Case(
                constrain,
                Title,
                "partial class M { " + D + "static T F<T>(T x) => x; }",
                "partial class M { " + D + "static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x; }");
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : struct, IAdditionOperators<T, T, T> => x; }",
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : struct, IFloatingPointIeee754<T> => x; }");
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : System.IComparable<T>, IEqualityOperators<T, T, bool>, new() => x; }",
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : IFloatingPointIeee754<T>, new() => x; }");
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : System.IDisposable, new() => x; }",
                Numerics + "partial class M { " + D + "static T F<T>(T x) where T : System.IDisposable, IFloatingPointIeee754<T>, new() => x; }");
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M\n{\n    " + D + "static T F<T, U>(T x, U n)\n        where U : IBinaryInteger<U>\n    {\n        return x;\n    }\n}",
                Numerics + "partial class M\n{\n    " + D + "static T F<T, U>(T x, U n)\n        where U : IBinaryInteger<U>\n        where T : IFloatingPointIeee754<T>\n    {\n        return x;\n    }\n}");
            yield return Case(
                constrain,
                Title,
                Numerics + "partial class M<T> : object { " + D + "static T F(T x) => x; }",
                Numerics + "partial class M<T> : object where T : IFloatingPointIeee754<T> { " + D + "static T F(T x) => x; }");
            yield return NoCase(
                constrain, Numerics + "partial class M<T> { " + D + "static T F(T x) => x; } partial class M<T> where T : INumber<T>;", "constrained elsewhere");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_fix_changes_what_its_title_says(CodeFixProvider fix, string? title, string before, string after)
    {
        FixedSource result = await FixedSource.First(fix, Usings + before);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Title, Is.EqualTo(title));
            Assert.That(result.Text, Is.EqualTo(Usings + after));
        }
    }

    [Test]
    public async Task All_types_become_partial_at_once()
    {
        const string Before = "class A { " + D + "static double F(double x) => x; " + D + "static double G(double x) => x; class B { " + D + "static double F(double x) => x; } }"
            + " class C { class D1 { " + D + "static double F(double x) => x; } class D2 { " + D + "static double F(double x) => x; } }";
        FixedSource result = await FixedSource.All(new MakeTypePartialCodeFix(), Usings + Before);
        Assert.That(result.Text, Is.EqualTo(Usings + Before.Replace("class ", "partial class ")));
    }

    [Test]
    public async Task All_methods_become_static_at_once()
    {
        const string Before = "partial class M { " + D + "double F(double x) => x; " + D + "public double G(double x) => x; }";
        FixedSource result = await FixedSource.All(new MakeMethodStaticCodeFix(), Usings + Before);
        Assert.That(result.Text, Is.EqualTo(Usings + Before.Replace("double F", "static double F").Replace("double G", "static double G")));
    }

    [Test]
    public async Task All_type_parameters_are_constrained_at_once()
    {
        const string Before = Numerics + "partial class M { " + D + "static T F<T>(T x, T y) => x; " + D + "static T G<T>(T x) where T : IIncrementOperators<T> => x; }";
        FixedSource result = await FixedSource.All(new ConstrainTypeParameterCodeFix(), Usings + Before);
        Assert.That(
            result.Text,
            Is.EqualTo(Usings + Before.Replace("T y)", "T y) where T : IFloatingPointIeee754<T>").Replace("IIncrementOperators<T>", "IFloatingPointIeee754<T>")));
    }

    private static TestCaseData Case(CodeFixProvider fix, string title, string before, string after) =>
        new TestCaseData(fix, title, before, after).SetArgDisplayNames(fix.GetType().Name, after);

    private static TestCaseData NoCase(CodeFixProvider fix, string source, string why) =>
        new TestCaseData(fix, null, source, source).SetArgDisplayNames(fix.GetType().Name, why);
}
