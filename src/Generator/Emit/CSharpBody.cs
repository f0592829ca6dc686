using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>Ends a path of the body with its results: a return, or stores in a loop.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="results">The results as text.</param>
/// <param name="isLast">Whether the path ends where the body ends, so that nothing has to be jumped over.</param>
internal delegate void Finish(SourceWriter writer, IReadOnlyList<Code> results, bool isLast);

/// <summary>
/// Writes the body of a function as C# statements that read as if written by hand: values used once stand where they are used,
/// others become locals under the user's names; a choice between two short expressions becomes <c>?:</c>, and an
/// <c>If</c> that ends the function returns from its arms.
/// </summary>
/// <remarks>
/// In: verified structured SSA. Out: C# that evaluates the same operations in the same order; only pure expressions are written
/// later than they were computed, and an effect moves at most to the operation directly behind it.
/// </remarks>
internal sealed partial class CSharpBody
{
    /// <summary>Operations written into one expression before a local is made: lines stay readable, and the C# compiler's recursion shallow.</summary>
    private const int MaximumInlineSize = 8;

    private readonly SourceWriter _writer;
    private readonly NameScope _names;
    private readonly Finish _finish;
    private readonly Dictionary<int, int> _uses;
    private readonly Dictionary<int, Code> _code = [];
    private readonly HashSet<int> _impure = [];

    /// <summary>Values whose text reads memory: it may not move past what writes.</summary>
    private readonly HashSet<int> _reading = [];

    /// <summary>The region and index of the last operation that uses a value directly; the number of operations for a yield.</summary>
    private readonly Dictionary<int, (Region Region, int Index)> _users = [];
    private readonly HashSet<int> _guardSeeds = [];
    private readonly Dictionary<int, Op> _definitions = [];

    /// <summary>The values that live in a local of the region being written, and could be overwritten once they are dead.</summary>
    private readonly HashSet<int> _locals = [];

    /// <summary>For values that an arm yields: the variable of the If's result, declared outside.</summary>
    private readonly Dictionary<int, string> _targets = [];

    /// <summary>The first id that belongs to the reverse sweep; ids below are the method's own.</summary>
    private readonly int _reverseStart;
    private readonly bool _mayEndInArms;
    private int _depth;
    private bool _hasForwardStatement;
    private bool _hasHeading;

    private CSharpBody(SourceWriter writer, Function function, NameScope names, Finish finish, int reverseStart, bool mayEndInArms)
    {
        _writer = writer;
        _reverseStart = reverseStart;
        _mayEndInArms = mayEndInArms;
        _names = names;
        _finish = finish;
        _uses = Definitions.CountUses(function.Body);
        Index(function.Body);
    }

    /// <summary>Writes the statements.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameters">How each parameter is written.</param>
    /// <param name="names">The scope for locals.</param>
    /// <param name="finish">Ends each path.</param>
    /// <param name="reverseStart">Where the reverse sweep begins, by id: it gets a heading. Without it there is none.</param>
    /// <param name="mayEndInArms">Whether the arms of a choice at the end may each finish; otherwise there is one end, where code can follow.</param>
    public static void Write(
        SourceWriter writer,
        Function function,
        IReadOnlyList<string> parameters,
        NameScope names,
        Finish finish,
        int reverseStart = int.MaxValue,
        bool mayEndInArms = true)
    {
        var body = new CSharpBody(writer, function, names, finish, reverseStart, mayEndInArms);
        for (int i = 0; i < parameters.Count; i++)
        {
            body._code[function.Parameters[i].Id] = new Code(parameters[i], Precedence.Primary);
        }

        body.WriteTapes(function);
        body.WriteTail(function.Body, function.Body.Yields.ToArray(), isLast: true);
    }

    private void Index(Region region)
    {
        for (int i = 0; i < region.Yields.Count; i++)
        {
            _users[region.Yields[i].Id] = (region, region.Ops.Count);
        }

        for (int i = region.Ops.Count - 1; i >= 0; i--)
        {
            Op op = region.Ops[i];
            foreach (Value operand in op.Operands)
            {
                // The first user is the last one seen; what has several is not looked up.
                _users[operand.Id] = (region, i);
            }

            if (op.Kind is OpKind.GuardedMultiply or OpKind.GuardedDivide && !op.Result.Type.IsVector)
            {
                _guardSeeds.Add(op.Operands[0].Id);
            }

            foreach (Value result in op.Results)
            {
                _definitions[result.Id] = op;
            }

            foreach (Region inner in op.Regions)
            {
                Index(inner);
            }
        }
    }

