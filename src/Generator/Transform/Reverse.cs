using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Reverse mode: the forward code, then for each operation in reverse order
/// <c>adjoint(operand) += partial * adjoint(result)</c>; an <c>If</c> re-tests its condition, a loop runs backwards.
/// </summary>
/// <remarks>
/// In: a function. Out: the same parameters, then the adjoint of each real result unless it is a constant 1, then the shadow of each
/// active buffer; results are the function's own, then a gradient for each active scalar. The reverse code names forward values directly,
/// also out of scope: <see cref="Mirrors"/> makes that legal afterwards, so that no rule has to ask whether a value is still there.
/// A value without an entry in the adjoint map has the structural zero as its adjoint. A buffer's shadow stands beside the buffer, also
/// where the reverse code will have to make it again.
/// </remarks>
internal sealed partial class Reverse
{
    private readonly Builder _builder;
    private readonly Activity _activity;

    private readonly Memory _memory;

    /// <summary>The classes of memory that is made inside of a loop or an If, and gone when the reverse sweep would read it.</summary>
    private readonly HashSet<int> _madeInside = [];

    /// <summary>The shadow of each varied buffer.</summary>
    private readonly Dictionary<int, Value> _shadows = [];

    /// <summary>What to call each value's adjoint.</summary>
    private readonly Dictionary<int, string> _names = [];

    /// <summary>The type of each value that has an adjoint.</summary>
    private readonly Dictionary<int, IrType> _types = [];

    private int _links;

    private Reverse(Builder builder, Activity activity, Memory memory)
    {
        _builder = builder;
        _activity = activity;
        _memory = memory;
    }

    /// <summary>Differentiates.</summary>
    /// <param name="function">The method.</param>
    /// <param name="active">For each parameter, whether a gradient is wanted.</param>
    /// <param name="seeded">Whether the adjoints of the results are parameters; otherwise that of the first is 1 and of the others nothing.</param>
    public static Function Run(Function function, IReadOnlyList<bool> active, bool seeded)
    {
        var builder = new Builder(function.NextId);
        Value[] activeParameters = function.Parameters.Where((_, i) => active[i]).ToArray();
        var memory = Memory.Of(function);
        var reverse = new Reverse(builder, Activity.Of(function, memory, activeParameters), memory);
        reverse.FindMadeInside(function.Body, isInside: false);
        foreach (Value parameter in function.Parameters)
        {
            reverse._names[parameter.Id] = parameter.Name + "Bar";
        }

        var shadows = new List<Value>();
        foreach (Value buffer in activeParameters.Where(parameter => parameter.Type.IsBuffer))
        {
            Value shadow = builder.NewValue(IrType.Span(buffer.Type.Element), buffer.Name + (seeded ? "Adjoint" : "Gradient"));
            reverse._shadows[buffer.Id] = shadow;
            shadows.Add(shadow);
        }

        builder.OpenRegion();
        List<Op> forward = reverse.VisitForward(function.Body);
        var adjoints = new Scope(null);
        List<Value> seeds = reverse.Seed(function, seeded, adjoints);
        reverse.Sweep(forward, adjoints);
        var yields = function.Body.Yields.ToList();
        foreach (Value parameter in activeParameters.Where(parameter => !parameter.Type.IsBuffer))
        {
            yields.Add(adjoints.Find(parameter.Id) ?? builder.Zero(parameter.Type));
        }

        return new Function(function.Parameters.Concat(seeds).Concat(shadows).ToEquatableArray(), builder.CloseRegion(yields), builder.NextId);
    }

    /// <summary>Starts from the results; returns their adjoints as far as they are parameters.</summary>
    private List<Value> Seed(Function function, bool seeded, Scope adjoints)
    {
        var parameters = new List<Value>();
        foreach (Value result in function.Body.Yields.Where(result => result.Type.IsReal).Take(seeded ? int.MaxValue : 1))
        {
            Value seed;
            if (seeded)
            {
                seed = _builder.NewValue(result.Type, "adjoint");
                parameters.Add(seed);
            }
            else
            {
                seed = _builder.Constant(result.Type, 1.0);
            }

            if (_activity.IsVaried(result))
            {
                _types[result.Id] = result.Type;
                adjoints[result.Id] = adjoints.Find(result.Id) is { } other ? _builder.Apply("add", result.Type, other, seed) : seed;
            }
        }

        return parameters;
    }

