using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Makes the reverse code legal: each forward value that it names out of scope is recomputed at the head of the region that mirrors
/// its own, or kept.
/// </summary>
/// <remarks>
/// <para>
/// In: forward and reverse code, the latter naming forward values directly. Out: structured SSA with every operand in lexical scope; the value
/// results have the same bits.
/// </para>
/// <para>
/// <see cref="Keep"/> decides what is kept. Where no loop lies between a value and the region that holds both sweeps, it becomes one more
/// result of the Ifs around it. In a nest of counted loops whose bounds are known in front of it, it gets a slot of one buffer. Everywhere else it goes on
/// the tape: what a region pushes its mirror pops first, in the opposite order.
/// </para>
/// </remarks>
internal sealed partial class Legalise : IHiddenValues
{
    private const int ValuePrice = 400;
    private const int StepPrice = 100;

    /// <summary>Beyond this price an operation is not repeated: intrinsic functions and divisions are kept.</summary>
    private const int CheapCost = 2;

    private readonly Sites _sites;
    private readonly Memory _memory;
    private readonly Builder _builder;

    private Legalise(Function function, Links links)
    {
        _sites = new Sites(function, links);
        _memory = Memory.Of(function);
        _builder = new Builder(function.NextId);
    }

    /// <summary>Runs the pass.</summary>
    /// <param name="function">The function.</param>
    /// <param name="links">Which of its operations mirror which.</param>
    /// <param name="keepsAll">Whether to keep on the tape whatever can be kept, as a reference for tests.</param>
    public static Function Run(Function function, Links links, bool keepsAll)
    {
        var pass = new Legalise(function, links);
        if (pass._sites.Hidden.Count == 0)
        {
            return function;
        }

        Value[] needed = pass._sites.Hidden.Values.Where(value => !pass.IsGiven(value)).OrderBy(pass._sites.OrderOf).ThenBy(value => value.Id).ToArray();
        HashSet<int> recomputed = keepsAll ? Keep.KeepAll(needed, pass) : Keep.Recomputed(needed, pass);
        pass.Plan(needed, recomputed, keepsAll);
        Region body = pass.Rebuild(pass._sites.Body, ImmutableDictionary<int, Value>.Empty);
        return function with { Body = body, NextId = pass._builder.NextId };
    }

    /// <summary>The counter of a loop is what the reversed loop counts.</summary>
    private bool IsGiven(Value value) =>
        _sites.SiteOf(value) is { Owner.Kind: OpKind.For } site && site.Region.Parameters[0].Id == value.Id;

    /// <summary>Whether a value is in scope in the mirror of the region that defines another one.</summary>
    private bool IsVisible(Value value, Site mirror) => mirror.IsInside(_sites.SiteOf(value)) || IsGiven(value);

    private Site Mirror(Value value) => _sites.MirrorOf(_sites.SiteOf(value))
        ?? throw new InvalidOperationException($"The region of {value} is not reversed.");

    bool IHiddenValues.IsRepeatable(Value value) => IsRepeatable(value);

    IEnumerable<Value> IHiddenValues.HiddenOperands(Value value) => HiddenOperands(value);

    int? IHiddenValues.KeepPrice(Value value) =>
        value.Type.IsBuffer ? null : FreeResult(value) is not null ? 0 : ValuePrice * Scale(_sites.SiteOf(value).Loops);

    int IHiddenValues.RedoPrice(Value value)
    {
        Op op = _sites.DefinitionOf(value)!;
        int price = op.Kind switch
        {
            OpKind.Constant or OpKind.Zero or OpKind.Undefined or OpKind.Length or OpKind.Slice => 1,
            OpKind.Apply => StepPrice * RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Cost,
            _ => StepPrice,
        };
        return price * Scale(_sites.SiteOf(value).Loops);
    }

    private static int Scale(int loops) => loops switch { 0 => 1, 1 => 10, 2 => 100, _ => 1000 };

    private IEnumerable<Value> HiddenOperands(Value value)
    {
        Site mirror = Mirror(value);
        return _sites.DefinitionOf(value)!.Operands.Where(operand => !IsVisible(operand, mirror));
    }

    private bool IsRepeatable(Value value)
    {
        if (_sites.DefinitionOf(value) is not { Regions.Count: 0 } op)
        {
            return false;
        }

        return op.Kind switch
        {
            OpKind.Load => _memory.MayRepeat(value) && IsThereStill(op.Operands[0], Mirror(value)),
            OpKind.Slice => true,
            OpKind.New => ((NewAttribute)op.Attribute!).Purpose == Purpose.Shadow,
            OpKind.Length => true,
            OpKind.Verbatim => op.Attribute is VerbatimAttribute { Pure: true },
            OpKind.Apply => Purity.IsPure(op) && RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Cost <= CheapCost,
            _ => Purity.IsPure(op),
        };
    }

    /// <summary>Whether the memory behind a buffer, other than a slice of it, outlives the region that defines the buffer.</summary>
    private bool IsThereStill(Value buffer, Site mirror)
    {
        while (!IsVisible(buffer, mirror))
        {
            if (_sites.DefinitionOf(buffer) is not { Kind: OpKind.Slice } op)
            {
                return false;
            }

            buffer = op.Operands[0];
        }

        return true;
    }

    /// <summary>The result of an If in front that is this value whenever the arm that defines it runs, or null.</summary>
    private Value? FreeResult(Value value)
    {
        if (_sites.SiteOf(value) is not { Owner: { Kind: OpKind.If } op } site || !Mirror(value).IsInside(site.Parent!))
        {
            return null;
        }

        for (int i = 0; i < site.Region.Yields.Count; i++)
        {
            if (site.Region.Yields[i].Id == value.Id)
            {
                return op.Results[i];
            }
        }

        return null;
    }
}