    /// <summary>Writes a region that ends the function with the given results.</summary>
    private void WriteTail(Region region, IReadOnlyList<Value> results, bool isLast)
    {
        int last = region.Ops.Count - 1;
        while (last >= 0 && region.Ops[last].Kind is OpKind.Constant or OpKind.Zero)
        {
            last--;
        }

        Op? tail = last >= 0 && region.Ops[last].Kind == OpKind.If ? region.Ops[last] : null;
        bool returnsFromArms = _mayEndInArms
            && tail is not null
            && results.Any(result => tail.Results.Any(own => own.Id == result.Id))
            && !(tail.Results.Count == 1 && CanBeConditional(tail));
        for (int i = 0; i < region.Ops.Count; i++)
        {
            if (!returnsFromArms || i != last)
            {
                WriteOp(region, i);
            }
        }

        if (region.Throws)
        {
            return;
        }

        if (!returnsFromArms)
        {
            _finish(_writer, results.Select(result => _code[result.Id]).ToArray(), isLast);
            return;
        }

        _writer.Line($"if ({_code[tail!.Operands[0].Id].Text})");
        _writer.Open();
        _depth++;
        WriteTail(tail.Regions[0], InArm(tail, 0, results), isLast: false);
        _depth--;
        _writer.Close();
        _writer.Line();
        WriteTail(tail.Regions[1], InArm(tail, 1, results), isLast);
    }

    private static Value[] InArm(Op op, int arm, IReadOnlyList<Value> results) => results
        .Select(result =>
        {
            int index = op.IndexOf(result);
            return index < 0 ? result : op.Regions[arm].Yields[index];
        })
        .ToArray();

    /// <summary>Writes an operation of a region, or remembers its text for the place where it is used.</summary>
    private void WriteOp(Region region, int index)
    {
        Op op = region.Ops[index];
        switch (op.Kind)
        {
            case OpKind.Throw:
                _writer.Line($"throw {_code[op.Operands[0].Id].Text};");
                return;
            case OpKind.Twin:
                var twin = (TwinAttribute)op.Attribute!;
                string operand = _code[op.Operands[0].Id].Text;
                _writer.Line($"var ({DeclareAs(op.Results[0], twin.First)}, {DeclareAs(op.Results[1], twin.Second)}) = {VectorExpressions.Mathematics}.{twin.Function}({operand});");
                return;
            case OpKind.If when op.Results.Count == 1 && CanBeConditional(op):
                Place(op, WriteConditional(op), region, index);
                return;
            case OpKind.If:
                Announce(op);
                WriteIf(op);
                return;
            case OpKind.For or OpKind.While:
                Announce(op);
                WriteLoop(op);
                return;
            case OpKind.Store or OpKind.Accumulate or OpKind.Push:
                Announce(op);
                WriteMemory(op);
                return;
        }

        if (op.Kind == OpKind.Call && IsStatement(op))
        {
            Announce(op);
            WriteCall(op);
            return;
        }

        Code code = Expression(op);
        if (op.Results.Count == 0)
        {
            _writer.Line(code.Text + ";");
        }
        else
        {
            Place(op, code, region, index);
        }
    }