    /// <summary>Appends the forward code and returns it.</summary>
    private List<Op> VisitForward(Region region)
    {
        int start = _builder.Ops.Count;
        foreach (Op op in region.Ops)
        {
            for (int i = 0; i < op.Results.Count; i++)
            {
                _names[op.Results[i].Id] = Naming.Base(op, i) + "Bar";
            }

            if (_activity.IsVariedCall(op))
            {
                VisitCall(op);
            }
            else if (op.Regions.Count > 0)
            {
                VisitRegions(op);
            }
            else
            {
                _builder.Add(op);
                if (op.Results.Count == 1 && op.Result.Type.IsBuffer && op.Kind is OpKind.Slice or OpKind.New or OpKind.Select && _activity.IsVaried(op.Result))
                {
                    _shadows[op.Result.Id] = Shadows.Make(_builder, op, buffer => _shadows[buffer.Id], "Bar");
                }
            }
        }

        return _builder.Ops.GetRange(start, _builder.Ops.Count - start);
    }

    private void VisitRegions(Op op)
    {
        var regions = new Region[op.Regions.Count];
        for (int i = 0; i < regions.Length; i++)
        {
            foreach (Value parameter in op.Regions[i].Parameters)
            {
                _names[parameter.Id] = parameter.Name + "Bar";
            }

            _builder.OpenRegion();
            VisitForward(op.Regions[i]);
            regions[i] = _builder.CloseRegion(op.Regions[i].Parameters, op.Regions[i].Yields);
        }

        // The shadow of a choice between buffers is the choice between the shadows.
        var results = op.Results.ToList();
        for (int i = 0; i < op.Results.Count; i++)
        {
            if (op.Results[i].Type.IsBuffer && _activity.IsVaried(op.Results[i]))
            {
                int index = i;
                Value[] shadows = regions.Select(region => _shadows[region.Yields[index].Id]).ToArray();
                Value shadow = _builder.NewValue(shadows[0].Type, _names[op.Results[i].Id]);
                _shadows[op.Results[i].Id] = shadow;
                results.Add(shadow);
                regions = regions.Select((region, arm) => region with { Yields = region.Yields.Append(shadows[arm]).ToEquatableArray() }).ToArray();
            }
        }

        _builder.Add(op with { Results = results.ToEquatableArray(), Regions = regions, Link = ++_links });
    }

    private void Sweep(IReadOnlyList<Op> ops, Scope adjoints)
    {
        for (int i = ops.Count - 1; i >= 0; i--)
        {
            Op op = ops[i];
            _builder.Origin = op.Origin;
            switch (op.Kind)
            {
                case OpKind.If:
                    SweepIf(op, adjoints);
                    break;
                case OpKind.For or OpKind.While:
                    SweepLoop(op, adjoints);
                    break;
                case OpKind.Load:
                    SweepLoad(op, adjoints);
                    break;
                case OpKind.Store:
                    SweepStore(op, adjoints);
                    break;
                case OpKind.Call when ((CallAttribute)op.Attribute!).Form == CallForm.ValueAndGradient:
                    SweepPartials(op, adjoints);
                    break;
                case OpKind.Call:
                    SweepCall(op, adjoints);
                    break;
                default:
                    SweepSimple(op, adjoints);
                    break;
            }
        }
    }

