using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>How an <c>If</c> is written: as <c>?:</c>, or as statements that assign its results.</summary>
internal sealed partial class CSharpBody
{
    /// <summary>Operations in both arms of a <c>?:</c>, nested ones included; longer choices become statements.</summary>
    private const int MaximumConditionalSize = 6;

    private static bool CanBeConditional(Op op) => ConditionalSize(op) <= MaximumConditionalSize;

    /// <summary>The operations in the arms, or a large number where they do not fit into expressions.</summary>
    private static int ConditionalSize(Op op)
    {
        const int Never = 1000;
        if (op.Results.Count != 1)
        {
            return Never;
        }

        int size = 0;
        foreach (Region region in op.Regions)
        {
            Dictionary<int, int> uses = Definitions.CountUses(region);
            foreach (Op inner in region.Ops)
            {
                bool isFree = inner.Kind is OpKind.Constant or OpKind.Zero or OpKind.Undefined;
                bool isOnce = inner.Results.Count == 1 && uses.TryGetValue(inner.Result.Id, out int count) && count == 1;
                bool isGuard = inner.Kind is OpKind.GuardedMultiply or OpKind.GuardedDivide;
                bool isStatement = inner.Kind is OpKind.Throw or OpKind.For or OpKind.While;
                if (!isFree && (!isOnce || isGuard || isStatement || !Purity.IsPure(inner)))
                {
                    return Never;
                }

                size += isFree ? 0 : inner.Kind == OpKind.If ? 1 + ConditionalSize(inner) : 1;
            }
        }

        return size;
    }

    private Code WriteConditional(Op op)
    {
        var arms = new Code[2];
        for (int arm = 0; arm < 2; arm++)
        {
            foreach (Op inner in op.Regions[arm].Ops)
            {
                _code[inner.Result.Id] = inner.Kind == OpKind.If
                    ? WriteConditional(inner)
                    : CSharpExpressions.Write(inner, inner.Operands.Select(operand => _code[operand.Id]).ToArray());
            }

            arms[arm] = _code[op.Regions[arm].Yields[0].Id];
        }

        Code condition = _code[op.Operands[0].Id];
        return op.Result.Type.Kind == ScalarKind.Bool
            ? BooleanChoice(condition, arms)
            : CSharpExpressions.Conditional(condition, arms[0], arms[1]);
    }

    // c ? a : false is c && a; c ? true : b is c || b: what the user wrote.
    private static Code BooleanChoice(Code condition, Code[] arms)
    {
        Code code = arms[1].Text == "false" ? CSharpExpressions.Infix("&&", RuleTable.Get("andAlso").Spelling.Precedence, condition, arms[0])
            : arms[0].Text == "true" ? CSharpExpressions.Infix("||", RuleTable.Get("orElse").Spelling.Precedence, condition, arms[1])
            : CSharpExpressions.Conditional(condition, arms[0], arms[1]);
        return code with { Size = condition.Size + arms[0].Size + arms[1].Size + 1 };
    }

    private void WriteIf(Op op)
    {
        int[] claims = Claim(op);

        // An arm that only hands over values that exist already becomes the initial value of the results.
        int trivial = IsTrivial(op, 1, claims) ? 1 : IsTrivial(op, 0, claims) ? 0 : -1;
        for (int i = 0; i < op.Results.Count; i++)
        {
            Value result = op.Results[i];
            if (claims[i] >= 0)
            {
                _code[result.Id] = _code[claims[i]];
                _locals.Add(result.Id);
                continue;
            }

            string initial = trivial >= 0 ? " = " + TrivialCode(op.Regions[trivial], op.Regions[trivial].Yields[i]).Text : "";
            string name = Declare(result, op);
            _writer.Line($"{result.Type.Name} {name}{initial};");
        }

        Code condition = _code[op.Operands[0].Id];
        bool isNegated = trivial == 0;
        _writer.Line($"if ({(isNegated ? Negate(op.Operands[0]) : condition.Text)})");
        WriteArm(op, isNegated ? 1 : 0, claims);
        if (trivial < 0)
        {
            _writer.Line("else");
            WriteArm(op, 1, claims);
        }

        _writer.Line();
    }

    private void WriteArm(Op op, int arm, int[] claims)
    {
        Region region = op.Regions[arm];
        for (int i = 0; i < op.Results.Count; i++)
        {
            int yield = region.Yields[i].Id;
            if (claims[i] < 0 && !_targets.ContainsKey(yield) && region.Ops.Any(inner => inner.Results.Count == 1 && inner.Result.Id == yield))
            {
                _targets.Add(yield, _code[op.Results[i].Id].Text);
            }
        }

        var outer = new HashSet<int>(_locals);
        _locals.Clear();
        _writer.Open();
        _depth++;
        for (int i = 0; i < region.Ops.Count; i++)
        {
            WriteOp(region, i);
        }

        _depth--;

        if (!region.Throws)
        {
            for (int i = 0; i < op.Results.Count; i++)
            {
                WriteAssignment(region, _code[op.Results[i].Id].Text, region.Yields[i]);
            }
        }

        _writer.Close();
        _locals.Clear();
        _locals.UnionWith(outer);
    }

