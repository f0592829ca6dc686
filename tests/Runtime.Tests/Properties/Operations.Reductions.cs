using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.Properties;

/// <content>Sums, extremes, running sums and sorting.</content>
internal static partial class Operations<T>
{
    private static readonly (int[] Shape, int Dim)[] Axes = [([], 0), ([3], 0), ([2, 3], 1), ([2, 3], -2), ([2, 3, 2], 1), ([0, 3], 1), ([1, 3], 0), ([3, 1], -1)];

    private static readonly (int[] Shape, int Dim)[] EmptyAxes = [([0, 3], 0), ([0], 0), ([2, 0], 1)];

    private static readonly (int[] Shape, int[] Dims)[] ManyAxes =
        [([], []), ([2, 3], []), ([2, 3, 2], [0, 2]), ([2, 3, 2], [-1, 0, 1]), ([2, 3], [1]), ([0, 3], [1]), ([1, 3, 1], [0, 2]), ([2, 2, 2, 2], [1, 3])];

    private static IEnumerable<Operation<T>> Reductions()
    {
        (string Name, Func<Tensor<T>, Tensor<T>>? All, Func<Tensor<T>, int, bool, Tensor<T>>? Dim, Func<Tensor<T>, int[], bool, Tensor<T>> Dims, Func<double[], double> Function, string Correction)[] reductions =
        [
            ("Sum", x => x.Sum(), (x, dim, keep) => x.Sum(dim, keep), (x, dims, keep) => x.Sum(dims, keep), Sum, string.Empty),
            ("Mean", x => x.Mean(), (x, dim, keep) => x.Mean(dim, keep), (x, dims, keep) => x.Mean(dims, keep), a => Sum(a) / a.Length, string.Empty),
            ("Var", x => x.Var(), (x, dim, keep) => x.Var(dim, 1, keep), (x, dims, keep) => x.Var(dims, 1, keep), a => Variance(a, 1), "int, "),
            ("Var", null, (x, dim, keep) => x.Var(dim, 0, keep), (x, dims, keep) => x.Var(dims, 0, keep), a => Variance(a, 0), "int, "),
            ("Std", x => x.Std(), (x, dim, keep) => x.Std(dim, 1, keep), (x, dims, keep) => x.Std(dims, 1, keep), a => Math.Sqrt(Variance(a, 1)), "int, "),
            ("Std", null, (x, dim, keep) => x.Std(dim, 0, keep), (x, dims, keep) => x.Std(dims, 0, keep), a => Math.Sqrt(Variance(a, 0)), "int, "),
            ("Norm", x => x.Norm(), null, (x, dims, keep) => x.Norm(dims, keep), a => Math.Sqrt(Sum([.. a.Select(b => b * b)])), string.Empty),
            ("LogSumExp", null, (x, dim, keep) => x.LogSumExp(dim, keep), (x, dims, keep) => x.LogSumExp(dims, keep), a => Math.Log(Sum([.. a.Select(Math.Exp)])), string.Empty),
        ];
        foreach (var entry in reductions)
        {
            if (entry.All is { } all)
            {
                yield return Op($"x.{entry.Name}()", Usual(entry.Name, all, x => x.Reduce([], false, entry.Function), Change));
            }

            foreach (bool keepDim in new[] { false, true })
            {
                if (entry.Dim is { } one)
                {
                    yield return Op(
                        $"x.{entry.Name}(int, {entry.Correction}bool)",
                        [.. Axes.Concat(EmptyAxes).Select(axis => Change(On($"{entry.Name}({axis.Dim}, {keepDim})", axis.Shape, x => one(x, axis.Dim, keepDim), x => x.Reduce([axis.Dim], keepDim, entry.Function))))]);
                }

                yield return Op(
                    $"x.{entry.Name}(int[], {entry.Correction}bool)",
                    [.. ManyAxes.Concat([([0, 3], []), ([2, 0, 3], [1, 2])]).Select(axes => Change(On($"{entry.Name}([{string.Join(", ", axes.Dims)}], {keepDim})", axes.Shape, x => entry.Dims(x, axes.Dims, keepDim), x => x.Reduce(axes.Dims, keepDim, entry.Function))))]);
            }

            Call<T> Change(Call<T> call) => call with { Units = 32 };
        }

        yield return Op("x.Prod()", Usual("Prod()", x => x.Prod(), x => x.Reduce([], false, Product), call => call with { Units = 32 }));
        yield return Op(
            "x.Prod(int, bool)",
            [.. Axes.Concat(EmptyAxes).SelectMany(axis => new[] { false, true }, (axis, keepDim) => On($"Prod({axis.Dim}, {keepDim})", axis.Shape, x => x.Prod(axis.Dim, keepDim), x => x.Reduce([axis.Dim], keepDim, Product)) with { Units = 32 })]);
        yield return Op(
            "x.Softmax(int)",
            [.. Axes.Concat(EmptyAxes).Select(axis => On($"Softmax({axis.Dim})", axis.Shape, x => x.Softmax(axis.Dim), x => x.Along(axis.Dim, Softmax)) with { Units = 64 })]);
        yield return Op(
            "x.LogSoftmax(int)",
            [.. Axes.Concat(EmptyAxes).Select(axis => On($"LogSoftmax({axis.Dim})", axis.Shape, x => x.LogSoftmax(axis.Dim), x => x.Along(axis.Dim, LogSoftmax)) with { Units = 64 })]);
    }

