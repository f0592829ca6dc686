using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>A region in its place.</summary>
internal sealed class Site(Site? parent, Op? owner, int index, Region region)
{
    public Site? Parent { get; } = parent;

    /// <summary>The operation the region belongs to, or null for the body.</summary>
    public Op? Owner { get; } = owner;

    /// <summary>Which of its regions it is.</summary>
    public int Index { get; } = index;

    public Region Region { get; } = region;

    /// <summary>The loops around what is in the region.</summary>
    public int Loops { get; } = (parent?.Loops ?? 0) + (owner is { IsLoop: true } ? 1 : 0);

    public bool IsInside(Site other)
    {
        for (Site? site = this; site is not null; site = site.Parent)
        {
            if (ReferenceEquals(site, other))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Where each value of a function is defined and used, and which of its regions mirror which. A value is hidden where it is used outside
/// of the region that defines it: that happens in the mirror of that region only.
/// </summary>
internal sealed class Sites
{
    private readonly Links _links;
    private readonly Dictionary<int, Site> _siteOf = [];
    private readonly Dictionary<int, (Op Op, int Order, int Index)> _definitions = [];
    private readonly Dictionary<Site, List<Site>> _mirrors = [];
    private readonly Dictionary<Site, List<Site>> _forwards = [];
    private readonly Dictionary<Op, Site[]> _regions = new(ByReference<Op>.Instance);
    private int _order;

    public Sites(Function function, Links links)
    {
        _links = links;
        Body = new Site(null, null, 0, function.Body);
        foreach (Value parameter in function.Parameters)
        {
            _siteOf.Add(parameter.Id, Body);
        }

        Index(Body);
        Find(Body);
    }

    public Site Body { get; }

    /// <summary>The hidden values that are used, in order of definition.</summary>
    public SortedDictionary<int, Value> Hidden { get; } = [];

    public Site SiteOf(Value value) => _siteOf[value.Id];

    public Op? DefinitionOf(Value value) => _definitions.TryGetValue(value.Id, out (Op Op, int Order, int Index) definition) ? definition.Op : null;

    /// <summary>The place of a value in the order of the operations; parameters come first.</summary>
    public int OrderOf(Value value) => _definitions.TryGetValue(value.Id, out (Op Op, int Order, int Index) definition) ? definition.Order : -1;

    /// <summary>The index of the operation that defines a value in its region; -1 for a parameter.</summary>
    public int IndexOf(Value value) => _definitions.TryGetValue(value.Id, out (Op Op, int Order, int Index) definition) ? definition.Index : -1;

    public IReadOnlyList<Site> Regions(Op op) => _regions[op];

    /// <summary>
    /// A region in which hidden values of this region are used. There may be several where forward Ifs have been joined and their mirrors have
    /// not; they then stand in one region.
    /// </summary>
    public Site? MirrorOf(Site site) => _mirrors.TryGetValue(site, out List<Site>? mirrors) ? mirrors[0] : null;

    /// <summary>The regions that this one mirrors: several where mirrors have been joined and what they mirror has not.</summary>
    public IReadOnlyList<Site> ForwardsOf(Site mirror) => _forwards.TryGetValue(mirror, out List<Site>? forwards) ? forwards : [];

    private void Index(Site site)
    {
        foreach (Value parameter in site.Region.Parameters)
        {
            _siteOf.Add(parameter.Id, site);
        }

        int index = 0;
        foreach (Op op in site.Region.Ops)
        {
            _order++;
            foreach (Value result in op.Results)
            {
                _siteOf.Add(result.Id, site);
                _definitions.Add(result.Id, (op, _order, index));
            }

            index++;

            if (op.Regions.Count > 0)
            {
                Site[] inner = op.Regions.Select((region, i) => new Site(site, op, i, region)).ToArray();
                _regions.Add(op, inner);
                Array.ForEach(inner, Index);
            }
        }
    }

    private void Find(Site site)
    {
        foreach (Op op in site.Region.Ops)
        {
            foreach (Value operand in op.Operands)
            {
                Use(operand, site);
            }

            if (op.Regions.Count > 0)
            {
                Array.ForEach(_regions[op], Find);
            }
        }

        foreach (Value yield in site.Region.Yields)
        {
            Use(yield, site);
        }
    }

    private void Use(Value value, Site site)
    {
        Site home = _siteOf[value.Id];
        if (site.IsInside(home))
        {
            return;
        }

        Hidden[value.Id] = value;
        FindMirror(home, site, value);
    }

    /// <summary>Notes the mirror of a region, and of those around it, that a use out of scope lies in.</summary>
    private void FindMirror(Site home, Site use, Value value)
    {
        for (Site? forward = home; forward.Parent is not null && !use.IsInside(forward); forward = forward.Parent)
        {
            Site? mirror = use;
            while (mirror is not null && !Mirrors(mirror, forward))
            {
                mirror = mirror.Parent;
            }

            if (mirror is null)
            {
                throw new InvalidOperationException($"{value} is used out of scope, and not where its region is reversed.");
            }

            if (!_mirrors.TryGetValue(forward, out List<Site>? mirrors))
            {
                _mirrors.Add(forward, mirrors = []);
            }

            if (!mirrors.Contains(mirror))
            {
                mirrors.Add(mirror);
                if (!_forwards.TryGetValue(mirror, out List<Site>? forwards))
                {
                    _forwards.Add(mirror, forwards = []);
                }

                forwards.Add(forward);
            }
        }
    }

    private bool Mirrors(Site mirror, Site forward) =>
        mirror.Owner is { } reversed && forward.Owner is { } op && _links.Mirrors(reversed, op)
        && (op.IsLoop ? forward.Index == op.Regions.Count - 1 : forward.Index == mirror.Index);
}
