using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <content>
/// The loops: over vectors of three widths where all three functions can be vectorised; otherwise over lanes one by one, with the code of
/// the scalar members. A target may be the storage of an operand: operands are read into locals first.
/// </content>
internal sealed partial class CSharpKernel
{
    private const string Optimize =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    // From which price of the backward pass on, in the units of Rule.Cost, which are additions, and for each operand, it is faster to keep the
    // partial derivatives than to compute them again: measured by the command "partials" of the benchmarks. Lanes evaluate nothing in the time that
    // a partial takes from memory.
    private const int VectorPartialPrice = 36;
    private const int LanePartialPrice = 8;

    private static readonly string[] Reserved = ["kernel", "operands", "count", "result", "resultAdjoint", "gradients", "partials"];

    /// <summary>One of the three functions of a kernel.</summary>
    /// <param name="Name">The name of its method.</param>
    /// <param name="Function">What it computes.</param>
    /// <param name="Parameters">Its parameters between the operands and the count: type and name.</param>
    /// <param name="TakesAdjoint">Whether the function takes the adjoint of the result behind its parameters.</param>
    /// <param name="ReturnsValue">Whether its first result is the value, stored as <c>result</c>.</param>
    /// <param name="Derivatives">The parameter with the operands for the derivatives, and the ending of their names, or null where there are none.</param>
    private sealed record Loop(
        string Name,
        Function Function,
        IReadOnlyList<(string Type, string Name)> Parameters,
        bool TakesAdjoint,
        bool ReturnsValue,
        (string Source, string Ending)? Derivatives);

    private void WriteLoops()
    {
        string operand = $"{Operand}<{_element}>";
        string operands = $"global::System.ReadOnlySpan<{operand}>";
        Loop[] loops =
        [
            new("Forward", _derivatives.Kernel!.Forward, [(operand, "result")], TakesAdjoint: false, ReturnsValue: true, Derivatives: null),
            new(
                "Backward",
                _derivatives.Kernel.Pullback,
                [(operand, "resultAdjoint"), (operands, "gradients")],
                TakesAdjoint: true,
                ReturnsValue: false,
                ("gradients", "Gradient")),
            new(
                "ForwardWithPartials",
                _derivatives.Kernel.Partials,
                [(operand, "result"), (operands, "partials")],
                TakesAdjoint: false,
                ReturnsValue: true,
                ("partials", "Partial")),
        ];
        IrType element = _signature.Result!.Type;
        VectorFunction?[] vectors = [.. loops.Select(loop => Vectorise.Run(
            loop.Function,
            [.. _signature.Parameters.Select(parameter => parameter.IsActive), .. loop.TakesAdjoint ? new[] { true } : []],
            element))];
        bool isVectorised = vectors.All(vector => vector is not null);
        if (isVectorised)
        {
            _writer.Line("/// <inheritdoc/>");
            _writer.Line("public static bool IsVectorized => true;");
            _writer.Line();
        }

        if (PriceOf(_derivatives.Kernel!.Pullback.Body) > (isVectorised ? VectorPartialPrice : LanePartialPrice) * _active.Length)
        {
            _writer.Line("/// <inheritdoc/>");
            _writer.Line("public static bool KeepsPartials => true;");
            _writer.Line();
        }

        for (int i = 0; i < loops.Length; i++)
        {
            if (i > 0)
            {
                _writer.Line();
            }

            if (isVectorised)
            {
                WriteVectors(loops[i], vectors[i]!);
            }
            else
            {
                WriteLanes(loops[i]);
            }
        }
    }

    private static int PriceOf(Region region) => region.Ops.Sum(op =>
        (op.Kind == OpKind.Apply ? RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Cost : op.Kind is OpKind.Constant or OpKind.Zero ? 0 : 1)
        + op.Regions.Sum(PriceOf));

    private void WriteHead(Loop loop, string accessibility, string name)
    {
        string extra = string.Concat(loop.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}, "));
        _writer.Line($"{accessibility} static void {name}(in {_kernel} kernel, global::System.ReadOnlySpan<{Operand}<{_element}>> operands, {extra}int count)");
        _writer.Open();
    }

    /// <summary>The method that chooses the width, and one for each width: the same text but for the number.</summary>
    private void WriteVectors(Loop loop, VectorFunction function)
    {
        string[] widths = ["512", "256", "128"];
        string arguments = string.Concat(loop.Parameters.Select(parameter => $"{parameter.Name}, "));
        _writer.Line("/// <inheritdoc/>");
        WriteHead(loop, "public", loop.Name);
        _writer.Line("switch (global::AutoDiff.Elementwise.VectorBits)");
        _writer.Open();
        foreach (string width in widths)
        {
            _writer.Line(width == "128" ? "default:" : $"case {width}:");
            _writer.Line($"    {loop.Name}Vector{width}(kernel, operands, {arguments}count);");
            _writer.Line("    break;");
        }

        _writer.Close();
        _writer.Close();
        _writer.Line();
        _writer.Repeat(IrType.Width, [.. widths.Select(width => "Vector" + width)], () =>
        {
            _writer.Line(Optimize);
            WriteHead(loop, "private", loop.Name + IrType.Width);
            WriteVectorLoop(loop, function);
            _writer.Close();
        });
    }