    private static IEnumerable<Operation<T>> Extremes()
    {
        foreach (bool isMax in new[] { true, false })
        {
            string name = isMax ? "Max" : "Min";

            // One unit: of 0 and -0 either may be taken.
            yield return Op($"x.{name}()", [.. UsualShapes.Where(shape => !shape.Contains(0)).Select(shape => On(name, shape, x => isMax ? x.Max() : x.Min(), x => x.Reduce([], false, Extreme)) with { Units = 1 })]);
            foreach (bool keepDim in new[] { false, true })
            {
                yield return Op(
                    $"x.{name}(int, bool)",
                    [
                        .. Axes.Select(axis => On($"{name}({axis.Dim}, {keepDim}).Values", axis.Shape, x => (isMax ? x.Max(axis.Dim, keepDim) : x.Min(axis.Dim, keepDim)).Values, x => x.Reduce([axis.Dim], keepDim, Extreme)) with { Units = 1 }),
                        .. Axes.Select(axis => On($"{name}({axis.Dim}, {keepDim}).Indices", axis.Shape, x => (isMax ? x.Max(axis.Dim, keepDim) : x.Min(axis.Dim, keepDim)).Indices, x => x.Reduce([axis.Dim], keepDim, Place))),
                    ]);
                yield return Op(
                    $"x.Arg{name}(int, bool)",
                    [.. Axes.Select(axis => On($"Arg{name}({axis.Dim}, {keepDim})", axis.Shape, x => isMax ? x.ArgMax(axis.Dim, keepDim) : x.ArgMin(axis.Dim, keepDim), x => x.Reduce([axis.Dim], keepDim, Place)))]);
                yield return Op(
                    $"x.A{name}(int[], bool)",
                    [.. ManyAxes.Select(axes => On($"A{name}([{string.Join(", ", axes.Dims)}], {keepDim})", axes.Shape, x => isMax ? x.AMax(axes.Dims, keepDim) : x.AMin(axes.Dims, keepDim), x => x.Reduce(axes.Dims, keepDim, Extreme)) with { Units = 1 })]);
            }

            double Extreme(double[] numbers) => numbers[(int)Place(numbers)];

            // The first NaN, otherwise the first that no other beats.
            double Place(double[] numbers)
            {
                int best = 0;
                for (int i = 1; i < numbers.Length; i++)
                {
                    bool isBetter = double.IsNaN(numbers[i]) ? !double.IsNaN(numbers[best]) : isMax ? numbers[i] > numbers[best] : numbers[i] < numbers[best];
                    best = isBetter ? i : best;
                }

                return best;
            }
        }
    }

