using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <content>
/// Calls of differentiable methods and of their members, whose signatures follow from the method's: see <see cref="CSharpMembers"/>. Structs
/// are put together for the call and taken apart behind it; what is passed by reference gets a variable of its own.
/// </content>
internal sealed partial class CSharpBody
{
    /// <summary>Whether a call gives more than one value back or writes to memory, so that it is no expression.</summary>
    private static bool IsStatement(Op op) =>
        op.Results.Count != 1 || op.Attribute is not CallAttribute { Form: CallForm.Primal, Result.IsComposite: false } callee
        || callee.Parameters.Any(parameter => parameter.IsOutput || parameter.IsWritten || parameter.Shape.IsComposite);

    private void WriteCall(Op op)
    {
        var callee = (CallAttribute)op.Attribute!;
        var operands = new Queue<Code>(op.Operands.Select(operand => _code[operand.Id]));
        var arguments = new List<Code>();
        var variables = new Dictionary<ParameterModel, string>();
        var derivatives = new Dictionary<ParameterModel, string>();
        foreach (ParameterModel parameter in callee.Parameters)
        {
            arguments.Add(Argument(parameter, parameter.Name, parameter.Passing, operands, onlyActive: false, variables));
        }

        if (callee.Form == CallForm.Primal)
        {
            // The reverse sweep passes copies, in which an overlap could not be seen any more.
            CSharpFile.WriteOverlapChecks(_writer, callee.Parameters, [.. arguments.Select(argument => argument.Text)], parameter => $"\"{parameter.Name}\"");
        }

        ParameterModel[] active = [.. callee.Parameters.Where(parameter => parameter.IsActive)];
        if (callee.Form == CallForm.Jvp)
        {
            foreach (ParameterModel parameter in active)
            {
                arguments.Add(Argument(parameter, parameter.Name + "Dot", parameter.Passing, operands, onlyActive: true, derivatives));
            }
        }
        else if (callee.Form == CallForm.Vjp)
        {
            if (callee.Result is { } result)
            {
                arguments.Add(new Code(Value(result, operands, onlyActive: true), Precedence.Conditional));
            }

            // The adjoints of what is passed by reference come before those of arrays among the operands, and in one order with them in the call.
            Dictionary<ParameterModel, string> adjoints = active.Where(parameter => parameter.IsOutput)
                .ToDictionary(parameter => parameter, parameter => Value(parameter.Shape, operands, onlyActive: true));
            foreach (ParameterModel parameter in active.Where(parameter => parameter.IsOutput || parameter.Type.IsBuffer))
            {
                arguments.Add(
                    parameter.Type.IsBuffer ? operands.Dequeue()
                    : parameter.Passing == Passing.Out ? new Code(adjoints[parameter], Precedence.Conditional)
                    : Reference(parameter, parameter.Name + "Bar", adjoints[parameter], derivatives));
            }
        }

        Code call = CSharpExpressions.Call(callee, arguments);
        Code[] parts = callee.Parameters.Any(parameter => parameter.IsOutput || parameter.Shape.IsComposite) || callee.Result is not { IsComposite: false }
            ? WriteComposite(op, callee, call, variables, derivatives)
            : WriteDeconstruction(op, callee, call);
        for (int i = 0; i < parts.Length; i++)
        {
            _code[op.Results[i].Id] = parts[i];
        }
    }

    private Code Argument(
        ParameterModel parameter, string name, Passing passing, Queue<Code> operands, bool onlyActive, Dictionary<ParameterModel, string> variables)
    {
        if (passing == Passing.Out)
        {
            variables[parameter] = _names.Unique(name);
            return new Code($"out {parameter.Type.Name} {variables[parameter]}", Precedence.Primary);
        }

        string value = Value(parameter.Shape, operands, onlyActive);
        return passing == Passing.Ref ? Reference(parameter, name, value, variables) : new Code(value, Precedence.Conditional);
    }

