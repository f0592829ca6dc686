using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>Where kept values live, and the code with all of it in place.</content>
internal sealed partial class Legalise
{
    /// <summary>How a hidden value gets into the mirror of its region.</summary>
    private abstract record Place(Value Value);

    private sealed record Recomputed(Value Value) : Place(Value);

    /// <summary>It is the result of an If around it, which is in scope.</summary>
    private sealed record Hoisted(Value Value, Value Result) : Place(Value);

    private sealed record OnTape(Value Value) : Place(Value);

    /// <summary>A slot of a buffer for each iteration of the loops around it, from the outside in.</summary>
    private sealed record Slot(Value Value, Value Buffer, IReadOnlyList<Op> Loops, IReadOnlyList<Range> Ranges) : Place(Value);

    /// <summary>First counter and number of iterations of a loop, as they are known in front of its nest.</summary>
    private sealed record Range(Value First, Value Trips);

    private readonly Dictionary<Site, List<Place>> _places = [];

    /// <summary>Operations to put in front of others.</summary>
    private readonly Dictionary<Op, List<Op>> _before = [];

    /// <summary>Results to add to Ifs: the result, and in which arm it is which value.</summary>
    private readonly Dictionary<Op, List<(Value Result, int Arm, Value Inner)>> _hoists = [];

    /// <summary>What is known in front of a loop nest.</summary>
    private readonly Dictionary<(Op Nest, Op Loop), Range?> _ranges = [];

    private void Plan(Value[] needed, HashSet<int> recomputed, bool keepsAll)
    {
        var done = new HashSet<int>();
        var open = new Queue<Value>(needed);
        while (open.Count > 0)
        {
            Value value = open.Dequeue();
            if (IsGiven(value) || !done.Add(value.Id))
            {
                continue;
            }

            Site site = _sites.SiteOf(value);
            if (!_places.TryGetValue(site, out List<Place>? places))
            {
                _places.Add(site, places = []);
            }

            if (recomputed.Contains(value.Id))
            {
                places.Add(new Recomputed(value));
                foreach (Value operand in HiddenOperands(value))
                {
                    open.Enqueue(operand);
                }
            }
            else if (value.Type.IsBuffer)
            {
                throw new InvalidOperationException($"{value} cannot be made again in the reverse sweep.");
            }
            else
            {
                places.Add(FreeResult(value) is { } free ? new Hoisted(value, free) : Keeping(value, keepsAll));
            }
        }

        foreach (List<Place> places in _places.Values)
        {
            places.Sort((a, b) => Order(a.Value).CompareTo(Order(b.Value)));
        }
    }

    private (int, int) Order(Value value) => (_sites.OrderOf(value), value.Id);

    private Place Keeping(Value value, bool keepsAll)
    {
        Site site = _sites.SiteOf(value);
        Site mirror = Mirror(value);
        var path = new List<Site>();
        for (Site inner = site; !mirror.IsInside(inner); inner = inner.Parent!)
        {
            path.Insert(0, inner);
        }

        if (path.TrueForAll(inner => inner.Owner!.Kind == OpKind.If))
        {
            return new Hoisted(value, Hoist(value, path));
        }

        Slot? slot = keepsAll ? null : TrySlot(value, path);
        return slot is not null ? slot : new OnTape(value);
    }

    /// <summary>Adds a result to each If on the path from the outside in; undefined where the arm does not define the value.</summary>
    private Value Hoist(Value value, List<Site> path)
    {
        Value inner = value;
        string name = (value.Name ?? (_sites.DefinitionOf(value) is { } op ? Naming.Base(op, op.IndexOf(value)) : "value")) + "Kept";
        for (int i = path.Count - 1; i >= 0; i--)
        {
            Op owner = path[i].Owner!;
            Value result = _builder.NewValue(value.Type, name);
            if (!_hoists.TryGetValue(owner, out List<(Value Result, int Arm, Value Inner)>? list))
            {
                _hoists.Add(owner, list = []);
            }

            list.Add((result, path[i].Index, inner));
            inner = result;
        }

        return inner;
    }

