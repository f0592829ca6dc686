using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Analysis;

/// <summary>The cut is a minimum, and what is kept and recomputed follows from it.</summary>
[TestFixture]
internal sealed class KeepTests
{
    [Test]
    public void The_cut_is_as_small_as_the_smallest_of_all()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new System.Random(seed);
            int nodes = 3 + random.Next(6);
            (int From, int To, int Capacity)[] edges = Enumerable.Range(0, 2 * nodes)
                .Select(_ => (random.Next(nodes), random.Next(nodes), random.Next(20)))
                .Where(edge => edge.Item1 != edge.Item2)
                .ToArray();
            var cut = new MinimumCut(nodes);
            foreach ((int from, int to, int capacity) in edges)
            {
                cut.Add(from, to, capacity);
            }

            bool[] side = cut.SourceSide();
            int smallest = Enumerable.Range(0, 1 << nodes)
                .Where(set => (set & 1) != 0 && (set & 2) == 0)
                .Min(set => Price(edges, node => (set >> node & 1) != 0));
            Assert.That(side[MinimumCut.Source], Is.True);
            Assert.That(side[MinimumCut.Sink], Is.False);
            Assert.That(Price(edges, node => side[node]), Is.EqualTo(smallest), $"seed {seed}");
        }
    }

    [Test]
    public void A_product_of_visible_values_is_recomputed_and_an_exponential_kept()
    {
        (Builder builder, Value x, Dictionary<int, Op> definitions) = Begin();
        Value product = builder.Apply("multiply", IrType.Double, x, x);
        Value exp = builder.Apply("exp", IrType.Double, product);
        Index(builder, definitions);
        Assert.That(Keep.Recomputed([product, exp], new Hidden(definitions, x, isFree: false)), Is.EquivalentTo(new[] { product.Id }));
    }

    [Test]
    public void What_many_values_share_is_kept_for_all_of_them()
    {
        // Three sums of one exponential: keeping it and adding again is cheaper than keeping the sums.
        (Builder builder, Value x, Dictionary<int, Op> definitions) = Begin();
        Value exp = builder.Apply("exp", IrType.Double, x);
        Value[] sums = Enumerable.Range(0, 3).Select(_ => builder.Apply("add", IrType.Double, exp, x)).ToArray();
        Index(builder, definitions);
        HashSet<int> recomputed = Keep.Recomputed(sums, new Hidden(definitions, x, isFree: false));
        Assert.That(recomputed, Is.EquivalentTo(sums.Select(sum => sum.Id)));
    }

    [Test]
    public void A_single_sum_of_an_exponential_is_kept_itself()
    {
        (Builder builder, Value x, Dictionary<int, Op> definitions) = Begin();
        Value exp = builder.Apply("exp", IrType.Double, x);
        Value sum = builder.Apply("add", IrType.Double, exp, x);
        Index(builder, definitions);
        Assert.That(Keep.Recomputed([sum], new Hidden(definitions, x, isFree: false)), Is.Empty);
    }

    [Test]
    public void What_can_be_had_anyway_is_not_recomputed()
    {
        (Builder builder, Value x, Dictionary<int, Op> definitions) = Begin();
        Value product = builder.Apply("multiply", IrType.Double, x, x);
        Index(builder, definitions);
        Assert.That(Keep.Recomputed([product], new Hidden(definitions, x, isFree: true)), Is.Empty);
    }

    private static (Builder Builder, Value X, Dictionary<int, Op> Definitions) Begin()
    {
        var builder = new Builder(0);
        Value x = builder.NewValue(IrType.Double, "x");
        builder.OpenRegion();
        return (builder, x, []);
    }

    private static void Index(Builder builder, Dictionary<int, Op> definitions)
    {
        foreach (Op op in builder.Ops)
        {
            definitions.Add(op.Result.Id, op);
        }
    }

    private static int Price((int From, int To, int Capacity)[] edges, System.Func<int, bool> isSource) =>
        edges.Where(edge => isSource(edge.From) && !isSource(edge.To)).Sum(edge => edge.Capacity);

    [Test]
    public void What_cannot_be_kept_is_recomputed_from_what_is_kept()
    {
        (Builder builder, Value x, Dictionary<int, Op> definitions) = Begin();
        Value exp = builder.Apply("exp", IrType.Double, x);
        Value product = builder.Apply("multiply", IrType.Double, exp, x);
        Index(builder, definitions);
        Assert.That(Keep.Recomputed([product], new Hidden(definitions, x, isFree: false) { Fleeting = product.Id }), Is.EquivalentTo(new[] { product.Id }));
        Assert.That(Keep.KeepAll([product], new Hidden(definitions, x, isFree: false) { Fleeting = product.Id }), Is.EquivalentTo(new[] { product.Id }));
    }

    /// <summary>Everything but x is hidden; cheap functions can be repeated.</summary>
    private sealed class Hidden(Dictionary<int, Op> definitions, Value x, bool isFree) : IHiddenValues
    {
        /// <summary>A value that cannot be kept.</summary>
        public int Fleeting { get; init; } = -1;

        public bool IsRepeatable(Value value) => Cost(value) <= 2;

        public IEnumerable<Value> HiddenOperands(Value value) => definitions[value.Id].Operands.Where(operand => operand.Id != x.Id);

        public int? KeepPrice(Value value) => value.Id == Fleeting ? null : isFree ? 0 : 400;

        public int RedoPrice(Value value) => 100 * Cost(value);

        private int Cost(Value value) => AutoDiff.Generator.Rules.RuleTable.Get(((RuleAttribute)definitions[value.Id].Attribute!).Key).Cost;
    }
}
