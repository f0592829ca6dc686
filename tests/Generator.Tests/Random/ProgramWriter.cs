using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>
/// Writes a program: a method <c>F</c> of numbers, and as the features ask for, of a struct, an array, a span; and methods that it calls.
/// Every program compiles, every index is in range, every loop ends, every function is smooth where it is used, but for branches.
/// </summary>
internal sealed partial class ProgramWriter
{
    /// <summary>What an array and a span that F is called with have at least.</summary>
    public const int ArrayLength = 4;

    /// <inheritdoc cref="ArrayLength"/>
    public const int SpanLength = 3;

    /// <summary>What the spans of the void method have at least.</summary>
    private const int CalleeLength = 2;

    private readonly PCG _random;
    private readonly Features _features;
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _methods = [];
    private Scope _scope = new();
    private Func<string> _result = () => "";
    private int _names;
    private int _loops;
    private bool _canBreak;
    private bool _canContinue;

    private ProgramWriter(PCG random, Features features)
    {
        _random = random;
        _features = features;
    }

    public static string Write(PCG random, Features features)
    {
        var writer = new ProgramWriter(random, features);
        writer.Program();
        return writer._text.ToString();
    }

    private void Program()
    {
        if (Has(Features.Structs))
        {
            DeclareStructure();
        }

        // What is declared first can be called by what follows.
        if (Has(Features.Calls) && Next(3) > 0)
        {
            Method("public static double Helper(double x, double y)", Reals("x", "y"), () => Real(2), 2);
            _methods.Add("Helper");
        }

        if (!Has(Features.LocalFunctions))
        {
            Helpers("public static ", new Scope());
        }

        Main();
    }

    private void DeclareStructure()
    {
        Line("public struct P\n{\npublic double A;\npublic double B;");
        if (Has(Features.StructMembers))
        {
            Method("public void Scale(double k)", Reals("A", "B", "k"), () => "", 1);
            Method("public double Mix(double k)", Reals("A", "B", "k"), () => Real(2), 0);
            Line("public static P operator +(P a, P b) => new P { A = a.A + b.B, B = a.B * b.A };");
            _methods.UnionWith(["Scale", "Mix", "+"]);
        }

        Line("}");
    }

    /// <summary>Methods that take arrays, references and structs, or local functions: these may do more.</summary>
    private void Helpers(string start, Scope around)
    {
        bool isLocal = Has(Features.LocalFunctions);
        if (isLocal && Next(2) == 0)
        {
            Scope scope = around.Copy();
            scope.Reals.Add("u");
            Method(start + "double Step(double u)", scope, () => Real(1), 1);
            _methods.Add("Step");
        }

        if (isLocal && Has(Features.Integers) && Next(2) == 0)
        {
            Scope scope = around.Copy();
            scope.Reals.Add("u");
            scope.Wholes.Add(new Whole("m"));
            Method(start + "int Count(double u, int m)", scope, () => $"({Whole(2)}) % 7", 1);
            _methods.Add("Count");
        }

        if (Has(Features.Spans) && (isLocal || Has(Features.ArrayCalls)) && Next(3) > 0)
        {
            Scope scope = around.Copy();
            scope.Reals.Add("u");
            scope.Blocks.Add(new Block("t", BlockKind.Span, CalleeLength, Has(Features.Overlaps) ? null : "t"));
            scope.Blocks.Add(new Block("r", BlockKind.ReadOnlySpan, CalleeLength, Has(Features.Overlaps) ? null : "r"));
            scope.Wholes.Add(new Whole("m"));
            Method(start + "void Fill(Span<double> t, ReadOnlySpan<double> r, double u, int m)", scope, () => "", 2);
            _methods.Add("Fill");
        }

        if (Has(Features.References) && (isLocal || Has(Features.ReferenceCalls)) && Next(3) > 0)
        {
            Scope scope = around.Copy();
            scope.Reals.AddRange(["g", "h", "u"]);

            // What calls itself is called through its members, not inlined; local functions may not.
            string again = isLocal || !Has(Features.Recursion) ? ""
                : $"\nif (k > 0)\n{{\nMove(ref g, out h, 0.5 * u, k - 1);\n{Pick(["", "g += u;\nreturn;\n", "return;\n"])}}}";
            Method(start + "void Move(ref double g, out double h, double u, int k)", scope, () => "", 1, first: "h = g * u;" + again);
            _methods.Add("Move");
        }

        if (Has(Features.Structs) && (isLocal || Has(Features.StructCalls)) && Next(3) > 0)
        {
            Scope scope = around.Copy();
            scope.Reals.Add("u");
            scope.Structures.Add("q");
            Method(start + "P Turn(P q, double u)", scope, Structure, 1);
            _methods.Add("Turn");
        }
    }

    private void Main()
    {
        Scope scope = Reals("x", "y");
        var parameters = new List<string> { "double x", "double y" };
        if (Has(Features.Structs | Features.StructCalls))
        {
            parameters.Add("P p");
            scope.Structures.Add("p");
        }

        if (Has(Features.Arrays))
        {
            parameters.Add("double[] a");
            scope.Blocks.Add(new Block("a", BlockKind.Array, ArrayLength, Has(Features.Overlaps) ? null : "a"));
        }

        parameters.Add("int n");
        scope.Wholes.Add(new Whole("n"));
        Line("");
        int start = _text.Length;
        if (Has(Features.LocalFunctions))
        {
            // A span cannot be captured: it comes into sight behind them.
            bool isStatic = Next(3) == 0;
            Helpers(isStatic ? "static " : "", isStatic ? new Scope() : scope);
        }

        string helpers = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        if (Has(Features.Spans))
        {
            parameters.Insert(parameters.Count - 1, "Span<double> s");
            scope.Blocks.Add(new Block("s", BlockKind.Span, SpanLength, Has(Features.Overlaps) ? null : "s"));
        }

        if (Has(scope.Blocks.Count + scope.Structures.Count > 0 ? Features.Calls | Features.Recursion : Features.Calls))
        {
            _methods.Add("F");
        }

        Method($"public static double F({string.Join(", ", parameters)})", scope, () => Real(3), 3, helpers);
    }

    private void Method(string head, Scope scope, Func<string> result, int depth, string first = "")
    {
        _scope = scope;
        _result = result;
        Line($"{head}\n{{\n{first}");
        Statements(depth, depth + 1);
        string last = result();
        Line(last.Length == 0 ? "}" : $"return {last};\n}}");
    }

    private static Scope Reals(params IEnumerable<string> names)
    {
        var scope = new Scope();
        scope.Reals.AddRange(names);
        return scope;
    }

    private bool Has(Features feature) => (_features & feature) == feature;

    private int Next(int count) => (int)_random.Next((uint)count);

    private T Pick<T>(IEnumerable<T> choices)
    {
        T[] all = [.. choices];
        return all[Next(all.Length)];
    }

    /// <summary>One of the choices, as often as their weights say.</summary>
    private T Pick<T>(params (int Weight, T Choice)[] choices)
    {
        int at = Next(choices.Sum(choice => Math.Max(choice.Weight, 0)));
        foreach ((int weight, T choice) in choices.Where(choice => choice.Weight > 0))
        {
            if ((at -= weight) < 0)
            {
                return choice;
            }
        }

        throw new InvalidOperationException();
    }

    private string Name(string start) => start + (_names++).ToString(CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(text).Append('\n');
}