    private static IEnumerable<Operation<T>> Scans()
    {
        yield return Op("x.CumSum(int)", [.. Axes.Concat(EmptyAxes).Select(axis => On($"CumSum({axis.Dim})", axis.Shape, x => x.CumSum(axis.Dim), x => x.Along(axis.Dim, a => [.. a.Select((_, i) => Sum(a[..(i + 1)]))])) with { Units = 32 })]);
        yield return Op("x.CumProd(int)", [.. Axes.Concat(EmptyAxes).Select(axis => On($"CumProd({axis.Dim})", axis.Shape, x => x.CumProd(axis.Dim), x => x.Along(axis.Dim, a => [.. a.Select((_, i) => Product(a[..(i + 1)]))])) with { Units = 32 })]);
        foreach (bool descending in new[] { false, true })
        {
            yield return Op(
                "x.Sort(int, bool)",
                [
                    .. Axes.Concat(EmptyAxes).Select(axis => On($"Sort({axis.Dim}, {descending}).Values", axis.Shape, x => x.Sort(axis.Dim, descending).Values, x => x.Along(axis.Dim, a => [.. Order(a, descending).Select(i => a[i])]))),
                    .. Axes.Concat(EmptyAxes).Select(axis => On($"Sort({axis.Dim}, {descending}).Indices", axis.Shape, x => x.Sort(axis.Dim, descending).Indices, x => x.Along(axis.Dim, a => [.. Order(a, descending).Select(i => (double)i)]))),
                ]);
            yield return Op(
                "x.ArgSort(int, bool)",
                [.. Axes.Concat(EmptyAxes).Select(axis => On($"ArgSort({axis.Dim}, {descending})", axis.Shape, x => x.ArgSort(axis.Dim, descending), x => x.Along(axis.Dim, a => [.. Order(a, descending).Select(i => (double)i)])))]);
            foreach (int k in new[] { 0, 1, 2 })
            {
                (int[] Shape, int Dim)[] axes = [([3], 0), ([2, 3], -1), ([3, 2], 0), ([0, 3], 1), ([2, 2, 2], 1)];
                yield return Op(
                    "x.TopK(int, int, bool)",
                    [
                        .. axes.Select(axis => On($"TopK({k}, {axis.Dim}, {descending}).Values", axis.Shape, x => x.TopK(k, axis.Dim, descending).Values, x => x.Along(axis.Dim, a => [.. Order(a, descending).Take(k).Select(i => a[i])]))),
                        .. axes.Select(axis => On($"TopK({k}, {axis.Dim}, {descending}).Indices", axis.Shape, x => x.TopK(k, axis.Dim, descending).Indices, x => x.Along(axis.Dim, a => [.. Order(a, descending).Take(k).Select(i => (double)i)]))),
                    ]);
            }
        }

        yield return Op("x.TopK(int, int, bool)", On("TopK(1)", [], x => x.TopK(1).Values, x => x));

        // NaN counts as greatest; equal ones keep their order.
        static IEnumerable<int> Order(double[] numbers, bool descending)
        {
            int[] places = [.. Enumerable.Range(0, numbers.Length)];
            return descending
                ? places.OrderByDescending(i => double.IsNaN(numbers[i])).ThenByDescending(i => numbers[i] == 0 ? 0 : numbers[i])
                : places.OrderBy(i => double.IsNaN(numbers[i])).ThenBy(i => numbers[i] == 0 ? 0 : numbers[i]);
        }
    }

    private static double Sum(double[] numbers) => numbers.Aggregate(0.0, (sum, number) => sum + number);

    private static double Product(double[] numbers) => numbers.Aggregate(1.0, (product, number) => product * number);

    private static double Variance(double[] numbers, int correction)
    {
        double mean = Sum(numbers) / numbers.Length;
        return Sum([.. numbers.Select(number => (number - mean) * (number - mean))]) / Math.Max(0, numbers.Length - correction);
    }

    private static double[] Softmax(double[] numbers)
    {
        double greatest = numbers.Length == 0 ? 0 : numbers.Max();
        double[] powers = [.. numbers.Select(number => Math.Exp(number - greatest))];
        return numbers.Any(double.IsNaN) ? [.. numbers.Select(_ => double.NaN)] : [.. powers.Select(power => power / Sum(powers))];
    }

    private static double[] LogSoftmax(double[] numbers)
    {
        double greatest = numbers.Length == 0 ? 0 : numbers.Max();
        double[] shifted = [.. numbers.Select(number => number - greatest)];
        return numbers.Any(double.IsNaN) ? [.. numbers.Select(_ => double.NaN)] : [.. shifted.Select(number => number - Math.Log(Sum([.. shifted.Select(Math.Exp)])))];
    }
}
