using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// What is known about the memory behind buffers: which of them may share it, which of it is written, and which loads give the
/// same value again when the reverse sweep repeats them.
/// </summary>
/// <remarks>
/// In: a function before differentiation. Buffers belong to one class if one is a part of the other or a choice between both; each parameter has
/// memory of its own (section 4.6 of the semantics: overlapping arguments that are written are an error of the caller's).
/// </remarks>
internal sealed class Memory
{
    private readonly Dictionary<int, int> _parent = [];

    /// <summary>For each class, where in the order of the operations it is written.</summary>
    private readonly Dictionary<int, List<int>> _writes = [];

    /// <summary>Where each load stands, and the class it reads.</summary>
    private readonly Dictionary<int, (int Position, int Class)> _loads = [];

    /// <summary>Where each call stands.</summary>
    private readonly Dictionary<Op, int> _calls = new(ByReference<Op>.Instance);

    /// <summary>First and last position inside of each loop.</summary>
    private readonly List<(int First, int Last)> _loops = [];

    /// <summary>Members of classes that unite memory of different origin.</summary>
    private readonly HashSet<int> _choices = [];

    private int _position;

    private Memory()
    {
    }

    public static Memory Of(Function function)
    {
        var memory = new Memory();
        memory.Unite(function.Body);
        memory.Visit(function.Body);
        return memory;
    }

    /// <summary>The class of a buffer.</summary>
    public int ClassOf(Value buffer) => Find(buffer.Id);

    /// <summary>Whether a buffer may be one of several that were made at different places.</summary>
    public bool IsChoice(Value buffer)
    {
        int own = ClassOf(buffer);
        return _choices.Any(member => Find(member) == own);
    }

    public bool IsWritten(Value buffer) => _writes.ContainsKey(ClassOf(buffer));

    /// <summary>
    /// Whether a load, given by its result, may be repeated after the whole function has run: nothing can be written to its memory after it,
    /// neither by what follows nor by another iteration of a loop around both.
    /// </summary>
    public bool MayRepeat(Value loaded)
    {
        (int position, int readClass) = _loads[loaded.Id];
        return StaysAfter(position, readClass);
    }

    /// <summary>Whether a buffer that a call gets has the same elements after the whole function has run.</summary>
    public bool StaysAfterCall(Op call, Value buffer) => StaysAfter(_calls[call], ClassOf(buffer));

    private bool StaysAfter(int position, int readClass) =>
        !_writes.TryGetValue(readClass, out List<int>? writes)
        || writes.All(write => write < position && !_loops.Any(loop => IsInside(loop, write) && IsInside(loop, position)));

    /// <summary>The buffers that an operation may write to whose code is not at hand.</summary>
    public static IEnumerable<Value> WrittenBy(Op op)
    {
        if (op.Kind is not (OpKind.Call or OpKind.Verbatim))
        {
            return [];
        }

        IReadOnlyList<(bool IsActive, bool IsWritten)> own = op.Attribute is CallAttribute call ? call.Operands : [];
        return op.Operands.Where((operand, k) => operand.Type.IsBuffer && !operand.Type.IsReadOnly && (k >= own.Count || own[k].IsWritten));
    }

    private static bool IsInside((int First, int Last) loop, int position) => loop.First <= position && position <= loop.Last;

    private int Find(int id)
    {
        while (_parent.TryGetValue(id, out int parent))
        {
            id = parent;
        }

        return id;
    }

    private void Unite(Value a, Value b)
    {
        if (a.Type.IsBuffer && Find(a.Id) != Find(b.Id))
        {
            _parent[Find(a.Id)] = Find(b.Id);
        }
    }

    private void Unite(Region region)
    {
        foreach (Op op in region.Ops)
        {
            switch (op.Kind)
            {
                case OpKind.Slice:
                    Unite(op.Result, op.Operands[0]);
                    break;
                case OpKind.Select:
                    _choices.Add(op.Result.Id);
                    Unite(op.Result, op.Operands[1]);
                    Unite(op.Result, op.Operands[2]);
                    break;
                case OpKind.If:
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        if (op.Results[i].Type.IsBuffer)
                        {
                            _choices.Add(op.Results[i].Id);
                        }

                        Unite(op.Results[i], op.Regions[0].Yields[i]);
                        Unite(op.Results[i], op.Regions[1].Yields[i]);
                    }

                    break;
            }

            foreach (Region inner in op.Regions)
            {
                Unite(inner);
            }
        }
    }

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            _position++;
            switch (op.Kind)
            {
                case OpKind.Load:
                    _loads[op.Result.Id] = (_position, ClassOf(op.Operands[0]));
                    break;
                case OpKind.Store or OpKind.Accumulate:
                    Write(op.Operands[0]);
                    break;
                case OpKind.Verbatim or OpKind.Call:
                    foreach (Value operand in WrittenBy(op))
                    {
                        Write(operand);
                    }

                    if (op.Kind == OpKind.Call)
                    {
                        _calls[op] = _position;
                    }

                    break;
            }

            int first = _position + 1;
            foreach (Region inner in op.Regions)
            {
                Visit(inner);
            }

            if (op.IsLoop)
            {
                _loops.Add((first, _position));
            }
        }
    }

    private void Write(Value buffer)
    {
        int written = ClassOf(buffer);
        if (!_writes.TryGetValue(written, out List<int>? positions))
        {
            _writes.Add(written, positions = []);
        }

        positions.Add(_position);
    }
}
