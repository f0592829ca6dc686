using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// Writes a function from numbers to numbers as HLSL, one statement for each operation: compilers of HLSL give up on deep expressions.
/// </summary>
/// <remarks>
/// In: verified structured SSA. Out: the same operations in the same order, or what has no counterpart on a graphics processor: what throws, what needs memory whose
/// size is known at run time only, other types than the element's, <c>int</c> and <c>bool</c>, for doubles anything but arithmetic. What uses the result of something
/// that is refused is passed over, so that one obstacle is one.
/// Every real variable is <c>precise</c>: no sum is re-associated, no product fused. Names are the user's with a prefix, since many are words of HLSL.
/// </remarks>
internal sealed class HlslBody
{
    private const string Prefix = "v_";

    private readonly SourceWriter _writer;
    private readonly IrType _element;
    private readonly NameScope _names = new([]);
    private readonly Dictionary<int, string> _code = [];
    private readonly Dictionary<int, int> _uses;
    private readonly List<DeviceObstacle> _obstacles = [];
    private readonly HashSet<int> _refused = [];

    private HlslBody(SourceWriter writer, Function function, IrType element)
    {
        _writer = writer;
        _element = element;
        _uses = Definitions.CountUses(function.Body);
    }

    /// <summary>Writes the statements.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameters">How each parameter is written; null for one that has been refused.</param>
    /// <param name="results">The variables that take the results.</param>
    /// <param name="element">The type of the elements, which is written as <c>real</c>.</param>
    /// <returns>What has no counterpart; if there is anything, what was written is of no use.</returns>
    public static IReadOnlyList<DeviceObstacle> Write(
        SourceWriter writer, Function function, IReadOnlyList<string?> parameters, IReadOnlyList<string> results, IrType element)
    {
        var body = new HlslBody(writer, function, element);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is { } text)
            {
                body._code[function.Parameters[i].Id] = text;
            }
            else
            {
                body._refused.Add(function.Parameters[i].Id);
            }
        }

        // With doubles neither exists, and each is an obstacle of its own.
        body.WriteRegion(Twins.Join(function.Body, type => type == element && element.Kind != ScalarKind.Float64, Twins.SinCos));
        for (int i = 0; i < results.Count; i++)
        {
            writer.Line($"{results[i]} = {body.Text(function.Body.Yields[i])};");
        }

        return body._obstacles;
    }

    private void WriteRegion(Region region)
    {
        if (region.Throws)
        {
            // Not the making of the exception, nor anything else on the way there.
            Refuse(region.Ops[region.Ops.Count - 1]);
            Definitions.Collect(region, _refused);
            return;
        }

        foreach (Op op in region.Ops)
        {
            switch (op.Kind)
            {
                case OpKind.If:
                    WriteIf(op);
                    break;
                case OpKind.For or OpKind.While:
                    WriteLoop(op);
                    break;
                default:
                    WriteOperation(op);
                    break;
            }
        }
    }

    private void WriteOperation(Op op)
    {
        if (op.Operands.Any(operand => _refused.Contains(operand.Id)))
        {
            _refused.UnionWith(op.Results.Select(result => result.Id));
            return;
        }

        if (op.Kind == OpKind.Twin)
        {
            var twin = (TwinAttribute)op.Attribute!;
            string operand = Text(op.Operands[0]);
            _writer.Line($"{Declaration(op.Results[0] with { Name = op.Results[0].Name ?? twin.First }, op)};");
            _writer.Line($"{Declaration(op.Results[1] with { Name = op.Results[1].Name ?? twin.Second }, op)};");
            _writer.Line($"ad_{twin.Function}({operand}, {Text(op.Results[0])}, {Text(op.Results[1])});");
            return;
        }

        if (op.Kind == OpKind.Constant && HlslExpressions.Type(op.Result.Type, _element) is null)
        {
            // What uses it has no form either, and says more.
            _code[op.Result.Id] = "";
            return;
        }

        string? text = op.Results.Count == 1
            ? HlslExpressions.Write(op, [.. op.Operands.Select(Text)], _element)
            : null;
        if (text is null || (_element.Kind == ScalarKind.Float64 && !HlslExpressions.IsArithmetic(text)))
        {
            Refuse(op);
        }
        else if (op.Kind is OpKind.Constant or OpKind.Zero)
        {
            _code[op.Result.Id] = text;
        }
        else
        {
            _writer.Line($"{Declaration(op.Result, op)} = {text};");
        }
    }

    private void WriteIf(Op op)
    {
        foreach (Value result in op.Results)
        {
            _writer.Line($"{Declaration(result, op)};");
        }

        _writer.Line($"if ({Text(op.Operands[0])})");
        WriteArm(op, 0);
        _writer.Line("else");
        WriteArm(op, 1);
        _writer.Line();
    }

    private void WriteArm(Op op, int arm)
    {
        _writer.Open();
        WriteRegion(op.Regions[arm]);
        for (int i = 0; i < op.Results.Count; i++)
        {
            Value yield = op.Regions[arm].Yields[i];
            if (_refused.Contains(yield.Id) && !op.Regions[arm].Throws)
            {
                _refused.Add(op.Results[i].Id);
            }

            _writer.Line($"{Text(op.Results[i])} = {Text(yield)};");
        }

        _writer.Close();
    }

    private void WriteLoop(Op op)
    {
        var targets = new string[op.CarriedCount];
        for (int k = 0; k < targets.Length; k++)
        {
            Value named = op.Results[k] with { Name = op.Results[k].Name ?? op.Carried(k).Parameter.Name };
            _writer.Line($"{Declaration(named, op)} = {Text(op.Carried(k).Init)};");
            if (_refused.Contains(op.Carried(k).Init.Id))
            {
                _refused.Add(op.Results[k].Id);
            }

            targets[k] = Text(op.Results[k]);
        }

        string? count = null;
        if (op.IsCounted && _uses.ContainsKey(op.Results[targets.Length].Id))
        {
            _writer.Line($"{Declaration(op.Results[targets.Length], op)} = 0;");
            count = Text(op.Results[targets.Length]);
        }

        foreach (Region region in op.Regions)
        {
            for (int k = 0; k < targets.Length; k++)
            {
                int parameter = region.Parameters[region.Parameters.Count - targets.Length + k].Id;
                _code[parameter] = targets[k];
                if (_refused.Contains(op.Results[k].Id))
                {
                    _refused.Add(parameter);
                }
            }
        }

        // Unrolling is the compiler's wish where it can count; it fails where it only believes so.
        _writer.Line("[loop]");
        if (op.Kind == OpKind.For)
        {
            WriteFor(op, targets, count);
        }
        else
        {
            WriteWhile(op, targets, count);
        }

        _writer.Line();
    }

    private void WriteFor(Op op, string[] targets, string? count)
    {
        var loop = (LoopAttribute)op.Attribute!;
        Value counter = op.Body.Parameters[0];
        string name = _names.Unique(Prefix + (counter.Name ?? "i"));
        _code[counter.Id] = name;
        string relation = (loop.Step > 0 ? "<" : ">") + (loop.IsInclusive ? "=" : "");
        _writer.Line($"for (int {name} = {Text(op.Operands[0])}; {name} {relation} {Text(op.Operands[1])}; {name} += {loop.Step})");
        _writer.Open();
        WriteBody(op, targets, count);
        _writer.Close();
    }

    private void WriteWhile(Op op, string[] targets, string? count)
    {
        bool testsLast = ((LoopAttribute)op.Attribute!).TestsLast;
        _writer.Line("for (;;)");
        _writer.Open();
        if (!testsLast)
        {
            WriteTest(op.Regions[0]);
        }

        WriteBody(op, targets, count);
        if (testsLast)
        {
            WriteTest(op.Regions[0]);
        }

        _writer.Close();
    }

    private void WriteTest(Region test)
    {
        WriteRegion(test);
        WriteBreak($"!{Text(test.Yields[0])}");
    }

    private void WriteBody(Op op, string[] targets, string? count)
    {
        Region body = op.Body;
        if (count is not null)
        {
            _writer.Line($"{count}++;");
        }

        WriteRegion(body);
        string? stop = null;
        if (op.Breaks)
        {
            // Under a name of its own: what it is made of may be assigned first.
            stop = _names.Unique(Prefix + "stop");
            _writer.Line($"bool {stop} = {Text(body.Yields[0])};");
        }

        WriteNexts([.. Enumerable.Range(0, targets.Length).Select(k => op.Carried(k).Next)], targets);
        _refused.UnionWith(Enumerable.Range(0, targets.Length).Where(k => _refused.Contains(op.Carried(k).Next.Id)).Select(k => op.Results[k].Id));
        if (stop is not null)
        {
            WriteBreak(stop);
        }
    }

    /// <summary>Assigns all carried variables at once: where a new value is the old one of another variable, that is saved before.</summary>
    private void WriteNexts(Value[] nexts, string[] targets)
    {
        var texts = nexts.Select(Text).ToArray();
        for (int k = 0; k < texts.Length; k++)
        {
            int other = System.Array.IndexOf(targets, texts[k]);
            if (other >= 0 && other < k)
            {
                string saved = _names.Unique(targets[other] + "Old");
                _writer.Line($"{DeclaredType(nexts[k].Type)} {saved} = {texts[k]};");
                texts[k] = saved;
            }
        }

        for (int k = 0; k < texts.Length; k++)
        {
            if (texts[k] != targets[k])
            {
                _writer.Line($"{targets[k]} = {texts[k]};");
            }
        }
    }

    private void WriteBreak(string condition)
    {
        _writer.Line($"if ({condition})");
        _writer.Open();
        _writer.Line("break;");
        _writer.Close();
        _writer.Line();
    }

    private string Text(Value value) => _refused.Contains(value.Id) ? "" : _code[value.Id];

    private void Refuse(Op op)
    {
        _obstacles.Add(DeviceObstacles.Of(op, _element));
        _refused.UnionWith(op.Results.Select(result => result.Id));
    }

    private string Declaration(Value value, Op op)
    {
        string name = _names.Unique(Prefix + (value.Name ?? Naming.Default(op)));
        _code[value.Id] = name;
        string? type = DeclaredType(value.Type);
        if (type is null)
        {
            _obstacles.Add(DeviceObstacles.OfType(value.Type, _element, op.Origin));
            _refused.Add(value.Id);
        }

        return $"{type} {name}";
    }

    private string? DeclaredType(IrType type)
    {
        string? text = HlslExpressions.Type(type, _element);
        return text == "real" ? "precise real" : text;
    }
}