    private Code Reference(ParameterModel parameter, string name, string value, Dictionary<ParameterModel, string> variables)
    {
        variables[parameter] = _names.Unique(name);
        _writer.Line($"{parameter.Type.Name} {variables[parameter]} = {value};");
        return new Code("ref " + variables[parameter], Precedence.Primary);
    }

    private static string Value(ShapeModel shape, Queue<Code> operands, bool onlyActive)
    {
        Code[] parts = [.. shape.Leaves.Where(leaf => !onlyActive || leaf.Type.HasDerivative).Select(_ => operands.Dequeue())];
        return CSharpShapes.Rebuild(shape, parts, 0, onlyActive);
    }

    /// <summary>A call whose results are numbers: <c>var (y, (aBar, bBar)) = ...</c>. Returns their names.</summary>
    private Code[] WriteDeconstruction(Op op, CallAttribute callee, Code call)
    {
        if (!op.Results.Any(result => _uses.ContainsKey(result.Id)))
        {
            _writer.Line(call.Text + ";");
            return [];
        }

        string[] names = [.. op.Results.Select(result => _uses.ContainsKey(result.Id) ? Declare(result, op) : "_")];
        bool isNested = callee.Form is CallForm.ValueAndGradient or CallForm.Vjp && names.Length > 2;
        string pattern = isNested
            ? $"{names[0]}, ({string.Join(", ", names.Skip(1))})"
            : string.Join(", ", names);
        _writer.Line(names.Length == 1 ? $"{op.Result.Type.Name} {names[0]} = {call.Text};" : $"var ({pattern}) = {call.Text};");
        return [.. names.Select(name => new Code(name, Precedence.Primary))];
    }

    /// <summary>A call with structs or references. Returns how its results are named as parts of the variables that it is given.</summary>
    private Code[] WriteComposite(
        Op op, CallAttribute callee, Code call, Dictionary<ParameterModel, string> variables, Dictionary<ParameterModel, string> derivatives)
    {
        ParameterModel[] outputs = [.. callee.Parameters.Where(parameter => parameter.IsOutput)];
        ParameterModel[] values = [.. callee.Parameters.Where(parameter => parameter is { IsActive: true, IsOutput: false, Type.IsBuffer: false })];
        string name = _names.Unique(Naming.Default(op));
        bool isPair = callee.Form == CallForm.Jvp || (callee.Form == CallForm.Vjp && values.Length > 0);
        string value = isPair ? name + ".Value" : name;
        List<string> parts =
        [
            .. callee.Result is { } result ? Paths(result, value, onlyActive: false) : [],
            .. outputs.SelectMany(parameter => Paths(parameter.Shape, variables[parameter], onlyActive: false)),
        ];
        bool usesVariable = callee.Result is not null;
        if (callee.Form == CallForm.Jvp)
        {
            parts.AddRange(callee.Result is { } primal ? Paths(primal, name + ".Tangent", onlyActive: true) : []);
            parts.AddRange(outputs.SelectMany(parameter => Paths(parameter.Shape, derivatives[parameter], onlyActive: true)));
        }
        else if (callee.Form == CallForm.Vjp)
        {
            string gradient = callee.Result is null ? name : name + ".Gradient";
            usesVariable |= values.Length > 0;
            foreach (ParameterModel parameter in callee.Parameters.Where(parameter => parameter is { IsActive: true, IsInput: true, Type.IsBuffer: false }))
            {
                string own = parameter.IsOutput ? derivatives[parameter]
                    : values.Length == 1 ? gradient
                    : $"{gradient}.{NameScope.Escape(parameter.Name)}";
                parts.AddRange(Paths(parameter.Shape, own, onlyActive: true));
            }
        }

        _writer.Line(usesVariable ? $"var {name} = {call.Text};" : $"{call.Text};");
        return [.. parts.Select(part => new Code(part, Precedence.Primary))];
    }

    private static IEnumerable<string> Paths(ShapeModel shape, string variable, bool onlyActive) =>
        shape.Leaves.Where(leaf => !onlyActive || leaf.Type.HasDerivative).Select(leaf => variable + leaf.Path);
}