    /// <summary>A slot, where the nest begins with a loop in the region of both sweeps and all its trip counts are known there.</summary>
    private Slot? TrySlot(Value value, List<Site> path)
    {
        Op nest = path[0].Owner!;
        if (!nest.IsLoop)
        {
            return null;
        }

        Op[] loops = [.. path.Select(inner => inner.Owner!).Where(op => op.IsLoop)];
        if (loops.Any(loop => loop.Kind != OpKind.For || loop.IsCounted))
        {
            return null;
        }

        Range?[] ranges = [.. loops.Select(loop => RangeOf(nest, path[0].Parent!, loop))];
        if (ranges.Any(range => range is null))
        {
            return null;
        }

        List<Op> before = Before(nest);
        _builder.OpenRegion();
        Value size = ranges.Skip(1).Aggregate(ranges[0]!.Trips, (all, next) => _builder.Apply("multiply", IrType.Int, all, next!.Trips));
        Value buffer = _builder.New(IrType.Span(value.Type), Purpose.Kept, size);
        buffer = Naming.Rename(_builder, buffer, (value.Name ?? (_sites.DefinitionOf(value) is { } op ? Naming.Base(op) : "value")) + "Kept");
        before.AddRange(_builder.CloseRegion().Ops);
        return new Slot(value, buffer, loops, ranges!);
    }

    private List<Op> Before(Op op)
    {
        if (!_before.TryGetValue(op, out List<Op>? before))
        {
            _before.Add(op, before = []);
        }

        return before;
    }

    private Range? RangeOf(Op nest, Site outside, Op loop)
    {
        if (_ranges.TryGetValue((nest, loop), out Range? known))
        {
            return known;
        }

        _builder.OpenRegion();
        var moved = new Dictionary<int, Value>();
        Value? lo = Outside(loop.Operands[0], outside, moved);
        Value? hi = Outside(loop.Operands[1], outside, moved);
        Range? range = lo is null || hi is null ? null : new Range(lo, Reverse.TripCount(_builder, loop with { Operands = new[] { lo, hi } }));
        IReadOnlyList<Op> ops = _builder.CloseRegion().Ops;
        if (range is not null)
        {
            Before(nest).AddRange(ops);
        }

        _ranges.Add((nest, loop), range);
        return range;
    }

    /// <summary>An integer as it can be computed in front of the nest from what is in scope there, or null.</summary>
    private Value? Outside(Value value, Site outside, Dictionary<int, Value> moved)
    {
        if (outside.IsInside(_sites.SiteOf(value)))
        {
            return value;
        }

        if (moved.TryGetValue(value.Id, out Value? done))
        {
            return done;
        }

        if (_sites.DefinitionOf(value) is not { Regions.Count: 0, Results.Count: 1 } op || !Analysis.Purity.IsPure(op))
        {
            return null;
        }

        Value?[] operands = [.. op.Operands.Select(operand => Outside(operand, outside, moved))];
        return operands.Any(operand => operand is null) ? null : moved[value.Id] = Clone(op, operands!);
    }

    private Value Clone(Op op, IReadOnlyList<Value> operands)
    {
        Value result = _builder.NewValue(op.Result.Type, op.Result.Name);
        OpAttribute? attribute = op.Kind is OpKind.Load or OpKind.Slice ? InRangeAttribute.Instance : op.Attribute;
        _builder.Add(op with { Results = new[] { result }, Operands = operands.ToEquatableArray(), Attribute = attribute });
        return result;
    }

    private Region Rebuild(Site site, ImmutableDictionary<int, Value> names)
    {
        _builder.OpenRegion();
        foreach (Site forward in _sites.ForwardsOf(site))
        {
            names = Provide(site, forward, names);
        }

        Place[] places = _places.TryGetValue(site, out List<Place>? all) ? [.. all.Where(place => place is Slot or OnTape)] : [];

        // What is pushed here comes behind the last operation whose regions push too, so that its mirror can pop it first.
        int lastPusher = places.Any(place => place is OnTape) ? LastPusher(site) : -1;
        Store(places, lastPusher, 0, names);
        for (int i = 0; i < site.Region.Ops.Count; i++)
        {
            Op op = site.Region.Ops[i];
            if (_before.TryGetValue(op, out List<Op>? before))
            {
                before.ForEach(_builder.Add);
            }

            _builder.Add(Rebuild(op, names));
            Store(places, lastPusher, i + 1, names);
        }

        return _builder.CloseRegion(site.Region.Parameters, site.Region.Yields.Select(yield => Resolve(yield, names)).ToArray());
    }

    /// <summary>Stores what is to be stored behind the given number of operations.</summary>
    private void Store(Place[] places, int lastPusher, int position, ImmutableDictionary<int, Value> names)
    {
        foreach (Place place in places)
        {
            int defined = _sites.IndexOf(place.Value) + 1;
            if (place is Slot slot && defined == position)
            {
                _builder.Store(slot.Buffer, [SlotIndex(slot, names)], place.Value);
            }
            else if (place is OnTape && Math.Max(defined, lastPusher + 1) == position)
            {
                _builder.Push(place.Value);
            }
        }
    }

