using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>
/// Straight-line IR with one result. Differentiates itself with the rules, as the transforms do, in the plainest way there is:
/// forward mode, nothing simplified.
/// </summary>
internal sealed record ScalarProgram(Value[] Inputs, IReadOnlyList<Op> Ops, Value Result)
{
    /// <summary>The program that computes an expression of double inputs.</summary>
    public static ScalarProgram Of(int inputs, Func<Expr[], Expr> body) =>
        Of([.. Enumerable.Repeat(IrType.Double, inputs)], body);

    /// <summary>The program that computes an expression.</summary>
    public static ScalarProgram Of(IrType[] types, Func<Expr[], Expr> body)
    {
        var builder = new Builder(0);
        builder.OpenRegion();
        Value[] inputs = [.. types.Select(type => builder.NewValue(type))];
        Expr result = body([.. inputs.Select(input => new Expr(builder, input))]);
        return new ScalarProgram(inputs, builder.Ops, result.Value);
    }

    /// <summary>The application of a rule.</summary>
    public static ScalarProgram Of(Rule rule) => Of(Types(rule), x => Applied(rule, x));

    /// <summary>The seed, which is the last input, times a partial of a rule.</summary>
    public static ScalarProgram ScaledPartial(Rule rule, int argument) => Of(
        [.. Types(rule), IrType.Double],
        x => rule.Partials[argument]!(x[^1], x[..^1], Applied(rule, x[..^1])));

    /// <summary>What forward mode adds for an argument whose tangent is the last input.</summary>
    public static ScalarProgram Tangent(Rule rule, int argument) => Of(
        [.. Types(rule), IrType.Double],
        x =>
        {
            Builder builder = x[0].Builder;
            Applied(rule, x[..^1]);
            return new Expr(builder, AutoDiff.Generator.Transform.Partials.Tangent(builder, builder.Ops[^1], argument, x[^1].Value));
        });

    /// <summary>The types of a rule's arguments, by the codes of its signature; those of an operator are double.</summary>
    public static IrType[] Types(Rule rule) => rule.Matches.Count == 0
        ? [.. Enumerable.Repeat(IrType.Double, rule.Arity)]
        : [.. RuleFunctions.Codes(rule.Matches[0]).Select(code => code == 'r' ? IrType.Double : IrType.Int)];

    /// <summary>The program of the derivative of the result with respect to one input, times a seed.</summary>
    public ScalarProgram Derivative(int input, double seed = 1)
    {
        var builder = new Builder(Ops.SelectMany(op => op.Results).Concat(Inputs).Max(value => value.Id) + 1);
        builder.OpenRegion();
        var tangents = new Dictionary<int, Expr> { [Inputs[input].Id] = new(builder, builder.Constant(IrType.Double, seed)) };
        foreach (Op op in Ops)
        {
            builder.Add(op);
            if (op.Result.Type.IsReal && Tangent(builder, op, tangents) is { } tangent)
            {
                tangents[op.Result.Id] = tangent;
            }
        }

        Value result = tangents.TryGetValue(Result.Id, out Expr found) ? found.Value : builder.Constant(IrType.Double, 0.0);
        return new ScalarProgram(Inputs, builder.Ops, result);
    }

    /// <summary>The value of the result.</summary>
    public double Evaluate(params double[] inputs)
    {
        var values = Inputs.Zip(inputs).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        foreach (Op op in Ops)
        {
            values[op.Result.Id] = Evaluate(op, [.. op.Operands.Select(operand => values[operand.Id])]);
        }

        return values[Result.Id];
    }

    private static double Evaluate(Op op, double[] x) => op.Kind switch
    {
        OpKind.Constant when op.Result.Type.IsReal => BitConverter.Int64BitsToDouble(((ConstantAttribute)op.Attribute!).Bits),
        OpKind.Constant => ((ConstantAttribute)op.Attribute!).Bits,
        OpKind.Zero => 0,
        OpKind.Apply => RuleFunctions.Apply(((RuleAttribute)op.Attribute!).Key, x),
        OpKind.Cast => x[0],
        OpKind.Select => x[0] != 0 ? x[1] : x[2],
        OpKind.GuardedMultiply => x[0] == 0 ? 0 : x[0] * x[1],
        OpKind.GuardedDivide => x[0] == 0 ? 0 : x[0] / x[1],
        _ => throw new NotSupportedException($"A partial has no {op.Kind}."),
    };

    private static Expr Applied(Rule rule, Expr[] x) =>
        new(x[0].Builder, x[0].Builder.Apply(rule.Key, IrType.Double, [.. x.Select(e => e.Value)]));

    private static Expr? Tangent(Builder builder, Op op, Dictionary<int, Expr> tangents)
    {
        Expr y = new(builder, op.Result);
        Expr[] x = [.. op.Operands.Select(operand => new Expr(builder, operand))];
        Expr?[] dx = [.. op.Operands.Select(operand => tangents.TryGetValue(operand.Id, out Expr t) ? t : (Expr?)null)];
        if (Array.TrueForAll(dx, tangent => tangent is null))
        {
            return null;
        }

        switch (op.Kind)
        {
            case OpKind.Apply:
                Rule rule = RuleTable.Get(((RuleAttribute)op.Attribute!).Key);
                return Sum(rule.Partials.Select((partial, i) => partial is null || dx[i] is not { } s ? (Expr?)null : partial(s, x, y)));
            case OpKind.Select:
                return x[0].Select(dx[1] ?? y.Constant(0), dx[2] ?? y.Constant(0));
            case OpKind.GuardedMultiply:
                return Sum([dx[0]?.GuardedTimes(x[1]), dx[1] is { } d ? x[0].GuardedTimes(d) : null]);
            case OpKind.GuardedDivide:
                return Sum([dx[0]?.GuardedOver(x[1]), dx[1] is { } e ? -y.GuardedTimes(e).GuardedOver(x[1]) : null]);
            default:
                throw new NotSupportedException($"A partial has no {op.Kind}.");
        }
    }

    private static Expr? Sum(IEnumerable<Expr?> terms) =>
        terms.Aggregate((Expr?)null, (sum, term) => sum is null ? term : term is null ? sum : sum + term);
}
