using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <content>
/// The backward pass as operations on tensors, which are recorded. Each gradient is computed where it is wanted; what several of them need
/// comes before.
/// </content>
internal sealed partial class CSharpKernel
{
    private static readonly string[] ReservedInGradients = ["kernel", "operands", "adjoint", "wanted", "gradients"];

    private void WriteRecordGradients()
    {
        VectorFunction? function = Vectorise.Run(
            _derivatives.Kernel!.Pullback,
            [.. _signature.Parameters.Select(parameter => parameter.IsActive), true],
            _signature.Result!.Type,
            VectorForm.Tensors);
        if (function is null)
        {
            return;
        }

        string tensor = $"{TensorExpressions.Functions}<{_element}>";
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line(
            $"public static void RecordGradients(in {_kernel} kernel, global::System.ReadOnlySpan<{tensor}> operands, {tensor} adjoint, "
            + $"global::System.ReadOnlySpan<bool> wanted, global::System.Span<{tensor}?> gradients)");
        _writer.Open();
        NameScope names = Names(ReservedInGradients);
        List<string> texts = WriteUsedOperands(function, names);
        WritePrologue(function.Prologue, texts, names, _ => "uniform");
        (Function shared, Function[] parts) = Divide(function.Body);
        WritePrologue(shared, texts, names, value => Naming.Default(shared.Body.Ops.Single(op => op.IndexOf(value) >= 0)));
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts.Length > 1)
            {
                _writer.Line($"if (wanted[{i}])");
                _writer.Open();
            }

            string target = $"gradients[{i}]";
            CSharpBody.Write(
                _writer, parts[i], texts, names, (writer, results, _) => writer.Line($"{target} = {results[0].Text};"), mayEndInArms: false);
            if (parts.Length > 1)
            {
                _writer.Close();
                if (i < parts.Length - 1)
                {
                    _writer.Line();
                }
            }
        }

        _writer.Close();
    }

    /// <summary>Writes locals for the operands and the passive arguments that are used, and returns how each parameter is written.</summary>
    private List<string> WriteUsedOperands(VectorFunction function, NameScope names)
    {
        Dictionary<int, int> first = Definitions.CountUses(function.Prologue.Body);
        Dictionary<int, int> second = Definitions.CountUses(function.Body.Body);
        var texts = new List<string>();
        int operand = 0;
        for (int i = 0; i < _signature.Parameters.Count; i++)
        {
            ParameterModel parameter = _signature.Parameters[i];
            int id = function.Body.Parameters[i].Id;
            string source = parameter.IsActive ? $"operands[{operand++}]" : $"kernel.{Field(parameter)}";
            string local = NameScope.Escape(names.Unique(parameter.Name));
            texts.Add(local);
            if (first.ContainsKey(id) || second.ContainsKey(id))
            {
                _writer.Line($"{(parameter.IsActive ? "var" : parameter.Type.Name)} {local} = {source};");
            }
        }

        texts.Add("adjoint");
        return texts;
    }

    /// <summary>
    /// Divides a function into what several of its results need, and what one of them needs alone. The parts take the results of the first
    /// as further parameters. Constants are written wherever they are used.
    /// </summary>
    private static (Function Shared, Function[] Parts) Divide(Function function)
    {
        Region body = function.Body;
        HashSet<int>[] needs = [.. body.Yields.Select(yield => Needs(body, yield))];
        Op[] several = [.. body.Ops.Where(op => IsFree(op) || CountNeeds(op) > 1)];
        Region[] parts = [.. body.Yields.Select((yield, i) => DeadCode.Remove(new Region(
            body.Ops.Where(op => IsFree(op) || (CountNeeds(op) == 1 && IsNeeded(op, needs[i]))).ToArray(), new[] { yield })))];
        var used = new HashSet<int>(parts.SelectMany(part => Definitions.CountUses(part).Keys));
        Value[] handed = [.. several.Where(op => !IsFree(op)).SelectMany(op => op.Results).Where(result => used.Contains(result.Id))];
        Value[] parameters = [.. function.Parameters, .. handed];
        return (
            function with { Body = DeadCode.Remove(new Region(several, handed)) },
            [.. parts.Select(part => new Function(parameters, part, function.NextId))]);

        int CountNeeds(Op op) => needs.Count(need => IsNeeded(op, need));
    }

    private static bool IsFree(Op op) => op.Kind is OpKind.Constant or OpKind.Zero;

    private static bool IsNeeded(Op op, HashSet<int> need) => op.Results.Any(result => need.Contains(result.Id));

    private static HashSet<int> Needs(Region body, Value result)
    {
        var need = new HashSet<int> { result.Id };
        foreach (Op op in body.Ops.Reverse().Where(op => IsNeeded(op, need)))
        {
            Definitions.CollectUses(op, need);
        }

        return need;
    }
}
