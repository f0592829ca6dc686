using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Emit;

/// <summary>Says of an operation that has no form for graphics processors why it has none.</summary>
internal static class DeviceObstacles
{
    public static DeviceObstacle Of(Op op, IrType element)
    {
        if (op.Kind == OpKind.Throw || op is { Kind: OpKind.Cast, Attribute: CastAttribute { Checked: true } })
        {
            return Construct("nothing can be thrown there", op);
        }

        if (op.Kind == OpKind.Call)
        {
            return Construct($"'{((CallAttribute)op.Attribute!).Name}' cannot be written into the kernel, as it calls itself, writes state or is compiled elsewhere", op);
        }

        if (op.Kind is OpKind.Load or OpKind.Store or OpKind.Accumulate or OpKind.Slice or OpKind.New or OpKind.Length)
        {
            return Construct("there are no arrays", op);
        }

        foreach (Value value in op.Operands.Concat(op.Results).Where(_ => op.Kind != OpKind.Verbatim))
        {
            if (HlslExpressions.Type(value.Type, element) is null)
            {
                return OfType(value.Type, element, op.Origin);
            }
        }

        string? function = op.Kind == OpKind.Apply ? RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Spelling.Text : null;
        bool hasForm = op.Results.Count == 1 && HlslExpressions.Write(op, [.. op.Operands.Select(_ => "")], element) is not null;
        return hasForm ? new DeviceObstacle(Reason.DeviceDouble, $"it needs {function ?? (op.Kind == OpKind.Cast ? "a conversion to int" : "NaN or infinity")}, and they do only arithmetic with doubles", op.Origin)
            : Construct(function is null ? "it is C# that is known to the compiler only" : $"there is no {function}", op);
    }

    /// <summary>Against a value of a type that is not known there.</summary>
    public static DeviceObstacle OfType(IrType type, IrType element, int origin, string? parameter = null)
    {
        string what = type.Name.Replace("global::", "");
        return new DeviceObstacle(Reason.DeviceType, $"it has to do with the type '{what}', beside '{element.Name}', int and bool", origin, parameter);
    }

    private static DeviceObstacle Construct(string what, Op op) => new(Reason.DeviceConstruct, what, op.Origin);
}