    private void Place(Op op, Code code, Region region, int index)
    {
        Value result = op.Result;
        bool reads = op.Kind == OpKind.Load || op.Operands.Any(operand => _reading.Contains(operand.Id));
        bool isImpure = !(Purity.IsPure(op) || op.Kind == OpKind.Load) || op.Operands.Any(operand => _impure.Contains(operand.Id));
        if (op.Kind is OpKind.Constant or OpKind.Zero or OpKind.Undefined
            || (IsUsedOnceHere(result, region)
                && code.Size <= MaximumInlineSize
                && !_guardSeeds.Contains(result.Id)
                && op.Kind is not (OpKind.New or OpKind.Pop or OpKind.Slice)
                && !IsLongBound(op, region, code)
                && (!reads || StaysCurrent(result, region, index))
                && (!isImpure || IsUsedByNext(region, index))))
        {
            _code[result.Id] = code;
            if (isImpure)
            {
                _impure.Add(result.Id);
            }

            if (reads)
            {
                _reading.Add(result.Id);
            }

            return;
        }

        if (op is { Kind: OpKind.Slice, Operands.Count: 1 })
        {
            // The same memory under another type needs no name of its own.
            _code[result.Id] = code;
            return;
        }

        if (!_uses.ContainsKey(result.Id))
        {
            // Only evaluated for its effects.
            Announce(op);
            _writer.Line(op.Kind is OpKind.Call ? code.Text + ";" : $"_ = {code.Text};");
            return;
        }

        Announce(op);
        if (_targets.TryGetValue(result.Id, out string? target))
        {
            // What the arm hands over is computed straight into the variable that takes it.
            _code[result.Id] = new Code(target, Precedence.Primary);
            _writer.Line($"{target} = {code.Text};");
            return;
        }

        string type = result.Type.IsVector ? "var" : result.Type.Name;
        _writer.Line($"{type} {Declare(result, op)} = {code.Text};");
    }

    /// <summary>Writes the heading of the reverse sweep before its first statement, where forward statements precede it.</summary>
    private void Announce(Op op)
    {
        // A guard without results belongs to no sweep.
        if (_depth > 0 || _hasHeading || IsPreparation(op) || (op.Kind == OpKind.If && op.Results.Count == 0))
        {
            return;
        }

        if (!IsReverse(op))
        {
            _hasForwardStatement = true;
        }
        else if (_hasForwardStatement)
        {
            _hasHeading = true;
            _writer.Line();
            _writer.Line("// Reverse sweep");
        }
    }

    /// <summary>Whether an operation is of the reverse sweep: made after the method's own, or around such.</summary>
    private bool IsReverse(Op op) => op.Kind switch
    {
        OpKind.For => op.Body.Parameters[0].Id >= _reverseStart,
        OpKind.Accumulate => true,
        OpKind.Store => op.Operands[0].Id >= _reverseStart,
        _ => op.Results.Count > 0 && op.Result.Id >= _reverseStart,
    };

    /// <summary>Whether an operation makes room for derivatives or kept values: that belongs to both sweeps.</summary>
    private bool IsPreparation(Op op) =>
        op.Kind is OpKind.New or OpKind.Slice or OpKind.Length || (op.Results.Count == 1 && op.Result.Type == IrType.Int);

    private string Declare(Value value, Op op) => DeclareAs(value, Naming.Base(op));

    private string DeclareAs(Value value, string wish)
    {
        string name = _names.Unique(value.Name ?? wish);
        _code[value.Id] = new Code(name, Precedence.Primary);
        _locals.Add(value.Id);
        return name;
    }

    /// <summary>Whether the only use of a value is an operand or yield of its own region.</summary>
    private bool IsUsedOnceHere(Value value, Region region) =>
        _uses.TryGetValue(value.Id, out int count) && count == 1
        && _users.TryGetValue(value.Id, out (Region Region, int Index) user) && ReferenceEquals(user.Region, region);

    /// <summary>Whether nothing is written between a value that reads memory and its only user.</summary>
    private bool StaysCurrent(Value value, Region region, int index)
    {
        int end = _users[value.Id].Index;
        for (int i = index + 1; i < end; i++)
        {
            Op between = region.Ops[i];
            if (between.Kind != OpKind.Load && !Purity.IsPure(between))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the value is the bound of a loop, which is evaluated again each time, and more than a glance.</summary>
    private bool IsLongBound(Op op, Region region, Code code)
    {
        (Region _, int index) = _users[op.Result.Id];
        return index < region.Ops.Count && region.Ops[index].Kind == OpKind.For
            && region.Ops[index].Operands[1].Id == op.Result.Id && (code.Size > 2 || op.Kind is OpKind.Verbatim or OpKind.Load);
    }

    private static bool IsUsedByNext(Region region, int index)
    {
        int id = region.Ops[index].Result.Id;
        int next = index + 1;
        while (next < region.Ops.Count && region.Ops[next].Kind is OpKind.Constant or OpKind.Zero)
        {
            next++;
        }

        return next < region.Ops.Count
            ? region.Ops[next].Operands.Any(operand => operand.Id == id)
            : region.Yields.Any(yield => yield.Id == id);
    }
}
