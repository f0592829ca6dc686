using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <content>Memory: elements that are written, and tapes, which are rented at the head of the method.</content>
internal sealed partial class CSharpBody
{
    private readonly Dictionary<string, string> _tapes = [];

    private Code Expression(Op op)
    {
        Code[] operands = op.Operands.Select(operand => _code[operand.Id]).ToArray();
        return op.Kind switch
        {
            OpKind.New when ((NewAttribute)op.Attribute!).Purpose is var purpose and not Purpose.Primal => new Code(
                $"{_tapes[op.Result.Type.ElementName!]}.{(purpose == Purpose.Shadow ? "ReserveCleared" : "Reserve")}({operands[0].Text})", Precedence.Primary),
            OpKind.Slice when operands.Length == 3 && IsArray(op.Operands[0]) => CSharpExpressions.ArraySlice(operands),
            OpKind.Select when op.Result.Type is { IsBuffer: true, IsArray: false } => CSharpExpressions.Conditional(
                operands[0], AsSpan(op.Operands[1]), AsSpan(op.Operands[2])),
            OpKind.Pop => new Code($"{_tapes[op.Result.Type.Name]}.Pop()", Precedence.Primary),
            _ => CSharpExpressions.Write(op, operands),
        };
    }

    /// <summary>Whether the text of a buffer is an array: also where it is seen as a span.</summary>
    private bool IsArray(Value buffer)
    {
        while (_definitions.TryGetValue(buffer.Id, out Op? op) && op is { Kind: OpKind.Slice, Operands.Count: 1 })
        {
            buffer = op.Operands[0];
        }

        return buffer.Type.IsArray;
    }

    /// <summary>A buffer where an array would not do: both sides of a choice have one type.</summary>
    private Code AsSpan(Value buffer) => IsArray(buffer) ? CSharpExpressions.ArraySlice([_code[buffer.Id]]) : _code[buffer.Id];

    /// <summary>Rents a tape for each type of values that is kept.</summary>
    private void WriteTapes(Function function)
    {
        var elements = new List<string>();
        FindTapes(function.Body, elements);
        foreach (string element in elements)
        {
            string name = _names.Unique(elements.Count == 1 || element is "double" ? "tape" : element.Split('.', ':').Last().TrimEnd('>', '?') + "Tape");
            _tapes.Add(element, name);
            _writer.Line($"using global::AutoDiff.Tape<{element}> {name} = global::AutoDiff.Tape<{element}>.Rent();");
        }
    }

    private static void FindTapes(Region region, List<string> elements)
    {
        foreach (Op op in region.Ops)
        {
            string? element = op.Kind switch
            {
                OpKind.New when ((NewAttribute)op.Attribute!).Purpose != Purpose.Primal => op.Result.Type.ElementName,
                OpKind.Push => op.Operands[0].Type.Name,
                OpKind.Pop => op.Result.Type.Name,
                _ => null,
            };
            if (element is not null && !elements.Contains(element))
            {
                elements.Add(element);
            }

            foreach (Region inner in op.Regions)
            {
                FindTapes(inner, elements);
            }
        }
    }

    private void WriteMemory(Op op)
    {
        Code[] operands = op.Operands.Select(operand => _code[operand.Id]).ToArray();
        Code value = operands[operands.Length - 1];
        if (op.Kind == OpKind.Push)
        {
            _writer.Line($"{_tapes[op.Operands[0].Type.Name]}.Push({value.Text});");
            return;
        }

        string element = CSharpExpressions.Element(operands[0], operands.Skip(1).Take(operands.Length - 2)).Text;
        if (op.Kind == OpKind.Store)
        {
            _writer.Line($"{element} = {value.Text};");
            return;
        }

        // b += -v is written b -= v.
        bool isNegated = value.Precedence == Precedence.Unary && value.Text.StartsWith("-", StringComparison.Ordinal);
        _writer.Line(isNegated ? $"{element} -= {value.Text.Substring(1)};" : $"{element} += {value.Text};");
    }

    /// <summary>What an iteration reserves it gives back at its end; returns the statements for that.</summary>
    private List<string> WriteMarks(Region body)
    {
        var elements = new List<string>();
        FindRoom(body, elements);
        var releases = new List<string>();
        foreach (string element in elements)
        {
            string mark = _names.Unique("mark");
            _writer.Line($"int {mark} = {_tapes[element]}.Mark();");
            releases.Add($"{_tapes[element]}.Release({mark});");
        }

        return releases;
    }

    private static void FindRoom(Region region, List<string> elements)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == OpKind.New && ((NewAttribute)op.Attribute!).Purpose != Purpose.Primal && !elements.Contains(op.Result.Type.ElementName!))
            {
                elements.Add(op.Result.Type.ElementName!);
            }
            else if (op.Kind == OpKind.If)
            {
                FindRoom(op.Regions[0], elements);
                FindRoom(op.Regions[1], elements);
            }
        }
    }
}
