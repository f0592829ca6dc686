using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>
/// A random method over two reals and an integer, as text in which the real type is called <c>Real</c> and its functions <c>M.F</c>:
/// compiled once with doubles for the generator, once with dual numbers for the expected derivative.
/// </summary>
internal sealed class RandomProgram
{
    private readonly System.Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _reals = ["x", "y"];
    private readonly List<string> _flags = [];
    private readonly string _name;
    private int _locals;

    private RandomProgram(int seed, string name)
    {
        _random = new System.Random(seed);
        _name = name;
    }

    /// <summary>Writes a program.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="name">The method's name; it may call itself and <c>Helper</c>.</param>
    public static string Write(int seed, string name)
    {
        var program = new RandomProgram(seed, name);
        program._text.Append(CultureInfo.InvariantCulture, $"public static Real {name}(Real x, Real y, int n)\n{{\n");
        program.Block(depth: 3, statements: 5);
        program._text.Append(CultureInfo.InvariantCulture, $"return {program.Expression(3)};\n}}\n");
        return program._text.ToString();
    }

    private int Next(int count) => _random.Next(count);

    private void Block(int depth, int statements)
    {
        int reals = _reals.Count;
        int flags = _flags.Count;
        int count = 1 + Next(statements);
        for (int i = 0; i < count; i++)
        {
            Statement(depth);
        }

        _reals.RemoveRange(reals, _reals.Count - reals);
        _flags.RemoveRange(flags, _flags.Count - flags);
    }

    private void Statement(int depth)
    {
        switch (depth == 0 ? Next(5) : Next(10))
        {
            case 0 or 1:
                string local = $"v{_locals++}";
                _text.Append(CultureInfo.InvariantCulture, $"Real {local} = {Expression(3)};\n");
                _reals.Add(local);
                break;
            case 2 or 3:
                string[] operators = ["=", "+=", "-=", "*="];
                _text.Append(CultureInfo.InvariantCulture, $"{Pick(_reals)} {Pick(operators)} {Expression(2)};\n");
                break;
            case 4:
                string flag = $"b{_locals++}";
                _text.Append(CultureInfo.InvariantCulture, $"bool {flag} = {Condition(1)};\n");
                _flags.Add(flag);
                break;
            case 5:
                _text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) return {Expression(2)};\n");
                break;
            case 6:
                _text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)}) throw new System.ArgumentException(\"guard {_locals++}\");\n");
                break;
            default:
                _text.Append(CultureInfo.InvariantCulture, $"if ({Condition(1)})\n{{\n");
                Block(depth - 1, 4);
                _text.Append("}\n");
                if (Next(2) == 0)
                {
                    _text.Append("else\n{\n");
                    Block(depth - 1, 3);
                    _text.Append("}\n");
                }

                break;
        }
    }

    private string Condition(int depth)
    {
        if (depth > 0 && Next(4) == 0)
        {
            string[] operators = ["&&", "||"];
            return $"({Condition(0)} {Pick(operators)} {Condition(0)})";
        }

        return Next(5) switch
        {
            0 when _flags.Count > 0 => Pick(_flags),
            1 when _flags.Count > 0 => "!" + Pick(_flags),
            2 => $"n > {Next(4)}",
            _ => $"{Pick(_reals)} {(Next(2) == 0 ? "<" : ">")} {Expression(1)}",
        };
    }

    private string Expression(int depth)
    {
        if (depth == 0)
        {
            return Next(4) == 0 ? Constant() : Pick(_reals);
        }

        string[] functions = ["M.Sin", "M.Cos", "M.Tanh", "M.Atan"];
        return Next(14) switch
        {
            0 or 1 => $"({Expression(depth - 1)} + {Expression(depth - 1)})",
            2 or 3 => $"({Expression(depth - 1)} - {Expression(depth - 1)})",
            4 or 5 => $"({Expression(depth - 1)} * {Expression(depth - 1)})",
            6 => $"({Expression(depth - 1)} / (1.5 + M.Sin({Expression(depth - 1)})))",
            7 => $"-{Pick(_reals)}",
            8 or 9 => $"{Pick(functions)}({Expression(depth - 1)})",
            10 => $"M.Sqrt(1 + M.Exp(M.Sin({Expression(depth - 1)})))",
            11 => $"({Condition(0)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
            12 => $"(n switch {{ 0 => {Expression(depth - 1)}, 1 or 2 => {Expression(depth - 1)}, _ => {Expression(depth - 1)} }})",
            _ => Next(3) == 0
                ? $"(n > 0 ? {_name}({Expression(depth - 1)}, {Expression(depth - 1)}, n - 4) : {Pick(_reals)})"
                : $"Helper({Expression(depth - 1)}, {Expression(depth - 1)})",
        };
    }

    private string Constant()
    {
        string text = (Next(9) - 4 + (0.25 * Next(4))).ToString("0.0#", CultureInfo.InvariantCulture);
        return text[0] == '-' ? $"({text})" : text;
    }

    private string Pick(IReadOnlyList<string> choices) => choices[Next(choices.Count)];
}
