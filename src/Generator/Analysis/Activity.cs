using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Which values are varied: real values that depend on an active parameter through functions that have a derivative.
/// Activity is structural, so a value that depends on nothing active has no tangent and no adjoint at all,
/// rather than a zero that could meet an infinity. Memory is varied as a whole.
/// </summary>
/// <remarks>In: a function in structured SSA. The other half, usefulness, needs no pass: reverse mode starts at the result.</remarks>
internal sealed class Activity
{
    /// <summary>The ids of varied scalars, and the classes of varied memory.</summary>
    private readonly HashSet<int> _varied = [];
    private readonly Memory _memory;

    private Activity(Memory memory) => _memory = memory;

    public static Activity Of(Function function, Memory memory, IEnumerable<Value> active)
    {
        var activity = new Activity(memory);
        foreach (Value value in active)
        {
            activity._varied.Add(activity.Id(value));
        }

        // Loops and memory carry variation backwards: until nothing changes.
        int before;
        do
        {
            before = activity._varied.Count;
            activity.Visit(function.Body);
        }
        while (activity._varied.Count > before);
        return activity;
    }

    /// <summary>Whether the value carries a derivative; for a buffer, whether any element of its memory ever does.</summary>
    public bool IsVaried(Value value) => value.Type.HasDerivative && _varied.Contains(Id(value));

    /// <summary>Whether an operation other than a loop or an If, which may hold such, changes memory that carries a derivative.</summary>
    public bool WritesVaried(Op op) => op.Kind switch
    {
        OpKind.Store => IsVaried(op.Operands[0]),
        OpKind.Call => WrittenActive(op).Any(IsVaried),
        _ => false,
    };

    /// <summary>Whether a derivative passes through a call.</summary>
    public bool IsVariedCall(Op op) => op.Kind == OpKind.Call && AnyOperandPasses(op);

    private int Id(Value value) => value.Type.IsBuffer ? _memory.ClassOf(value) : value.Id;

    /// <summary>Whether an operand of a derivative-carrying operation passes the derivative on.</summary>
    public bool PassesDerivative(Op op, int operand) => IsVaried(op.Operands[operand]) && op.Kind switch
    {
        OpKind.Apply => RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Partials is { Count: > 0 } partials && partials[operand] is not null,
        OpKind.Cast => op.Result.Type.IsReal,
        OpKind.Select => operand > 0,
        OpKind.GuardedMultiply or OpKind.GuardedDivide => true,
        OpKind.Call => ((CallAttribute)op.Attribute!).Operands[operand].IsActive,
        _ => false,
    };

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == OpKind.If)
            {
                Visit(op.Regions[0]);
                Visit(op.Regions[1]);
                for (int i = 0; i < op.Results.Count; i++)
                {
                    if (IsVaried(op.Regions[0].Yields[i]) || IsVaried(op.Regions[1].Yields[i]))
                    {
                        _varied.Add(Id(op.Results[i]));
                    }
                }
            }
            else if (op.IsLoop)
            {
                VisitLoop(op);
            }
            else if (op.Kind is OpKind.Store or OpKind.Accumulate)
            {
                if (IsVaried(op.Operands[op.Operands.Count - 1]))
                {
                    _varied.Add(Id(op.Operands[0]));
                }
            }
            else if (op.Kind == OpKind.Load)
            {
                if (IsVaried(op.Operands[0]))
                {
                    _varied.Add(op.Result.Id);
                }
            }
            else if (op.Kind == OpKind.Call)
            {
                VisitCall(op);
            }
            else if (op.Results.Count == 1 && op.Result.Type.IsReal && AnyOperandPasses(op))
            {
                _varied.Add(op.Result.Id);
            }
        }
    }

    /// <summary>Whatever comes out of a call depends on whatever has gone in.</summary>
    private void VisitCall(Op op)
    {
        if (AnyOperandPasses(op))
        {
            _varied.UnionWith(op.Results.Where(result => result.Type.IsReal).Select(Id));
            _varied.UnionWith(WrittenActive(op).Select(Id));
        }
    }

    /// <summary>The buffers that a call writes derivatives into.</summary>
    private static IEnumerable<Value> WrittenActive(Op call)
    {
        IReadOnlyList<(bool IsActive, bool IsWritten)> operands = ((CallAttribute)call.Attribute!).Operands;
        return call.Operands.Where((_, k) => k < operands.Count && operands[k] is (true, true));
    }

    private void VisitLoop(Op op)
    {
        for (int k = 0; k < op.CarriedCount; k++)
        {
            (Value init, Value parameter, Value _) = op.Carried(k);
            if (IsVaried(init))
            {
                _varied.Add(parameter.Id);
            }
        }

        Visit(op.Body);
        for (int k = 0; k < op.CarriedCount; k++)
        {
            (Value _, Value parameter, Value next) = op.Carried(k);
            if (next.Type.IsReal && (IsVaried(next) || IsVaried(parameter)))
            {
                _varied.Add(parameter.Id);
                _varied.Add(op.Results[k].Id);
            }
        }
    }

    private bool AnyOperandPasses(Op op)
    {
        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (PassesDerivative(op, k))
            {
                return true;
            }
        }

        return false;
    }
}