    private void WriteVectorLoop(Loop loop, VectorFunction function)
    {
        NameScope names = Names(Reserved);
        (List<string> texts, List<(string Local, string Source)> loads, List<string> targets) = WriteOperands(loop, names);
        WritePrologue(function.Prologue, texts, names, _ => "uniform");
        string index = names.Unique("i");
        string lanes = _signature.Result!.Type.Lanes().Name;
        _writer.Line($"for (int {index} = 0; {index} < count; {index} += {lanes}.Count)");
        _writer.Open();
        foreach ((string local, string source) in loads)
        {
            _writer.Line($"var {local} = {source}.Load{IrType.Width}({index});");
        }

        CSharpBody.Write(_writer, function.Body, texts, names, (writer, results, isLast) =>
        {
            for (int i = 0; i < results.Count; i++)
            {
                writer.Line($"{targets[i]}.Store({index}, {results[i].Text});");
            }

            if (!isLast)
            {
                writer.Line("continue;");
            }
        });
        _writer.Close();
    }

    /// <summary>Writes a function whose results the code behind it takes as further parameters: each gets a name.</summary>
    private void WritePrologue(Function function, List<string> texts, NameScope names, Func<Value, string> wish) => CSharpBody.Write(
        _writer,
        function,
        texts,
        names,
        (writer, results, _) =>
        {
            for (int i = 0; i < results.Count; i++)
            {
                Value value = function.Body.Yields[i];
                string text = results[i].Text;
                if (!IsName(text))
                {
                    string local = names.Unique(value.Name ?? wish(value));
                    writer.Line($"{(value.Type.IsVector ? "var" : value.Type.Name)} {local} = {text};");
                    text = local;
                }

                texts.Add(text);
            }
        },
        mayEndInArms: false);

    private void WriteLanes(Loop loop)
    {
        _writer.Line("/// <inheritdoc/>");
        _writer.Line(Optimize);
        WriteHead(loop, "public", loop.Name);
        NameScope names = Names(Reserved);
        (List<string> texts, List<(string Local, string Source)> loads, List<string> targets) = WriteOperands(loop, names);
        string index = names.Unique("i");
        _writer.Line($"for (int {index} = 0; {index} < count; {index}++)");
        _writer.Open();
        foreach ((string local, string source) in loads)
        {
            _writer.Line($"{_element} {local} = {source}[{index}];");
        }

        CSharpBody.Write(_writer, loop.Function, texts, names, (writer, results, isLast) => StoreLanes(writer, targets, results, index, isLast));
        _writer.Close();
        _writer.Close();
    }

    private static void StoreLanes(SourceWriter writer, IReadOnlyList<string> targets, IReadOnlyList<Code> results, string index, bool isLast)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            string store = $"{targets[i]}[{index}] = {results[i].Text};";
            if (targets[i] == "result")
            {
                writer.Line(store);
                continue;
            }

            writer.Line($"if ({targets[i]}.IsWanted)");
            writer.Open();
            writer.Line(store);
            writer.Close();
            writer.Line();
        }

        if (!isLast)
        {
            writer.Line("continue;");
        }
    }

    private NameScope Names(IEnumerable<string> taken)
    {
        var names = new NameScope(_signature.UserNames.Except(_signature.Parameters.Select(parameter => parameter.Name)));
        foreach (string reserved in taken)
        {
            names.Reserve(reserved);
        }

        return names;
    }

    /// <summary>
    /// Writes locals for the operands and the passive arguments. Returns how each parameter of the function is written, what the
    /// loop has to load, and where each result goes.
    /// </summary>
    private (List<string> Texts, List<(string Local, string Source)> Loads, List<string> Targets) WriteOperands(Loop loop, NameScope names)
    {
        var texts = new List<string>();
        var loads = new List<(string Local, string Source)>();
        foreach (ParameterModel parameter in _signature.Parameters)
        {
            string local = NameScope.Escape(names.Unique(parameter.Name));
            texts.Add(local);
            if (parameter.IsActive)
            {
                string lanes = names.Unique(parameter.Name + "Lanes");
                _writer.Line($"{Operand}<{_element}> {lanes} = operands[{loads.Count}];");
                loads.Add((local, lanes));
            }
            else
            {
                _writer.Line($"{parameter.Type.Name} {local} = kernel.{Field(parameter)};");
            }
        }

        if (loop.TakesAdjoint)
        {
            string local = names.Unique("adjoint");
            texts.Add(local);
            loads.Add((local, "resultAdjoint"));
        }

        List<string> targets = loop.ReturnsValue ? ["result"] : [];
        if (loop.Derivatives is { } derivatives)
        {
            for (int i = 0; i < _active.Length; i++)
            {
                string target = names.Unique(_active[i].Name + derivatives.Ending);
                _writer.Line($"{Operand}<{_element}> {target} = {derivatives.Source}[{i}];");
                targets.Add(target);
            }
        }

        return (texts, loads, targets);
    }

    private static bool IsName(string text) => text.All(character => char.IsLetterOrDigit(character) || character is '_' or '@');
}
