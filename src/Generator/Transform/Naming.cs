using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Names for values the user has not named, so that a tangent or an adjoint can be called after its primal.
/// They are wishes: the emitter makes them unique.
/// </summary>
internal static class Naming
{
    /// <summary>The name of an operation's result, or one that says what it is.</summary>
    public static string Base(Op op, int result = 0) => op.Results[result].Name ?? Default(op);

    /// <summary>Gives the value that was made last a name, unless it has one.</summary>
    /// <returns>The value to use from now on.</returns>
    public static Value Rename(Builder builder, Value value, string name)
    {
        int last = builder.Ops.Count - 1;
        if (value.Name is not null || last < 0 || builder.Ops[last].Results.Count != 1 || builder.Ops[last].Result.Id != value.Id)
        {
            return value;
        }

        Value renamed = value with { Name = name };
        builder.Ops[last] = builder.Ops[last] with { Results = new[] { renamed } };
        return renamed;
    }

    /// <summary>What an operation's results are called that have no name of their own.</summary>
    public static string Default(Op op) => op.Kind switch
    {
        OpKind.Apply => ((RuleAttribute)op.Attribute!).Key switch
        {
            "add" => "sum",
            "subtract" => "difference",
            "multiply" => "product",
            "divide" => "quotient",
            "negate" => "negated",
            "less" or "greater" or "lessOrEqual" or "greaterOrEqual" or "equal" or "notEqual"
                or "not" or "and" or "or" or "andAlso" or "orElse" => "condition",
            string key => key,
        },
        OpKind.Cast => "converted",
        OpKind.Call => Decapitalise(((CallAttribute)op.Attribute!).Name),
        OpKind.If or OpKind.Select => "chosen",
        OpKind.For or OpKind.While => "carried",
        OpKind.Load => Element(op.Operands[0].Name),
        OpKind.Length => "length",
        OpKind.New or OpKind.Slice => "buffer",
        OpKind.Verbatim => "constant",
        _ => "term",
    };

    /// <summary>What an element is called: x1 would be a number, so xi for an element of x.</summary>
    private static string Element(string? buffer) => buffer is { Length: > 0 } && char.IsLetter(buffer[buffer.Length - 1]) ? buffer + "I" : "element";

    private static string Decapitalise(string name) =>
        name.Length > 0 && char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) + name.Substring(1) : name;
}