    private void WriteAssignment(Region region, string target, Value yield)
    {
        Code code = _code[yield.Id];
        if (code.Text == target)
        {
            return;
        }

        foreach (string symbol in new[] { "+", "-" })
        {
            string prefix = $"{target} {symbol} ";
            if (code.Text.StartsWith(prefix, System.StringComparison.Ordinal) && code.Precedence == RuleTable.Get("add").Spelling.Precedence
                && !Mentions(code.Text.Substring(prefix.Length), target))
            {
                if (_definitions.TryGetValue(yield.Id, out Op? sum) && _code[sum.Operands[0].Id].Text == target)
                {
                    _writer.Line($"{target} {symbol}= {code.Text.Substring(prefix.Length)};");
                    return;
                }
            }
        }

        _writer.Line($"{target} = {code.Text};");
    }

    /// <summary>
    /// For each result the id of a value whose variable it takes over, or -1. Possible where that value lives in a local of this
    /// region under the same name, is used nowhere else, and within each arm only by the yield of this result or by the sum that is yielded.
    /// </summary>
    private int[] Claim(Op op)
    {
        var claims = new int[op.Results.Count];
        for (int i = 0; i < claims.Length; i++)
        {
            int position = i;
            claims[i] = -1;
            foreach (Region region in op.Regions)
            {
                int candidate = region.Yields[i].Id;
                if (_locals.Contains(candidate)
                    && NameOf(candidate) == op.Results[i].Name
                    && !claims.Take(i).Contains(candidate)
                    && UsesIn(op, candidate) == _uses[candidate]
                    && op.Regions.All(arm => IsRunningTotal(arm, position, candidate)))
                {
                    claims[i] = candidate;
                    break;
                }
            }
        }

        return claims;
    }

    private string? NameOf(int id) =>
        _definitions.TryGetValue(id, out Op? op) ? op.Results.First(result => result.Id == id).Name : null;

    private static bool IsRunningTotal(Region arm, int position, int total)
    {
        var uses = Definitions.CountUses(arm);
        uses.TryGetValue(total, out int count);
        if (count == 0)
        {
            return true;
        }

        Value yield = arm.Yields[position];
        return count == 1 && (yield.Id == total
            || arm.Ops.Any(op => op.Kind == OpKind.Apply && op.Result.Id == yield.Id && op.Operands[0].Id == total));
    }

    private static int UsesIn(Op op, int id) =>
        op.Regions.Sum(region => Definitions.CountUses(region).TryGetValue(id, out int count) ? count : 0);

    private bool IsTrivial(Op op, int arm, int[] claims)
    {
        Region region = op.Regions[arm];
        if (region.Ops.Any(inner => inner.Kind is not (OpKind.Constant or OpKind.Zero or OpKind.Undefined)))
        {
            return false;
        }

        // A claimed variable that the arm changes to something else needs its assignment.
        for (int i = 0; i < claims.Length; i++)
        {
            if (claims[i] >= 0 && region.Yields[i].Id != claims[i])
            {
                return false;
            }
        }

        return true;
    }

    private Code TrivialCode(Region region, Value yield)
    {
        Op? own = region.Ops.FirstOrDefault(op => op.Result.Id == yield.Id);
        return own is null ? _code[yield.Id] : CSharpExpressions.Write(own, []);
    }

    // Relations of real numbers are not turned round: !(a < b) is not a >= b for NaN.
    private string Negate(Value condition)
    {
        if (_definitions.TryGetValue(condition.Id, out Op? op) && op.Kind == OpKind.Apply && op.Operands.Count == 2)
        {
            bool isReal = op.Operands[0].Type.IsReal || op.Operands[0].Type.Kind == ScalarKind.Opaque;
            string? opposite = ((RuleAttribute)op.Attribute!).Key switch
            {
                "equal" => "notEqual",
                "notEqual" => "equal",
                "less" when !isReal => "greaterOrEqual",
                "greaterOrEqual" when !isReal => "less",
                "greater" when !isReal => "lessOrEqual",
                "lessOrEqual" when !isReal => "greater",
                _ => null,
            };
            if (opposite is not null)
            {
                Spelling spelling = RuleTable.Get(opposite).Spelling;
                return CSharpExpressions.Infix(spelling.Text, spelling.Precedence, _code[op.Operands[0].Id], _code[op.Operands[1].Id]).Text;
            }
        }

        return "!" + _code[condition.Id].In(Precedence.Unary);
    }
}
