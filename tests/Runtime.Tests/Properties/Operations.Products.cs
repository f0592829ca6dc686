using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.Properties;

/// <content>Matrix products, and losses.</content>
internal static partial class Operations<T>
{
    private static IEnumerable<Operation<T>> Products()
    {
        (int[] Left, int[] Right)[] factors =
        [
            ([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([2, 2, 3], [2, 3, 2]), ([2, 2, 3], [3, 2]), ([1, 2, 3], [4, 1, 3, 2]), ([3], [2, 3, 2]), ([2, 2, 3], [3]),
            ([2, 0], [0, 3]), ([0, 3], [3, 2]), ([2, 3], [3, 0]), ([0], [0]), ([0, 2, 3], [3, 2]), ([1, 1], [1, 1]), ([0, 2, 0], [0, 1]),
        ];
        yield return Op("x.Matmul(Tensor)", [.. factors.Select(pair => On("Matmul", pair.Left, pair.Right, (x, y) => x.Matmul(y), Matmul) with { Units = 32 })]);
        yield return Op("Tensor.Matmul(Tensor, Tensor)", [.. factors.Select(pair => On("Tensor.Matmul", pair.Left, pair.Right, Tensor.Matmul, Matmul) with { Units = 32 })]);
        yield return Op(
            "Tensor.Outer(Tensor, Tensor)",
            [.. new (int[], int[])[] { ([2], [3]), ([2, 2], [2]), ([], [3]), ([0], [2]), ([2], [0]) }.Select(pair => On("Outer", pair.Item1, pair.Item2, Tensor.Outer, (x, y) => LogicalArray.Of([x.Elements.Count, y.Elements.Count], place => x.Elements[place[0]] * y.Elements[place[1]])))]);
        yield return Op(
            "Tensor.Linear(Tensor, Tensor, Tensor)",
            [
                .. new int[][] { [3], [2, 3], [2, 2, 3], [0, 3] }.Select(shape => new Call<T>(
                    "Linear with bias", [shape, [4, 3], [4]], x => Tensor.Linear(x[0], x[1], x[2]), x => LogicalArray.Map(numbers => numbers[0] + numbers[1], Matmul(x[0], Permuted(x[1], 1, 0)), x[2])) { Units = 32 }),
                On("Linear", [2, 3], [4, 3], (x, w) => Tensor.Linear(x, w), (x, w) => Matmul(x, Permuted(w, 1, 0))) with { Units = 32 },
            ]);
        (string Equation, int[] Left, int[] Right)[] equations =
        [
            ("ij,jk->ik", [2, 3], [3, 2]), ("ij,kj->ik", [2, 3], [4, 3]), ("ij,ij->", [2, 3], [2, 3]), ("ij,ij->ji", [2, 3], [2, 3]), ("i,j->ji", [2], [3]), ("bij,bjk->bik", [2, 2, 3], [2, 3, 2]),
            ("ijk,k->j", [2, 3, 2], [2]), ("ij,jk", [2, 3], [3, 2]), (",i->i", [], [3]), (",", [], []), ("ij,kl->kj", [2, 3], [2, 2]), ("ij,jk->ik", [2, 0], [0, 3]), ("ib,jb->bij", [2, 3], [2, 3]), ("ij, jk -> ki", [0, 3], [3, 2]),
        ];
        yield return Op("Tensor.Einsum(String, Tensor, Tensor)", [.. equations.Select(entry => On(
            $"Einsum({entry.Equation})", entry.Left, entry.Right, (x, y) => Tensor.Einsum(entry.Equation, x, y), (x, y) => Einsum(entry.Equation, x, y))
            with { Units = 32, TakesSpecials = !SumsFirst(entry.Equation) })]);
    }

    private static IEnumerable<Operation<T>> Losses()
    {
        (string Member, Func<Tensor<T>, Tensor<T>, LossReduction, Tensor<T>> Run, Func<double, double, double> Function)[] losses =
        [
            ("Tensor.MseLoss(Tensor, Tensor, LossReduction)", Tensor.MseLoss, (x, t) => (x - t) * (x - t)),
            ("Tensor.L1Loss(Tensor, Tensor, LossReduction)", Tensor.L1Loss, (x, t) => Math.Abs(x - t)),
            ("Tensor.HuberLoss(Tensor, Tensor, T, LossReduction)", (x, t, reduction) => Tensor.HuberLoss(x, t, Number(0.75), reduction), (x, t) => Huber(x - t, 0.75)),
            ("Tensor.SmoothL1Loss(Tensor, Tensor, T, LossReduction)", (x, t, reduction) => Tensor.SmoothL1Loss(x, t, Number(0.75), reduction), (x, t) => Huber(x - t, 0.75) / 0.75),
            ("Tensor.BinaryCrossEntropyWithLogits(Tensor, Tensor, LossReduction)", Tensor.BinaryCrossEntropyWithLogits, (x, t) => (x > 0 ? x * (1 - t) : -(x * t)) + Math.Log(1 + Math.Exp(-Math.Abs(x)))),
        ];
        LossReduction[] reductions = [LossReduction.Mean, LossReduction.Sum, LossReduction.None];
        foreach (var loss in losses)
        {
            yield return Op(loss.Member, [.. new int[][] { [], [3], [2, 3], [0, 3] }.SelectMany(_ => reductions, (shape, reduction) => On(
                $"{loss.Member} {reduction}", shape, shape, (x, t) => loss.Run(x, t, reduction), (x, t) => Reduced(LogicalArray.Map(numbers => loss.Function(numbers[0], numbers[1]), x, t), reduction)) with { Units = 32 })]);
        }

        yield return Op("Tensor.NllLoss(Tensor, Index, LossReduction)", [.. reductions.Select(reduction => On($"NllLoss {reduction}", [3, 4], x => Tensor.NllLoss(x, Tensor.Indices(2, 0, 3), reduction), x => Reduced(Chosen(x.Map(a => -a)), reduction)) with { Units = 32 })]);
        yield return Op(
            "Tensor.CrossEntropy(Tensor, Index, LossReduction, double)",
            [
                .. reductions.Select(reduction => On($"CrossEntropy {reduction}", [3, 4], x => Tensor.CrossEntropy(x, Tensor.Indices(2, 0, 3), reduction), x => Reduced(Chosen(x.Along(1, LogSoftmax).Map(a => -a)), reduction)) with { Units = 128 }),
                .. reductions.Select(reduction => On($"CrossEntropy {reduction}, smoothed", [3, 4], x => Tensor.CrossEntropy(x, Tensor.Indices(2, 0, 3), reduction, 0.25), x =>
                {
                    LogicalArray logarithms = x.Along(1, LogSoftmax).Map(a => -a);
                    LogicalArray even = logarithms.Reduce([1], false, a => Sum(a) / a.Length);
                    return Reduced(LogicalArray.Map(numbers => (0.75 * numbers[0]) + (0.25 * numbers[1]), Chosen(logarithms), even), reduction);
                }) with { Units = 128 }),
                On("CrossEntropy of nothing", [0, 4], x => Tensor.CrossEntropy(x, Tensor.Indices()), _ => LogicalArray.Scalar(double.NaN)),
            ]);
        yield return Op(
            "Tensor.LayerNorm(Tensor, int[], Tensor, Tensor, double)",
            [
                On("LayerNorm([3])", [2, 3], x => Tensor.LayerNorm(x, [3]), x => Normalized(x, 1)) with { Units = 256 },
                On("LayerNorm([3, 2])", [2, 3, 2], x => Tensor.LayerNorm(x, [3, 2]), x => Normalized(x, 2)) with { Units = 256 },
                On("LayerNorm([3])", [0, 3], x => Tensor.LayerNorm(x, [3]), x => x),
                new Call<T>("LayerNorm([3], w, b)", [[2, 3], [3], [3]], x => Tensor.LayerNorm(x[0], [3], x[1], x[2]), x => LogicalArray.Map(numbers => (numbers[0] * numbers[1]) + numbers[2], Normalized(x[0], 1), x[1], x[2])) { Units = 256 },
            ]);

        static LogicalArray Chosen(LogicalArray x) => new([3], [x[0, 2], x[1, 0], x[2, 3]]);

        static double Huber(double distance, double delta) =>
            Math.Abs(distance) <= delta ? 0.5 * distance * distance : delta * (Math.Abs(distance) - (0.5 * delta));

        static LogicalArray Reduced(LogicalArray losses, LossReduction reduction) => reduction switch
        {
            LossReduction.None => losses,
            LossReduction.Sum => losses.Reduce([], false, Sum),
            _ => losses.Reduce([], false, a => Sum(a) / a.Length),
        };

        static LogicalArray Normalized(LogicalArray x, int count)
        {
            int[] dims = [.. Enumerable.Range(1, count).Select(i => -i)];
            LogicalArray mean = x.Reduce(dims, true, a => Sum(a) / a.Length);
            LogicalArray variance = x.Reduce(dims, true, a => Variance(a, 0));
            return LogicalArray.Map(numbers => (numbers[0] - numbers[1]) / Math.Sqrt(numbers[2] + 1e-5), x, mean, variance);
        }
    }

    private static LogicalArray Matmul(LogicalArray x, LogicalArray y)
    {
        LogicalArray left = x.Rank == 1 ? Shaped(x, 1, x.Shape[0]) : x;
        LogicalArray right = y.Rank == 1 ? Shaped(y, y.Shape[0], 1) : y;
        int rank = Math.Max(left.Rank, right.Rank);
        int[] batch = LogicalArray.Map(_ => 0, Batch(left), Batch(right)).Shape;
        LogicalArray product = LogicalArray.Of([.. batch, left.Shape[^2], right.Shape[^1]], place => Sum([.. Enumerable.Range(0, left.Shape[^1]).Select(
            k => left[[.. place[..(rank - 2)], place[^2], k]] * right[[.. place[..(rank - 2)], k, place[^1]]])]));
        return Shaped(product, [.. batch, .. x.Rank == 1 ? Array.Empty<int>() : [left.Shape[^2]], .. y.Rank == 1 ? Array.Empty<int>() : [right.Shape[^1]]]);

        static LogicalArray Batch(LogicalArray matrices) => LogicalArray.Of(matrices.Shape[..^2], _ => 0);
    }

    // Letters of one operand only are summed before the product is formed: of infinities that is not the sum of the products.
    private static bool SumsFirst(string equation) => equation is "ij,kl->kj" or "ijk,k->j";

    // By definition: over all values of all letters.
    private static LogicalArray Einsum(string equation, LogicalArray x, LogicalArray y)
    {
        string[] sides = equation.Replace(" ", string.Empty, StringComparison.Ordinal).Split("->");
        string[] operands = sides[0].Split(',');
        string letters = string.Concat((operands[0] + operands[1]).Distinct());
        string result = sides.Length > 1 ? sides[1] : string.Concat(letters.Where(letter => operands[0].Contains(letter) != operands[1].Contains(letter)).Order());
        int[] lengths = [.. letters.Select(letter => operands[0].Contains(letter) ? x.Shape[operands[0].IndexOf(letter)] : y.Shape[operands[1].IndexOf(letter)])];
        return LogicalArray.Of([.. Of(lengths, result)], place => Sum([.. LogicalArray.Places(lengths)
            .Where(values => Of(values, result).SequenceEqual(place))
            .Select(values => x[[.. Of(values, operands[0])]] * y[[.. Of(values, operands[1])]])]));

        IEnumerable<int> Of(int[] values, string names) => names.Select(letter => values[letters.IndexOf(letter)]);
    }
}