    private int LastPusher(Site site)
    {
        int last = -1;
        for (int i = 0; i < site.Region.Ops.Count; i++)
        {
            if (Pushes(site.Region.Ops[i]))
            {
                last = i;
            }
        }

        return last;
    }

    private bool Pushes(Op op) => op.Regions.Count > 0 && _sites.Regions(op).Any(inner =>
        (_places.TryGetValue(inner, out List<Place>? places) && places.Any(place => place is OnTape)) || inner.Region.Ops.Any(Pushes));

    // ((i - lo) n2 + (j - lo2)) n3 + ...
    private Value SlotIndex(Slot slot, ImmutableDictionary<int, Value> names)
    {
        Value? index = null;
        for (int k = 0; k < slot.Loops.Count; k++)
        {
            Op loop = slot.Loops[k];
            long step = ((LoopAttribute)loop.Attribute!).Step;
            Value counter = Resolve(loop.Body.Parameters[0], names);
            Value lo = slot.Ranges[k].First;
            Value iteration = step > 0 ? _builder.Apply("subtract", IrType.Int, counter, lo) : _builder.Apply("subtract", IrType.Int, lo, counter);
            if (Math.Abs(step) != 1)
            {
                iteration = _builder.Verbatim(new VerbatimAttribute($"({{0}}) / {Math.Abs(step)}", Pure: true, 12), IrType.Int, iteration);
            }

            index = index is null ? iteration
                : _builder.Apply("add", IrType.Int, _builder.Apply("multiply", IrType.Int, index, slot.Ranges[k].Trips), iteration);
        }

        return index!;
    }

    /// <summary>Puts what a mirror needs at its head.</summary>
    private ImmutableDictionary<int, Value> Provide(Site mirror, Site forward, ImmutableDictionary<int, Value> names)
    {
        if (forward.Owner!.Kind == OpKind.For)
        {
            names = names.SetItem(forward.Region.Parameters[0].Id, mirror.Region.Parameters[0]);
        }

        if (!_places.TryGetValue(forward, out List<Place>? places))
        {
            return names;
        }

        foreach (Place place in places.Where(place => place is OnTape).Reverse())
        {
            names = names.SetItem(place.Value.Id, _builder.Pop(place.Value.Type, place.Value.Name));
        }

        foreach (Place place in places)
        {
            switch (place)
            {
                case Hoisted hoisted:
                    names = names.SetItem(place.Value.Id, hoisted.Result);
                    break;
                case Slot slot:
                    Value loaded = _builder.LoadInRange(slot.Buffer, SlotIndex(slot, names));
                    names = names.SetItem(place.Value.Id, place.Value.Name is { } name ? Naming.Rename(_builder, loaded, name) : loaded);
                    break;
                case Recomputed:
                    Op op = _sites.DefinitionOf(place.Value)!;
                    names = names.SetItem(place.Value.Id, Clone(op, op.Operands.Select(operand => Resolve(operand, names)).ToArray()));
                    break;
            }
        }

        return names;
    }

    private Op Rebuild(Op op, ImmutableDictionary<int, Value> names)
    {
        if (op.Regions.Count == 0)
        {
            return op with { Operands = op.Operands.Select(operand => Resolve(operand, names)).ToEquatableArray() };
        }

        var regions = _sites.Regions(op).Select(site => Rebuild(site, names)).ToArray();
        var results = op.Results.ToList();
        if (_hoists.TryGetValue(op, out List<(Value Result, int Arm, Value Inner)>? hoists))
        {
            foreach ((Value result, int arm, Value inner) in hoists)
            {
                results.Add(result);
                Value undefined = _builder.NewValue(result.Type);
                Region other = regions[1 - arm];
                regions[arm] = regions[arm] with { Yields = regions[arm].Yields.Append(inner).ToEquatableArray() };
                regions[1 - arm] = other with
                {
                    Ops = other.Ops.Prepend(Op.Undefined(undefined)).ToEquatableArray(),
                    Yields = other.Yields.Append(undefined).ToEquatableArray(),
                };
            }
        }

        return op with
        {
            Operands = op.Operands.Select(operand => Resolve(operand, names)).ToEquatableArray(),
            Regions = regions,
            Results = results.ToEquatableArray(),
            Link = 0,
        };
    }

    private static Value Resolve(Value value, ImmutableDictionary<int, Value> names) => names.TryGetValue(value.Id, out Value? other) ? other : value;
}