    private void SweepSimple(Op op, Scope adjoints)
    {
        if (op.Results.Count != 1 || adjoints.Find(op.Result.Id) is not { } seed)
        {
            return;
        }

        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (_activity.PassesDerivative(op, k))
            {
                Accumulate(adjoints, op.Operands[k], Partials.Scale(_builder, op, k, seed, op.Operands[k].Type));
            }
        }
    }

    // Each arm starts from the adjoints outside and yields the running total of every outer value that either arm touches,
    // so that an arm reads xBar += ... and an untouched arm hands the total through.
    private void SweepIf(Op op, Scope adjoints)
    {
        Value?[] seeds = op.Results.Select(result => adjoints.Find(result.Id)).ToArray();
        if (seeds.All(seed => seed is null) && !StoresVaried(op))
        {
            return;
        }

        var scopes = new Scope[2];
        var arms = new Region[2];
        for (int arm = 0; arm < 2; arm++)
        {
            scopes[arm] = new Scope(adjoints);
            _builder.OpenRegion();
            if (!op.Regions[arm].Throws)
            {
                for (int i = 0; i < seeds.Length; i++)
                {
                    if (seeds[i] is { } seed && _activity.IsVaried(op.Regions[arm].Yields[i]))
                    {
                        Accumulate(scopes[arm], op.Regions[arm].Yields[i], seed);
                    }
                }

                Sweep(op.Regions[arm].Ops.ToArray(), scopes[arm]);
            }

            // What it yields is known once both arms are done.
            arms[arm] = _builder.CloseRegion();
        }

        int[] touched = Touched(op, scopes);
        if (touched.Length == 0 && arms.All(arm => arm.Ops.Count == 0))
        {
            return;
        }

        Value[] results = _builder.If(
            op.Operands[0],
            YieldTotals(arms[0], scopes[0], touched),
            YieldTotals(arms[1], scopes[1], touched),
            touched.Select(NameOf).ToArray());
        Mirror(op);
        for (int i = 0; i < touched.Length; i++)
        {
            adjoints[touched[i]] = results[i];
        }
    }

    private Region YieldTotals(Region arm, Scope scope, int[] touched)
    {
        _builder.OpenRegion();
        foreach (Op op in arm.Ops)
        {
            _builder.Add(op);
        }

        Value[] yields = touched.Select(id => scope.Find(id) ?? _builder.Zero(_types[id])).ToArray();
        return _builder.CloseRegion(yields);
    }

    /// <summary>The values defined outside the If whose adjoint an arm has changed, in order of definition.</summary>
    private static int[] Touched(Op op, Scope[] scopes)
    {
        var inside = new HashSet<int>();
        foreach (Region region in op.Regions)
        {
            Definitions.Collect(region, inside);
        }

        return scopes.SelectMany(scope => scope.Own).Distinct().Where(id => !inside.Contains(id)).OrderBy(id => id).ToArray();
    }

    private void Accumulate(Scope adjoints, Value operand, Value contribution)
    {
        _types[operand.Id] = operand.Type;
        Value total = adjoints.Find(operand.Id) is { } before
            ? _builder.Apply("add", operand.Type, before, contribution)
            : contribution;
        adjoints[operand.Id] = Naming.Rename(_builder, total, NameOf(operand.Id));
    }

    private string NameOf(int id) => _names.TryGetValue(id, out string? name) ? name : "bar";

    /// <summary>Ties the operation added last to the forward one that it reverses.</summary>
    private void Mirror(Op forward)
    {
        int last = _builder.Ops.Count - 1;
        _builder.Ops[last] = _builder.Ops[last] with { Link = -forward.Link };
    }

    /// <summary>The adjoints of a region, over those of the code around it.</summary>
    private class Scope
    {
        private readonly Scope? _outer;
        private readonly Dictionary<int, Value> _own = [];

        public Scope(Scope? outer) => _outer = outer;

        /// <summary>The values whose adjoint was set in this scope itself.</summary>
        public IEnumerable<int> Own => _own.Keys;

        public Value this[int id]
        {
            set => _own[id] = value;
        }

        public Value? Find(int id) => _own.TryGetValue(id, out Value? value) ? value : FindOutside(id);

        protected virtual Value? FindOutside(int id) => _outer?.Find(id);
    }
}
