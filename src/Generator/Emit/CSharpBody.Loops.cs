using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <content>
/// Loops. A carried value lives in one variable: before the loop, in it and behind it; it takes over the variable of its initial
/// value where that is used for nothing else. Stop flags become <c>break</c>.
/// </content>
internal sealed partial class CSharpBody
{
    private void WriteLoop(Op op)
    {
        var targets = new string[op.CarriedCount];
        for (int k = 0; k < targets.Length; k++)
        {
            Value init = op.Carried(k).Init;
            bool claims = _locals.Contains(init.Id) && _uses[init.Id] == 1;
            if (claims)
            {
                targets[k] = _code[init.Id].Text;
                _code[op.Results[k].Id] = _code[init.Id];
                _locals.Remove(init.Id);
                _locals.Add(op.Results[k].Id);
            }
            else
            {
                Value named = op.Results[k] with { Name = op.Results[k].Name ?? op.Carried(k).Parameter.Name };
                targets[k] = Declare(named, op);
                _writer.Line($"{named.Type.Name} {targets[k]} = {_code[init.Id].Text};");
            }
        }

        string? count = null;
        if (op.IsCounted && _uses.ContainsKey(op.Results[op.CarriedCount].Id))
        {
            count = Declare(op.Results[op.CarriedCount], op);
            _writer.Line($"int {count} = 0;");
        }

        foreach (Region region in op.Regions)
        {
            for (int k = 0; k < targets.Length; k++)
            {
                Value parameter = region.Parameters[region.Parameters.Count - targets.Length + k];
                _code[parameter.Id] = new Code(targets[k], Precedence.Primary);
            }
        }

        var outer = new HashSet<int>(_locals);
        _locals.Clear();
        _depth++;
        if (op.Kind == OpKind.For)
        {
            WriteFor(op, targets, count);
        }
        else
        {
            WriteWhile(op, targets, count);
        }

        _depth--;
        _locals.Clear();
        _locals.UnionWith(outer);
        _writer.Line();
    }

    private void WriteFor(Op op, string[] targets, string? count)
    {
        var loop = (LoopAttribute)op.Attribute!;
        string counter = _names.Counter(op.Body.Parameters[0].Name ?? "i");
        _code[op.Body.Parameters[0].Id] = new Code(counter, Precedence.Primary);
        string relation = (loop.Step > 0 ? "<" : ">") + (loop.IsInclusive ? "=" : "");
        string step = loop.Step switch
        {
            1 => $"{counter}++",
            -1 => $"{counter}--",
            > 0 => $"{counter} += {loop.Step}",
            _ => $"{counter} -= {-loop.Step}",
        };
        _writer.Line($"for (int {counter} = {_code[op.Operands[0].Id].Text}; {counter} {relation} {_code[op.Operands[1].Id].In(Precedence.Relational + 1)}; {step})");
        _writer.Open();
        WriteBody(op, targets, count);
        _writer.Close();
        _names.Release(counter);
    }

    private void WriteWhile(Op op, string[] targets, string? count)
    {
        Region test = op.Regions[0];
        bool testsLast = ((LoopAttribute)op.Attribute!).TestsLast;
        string? condition = TryInline(test);
        bool isPlain = condition is not null;
        _writer.Line(testsLast ? "do" : $"while ({condition ?? "true"})");
        _writer.Open();
        if (!isPlain && !testsLast)
        {
            WriteTest(test);
        }

        WriteBody(op, targets, count);
        if (!isPlain && testsLast)
        {
            WriteTest(test);
        }

        if (testsLast)
        {
            _writer.Close($" while ({condition ?? "true"});");
        }
        else
        {
            _writer.Close();
        }
    }

    private void WriteTest(Region test)
    {
        for (int i = 0; i < test.Ops.Count; i++)
        {
            WriteOp(test, i);
        }

        _writer.Line($"if ({Negate(test.Yields[0])})");
        _writer.Open();
        _writer.Line("break;");
        _writer.Close();
        _writer.Line();
    }

    /// <summary>A condition as one expression, or null where it needs statements.</summary>
    private string? TryInline(Region test)
    {
        foreach (Op op in test.Ops)
        {
            bool isFree = op.Kind is OpKind.Constant or OpKind.Zero;
            bool isOnce = op.Results.Count == 1 && _uses.TryGetValue(op.Result.Id, out int count) && count == 1;
            if (op.Regions.Count > 0 || !(isFree || (isOnce && (Purity.IsPure(op) || op.Kind == OpKind.Load))))
            {
                return null;
            }
        }

        foreach (Op op in test.Ops)
        {
            _code[op.Result.Id] = Expression(op);
        }

        return _code[test.Yields[0].Id].Text;
    }

    private void WriteBody(Op op, string[] targets, string? count)
    {
        Region body = op.Body;
        if (count is not null)
        {
            _writer.Line($"{count}++;");
        }

        for (int k = 0; k < targets.Length; k++)
        {
            _locals.Add(op.Carried(k).Parameter.Id);
        }

        string[] marks = [.. WriteMarks(body)];
        if (body.Throws)
        {
            for (int i = 0; i < body.Ops.Count; i++)
            {
                WriteOp(body, i);
            }

            return;
        }

        Value? stop = op.Breaks ? body.Yields[0] : null;
        WriteEnd(body, stop, body.Yields.Skip(op.Breaks ? 1 : 0).ToArray(), targets);
        foreach (string mark in marks)
        {
            _writer.Line(mark);
        }
    }

    /// <summary>
    /// Writes the end of an iteration: what its last If decides about stopping becomes a break in the arm that stops, and the other arm
    /// goes on behind it.
    /// </summary>
    private void WriteEnd(Region region, Value? stop, Value[] nexts, string[] targets)
    {
        int last = region.Ops.Count - 1;
        while (last >= 0 && region.Ops[last].Kind is OpKind.Constant or OpKind.Zero or OpKind.Undefined)
        {
            last--;
        }

        Op? tail = stop is not null && last >= 0 && region.Ops[last].Kind == OpKind.If ? region.Ops[last] : null;
        int stopping = tail is null ? -1 : IsBoolean(StopIn(tail, 0, stop!), true) ? 0 : IsBoolean(StopIn(tail, 1, stop!), true) ? 1 : -1;
        for (int i = 0; i < region.Ops.Count; i++)
        {
            if (stopping < 0 || i != last)
            {
                WriteOp(region, i);
            }
        }

        if (stopping < 0)
        {
            WriteNexts(region, stop, nexts, targets);
            return;
        }

        _writer.Line($"if ({(stopping == 0 ? _code[tail!.Operands[0].Id].Text : Negate(tail!.Operands[0]))})");
        _writer.Open();
        var outer = new HashSet<int>(_locals);
        WriteEnd(tail.Regions[stopping], null, InArm(tail, stopping, nexts), targets);
        if (!tail.Regions[stopping].Throws)
        {
            _writer.Line("break;");
        }

        _writer.Close();
        _writer.Line();
        _locals.Clear();
        _locals.UnionWith(outer);
        Value? further = StopIn(tail, 1 - stopping, stop!);
        WriteEnd(
            tail.Regions[1 - stopping], IsBoolean(further, false) ? null : further, InArm(tail, 1 - stopping, nexts), targets);
    }

    /// <summary>What the stop flag is in an arm; null where it says nothing new.</summary>
    private Value? StopIn(Op tail, int arm, Value stop)
    {
        if (stop.Id == tail.Operands[0].Id)
        {
            return Known(arm == 0);
        }

        int index = tail.IndexOf(stop);
        return index < 0 ? null : tail.Regions[arm].Yields[index];
    }

    private readonly Dictionary<bool, Value> _known = [];

    /// <summary>A value that stands for a constant of the emitter's own.</summary>
    private Value Known(bool value)
    {
        if (!_known.TryGetValue(value, out Value? known))
        {
            _known.Add(value, known = new Value(value ? -2 : -3, IrType.Bool));
        }

        return known;
    }

    private bool IsBoolean(Value? value, bool expected) => value is not null
        && (value.Id == (expected ? -2 : -3)
            || (_definitions.TryGetValue(value.Id, out Op? op) && op is { Kind: OpKind.Constant, Attribute: ConstantAttribute { Bits: var bits } } && bits == (expected ? 1 : 0)));

    /// <summary>Assigns all carried variables at once: what another assignment still reads is written after it, or saved.</summary>
    private void WriteNexts(Region region, Value? stop, Value[] nexts, string[] targets)
    {
        if (region.Throws)
        {
            return;
        }

        string? flag = stop is null ? null : _code[stop.Id].Text;
        if (flag is not null && targets.Any(target => Mentions(flag, target)))
        {
            string name = _names.Unique("stop");
            _writer.Line($"bool {name} = {flag};");
            flag = name;
        }

        var open = Enumerable.Range(0, targets.Length).Where(k => _code[nexts[k].Id].Text != targets[k]).ToList();
        var saved = new Dictionary<string, string>();
        while (open.Count > 0)
        {
            int free = open.FindIndex(k => !open.Any(other => other != k && Mentions(Current(nexts[other]), targets[k])));
            if (free < 0)
            {
                // A circle, as in a swap.
                string target = targets[open[0]];
                string name = _names.Unique(target + "Old");
                _writer.Line($"{nexts[open[0]].Type.Name} {name} = {target};");
                saved.Add(target, name);
                continue;
            }

            int position = open[free];
            string code = Current(nexts[position]);
            if (saved.Count == 0)
            {
                WriteAssignment(region, targets[position], nexts[position]);
            }
            else
            {
                _writer.Line($"{targets[position]} = {code};");
            }

            open.RemoveAt(free);
        }

        if (flag is not null)
        {
            _writer.Line($"if ({flag})");
            _writer.Open();
            _writer.Line("break;");
            _writer.Close();
        }

        string Current(Value next)
        {
            string text = _code[next.Id].Text;
            foreach (KeyValuePair<string, string> pair in saved)
            {
                text = Renamed(text, pair.Key, pair.Value);
            }

            return text;
        }
    }

    /// <summary>Whether a name stands in an expression.</summary>
    internal static bool Mentions(string code, string name) => Find(code, name, 0) >= 0;

    private static string Renamed(string code, string name, string other)
    {
        for (int at = Find(code, name, 0); at >= 0; at = Find(code, name, at + other.Length))
        {
            code = code.Substring(0, at) + other + code.Substring(at + name.Length);
        }

        return code;
    }

    /// <summary>The next place where a name stands as such: not as a part of a longer one, nor as a member's.</summary>
    private static int Find(string code, string name, int start)
    {
        for (int at = code.IndexOf(name, start, StringComparison.Ordinal); at >= 0; at = code.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            bool isStart = at == 0 || !(IsPartOfName(code[at - 1]) || code[at - 1] is '.' or '@');
            int end = at + name.Length;
            if (isStart && (end == code.Length || !IsPartOfName(code[end])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character == '_';
}
