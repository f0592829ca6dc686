using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AutoDiff;

/// <summary>The derivatives of each element of each result of a function with respect to each element of each input.</summary>
internal sealed class Jacobians
{
    // By result, input, element of the result, element of the input. Null for an input that requires no gradient.
    private readonly double[]?[,] _entries;

    private Jacobians(double[]?[,] entries) => _entries = entries;

    /// <summary>The derivatives that the engine computes, one backward pass for each element of a result.</summary>
    /// <exception cref="ArgumentException">The results depend on other tensors only.</exception>
    internal static Jacobians Analytical(Tensor<double>[] outputs, Tensor<double>[] leaves)
    {
        Tensor<double>[] active = [.. leaves.Where(leaf => leaf.RequiresGrad)];
        int[] places = [.. Enumerable.Range(0, leaves.Length).Where(i => leaves[i].RequiresGrad)];
        double[]?[,] entries = Empty([.. outputs.Select(output => output.Length)], leaves);
        bool isConnected = false;
        bool isRecorded = false;
        for (int o = 0; o < outputs.Length; o++)
        {
            Tensor<double> output = outputs[o];
            isRecorded |= output.RequiresGrad && output.Length > 0;
            for (int row = 0; output.RequiresGrad && row < output.Length; row++)
            {
                var seed = new double[output.Length];
                seed[row] = 1;
                Tensor<double>?[] gradients = Autograd.Grad(
                    [output], active, [Tensor.Create<double>(seed, output.Shape, device: output.Device)], retainGraph: true, allowUnused: true);
                for (int i = 0; i < gradients.Length; i++)
                {
                    isConnected |= gradients[i] is not null;
                    gradients[i]?.ToArray().CopyTo(entries[o, places[i]]!, row * active[i].Length);
                }
            }
        }

        return isConnected || !isRecorded
            ? new Jacobians(entries)
            : throw new ArgumentException(
                "The results of the function to be checked depend on other tensors than the inputs it is given, and on none of these.", "function");
    }

    /// <summary>The derivatives by central differences.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">Makes inputs that may be changed.</param>
    /// <param name="lengths">The lengths of the results.</param>
    /// <param name="step">How far an element is moved.</param>
    internal static Jacobians Numerical(Func<Tensor<double>[], Tensor<double>[]> function, Func<Tensor<double>[]> inputs, int[] lengths, double step)
    {
        Tensor<double>[] leaves = inputs();
        double[]?[,] entries = Empty(lengths, leaves);
        for (int i = 0; i < leaves.Length; i++)
        {
            int count = leaves[i].Length;
            for (int column = 0; leaves[i].RequiresGrad && column < count; column++)
            {
                (double above, double[][] high) = Moved(i, column, step);
                (double below, double[][] low) = Moved(i, column, -step);
                for (int o = 0; o < lengths.Length; o++)
                {
                    for (int row = 0; row < lengths[o]; row++)
                    {
                        // By the step as it has been rounded.
                        entries[o, i]![(row * count) + column] = (high[o][row] - low[o][row]) / (above - below);
                    }
                }
            }
        }

        return new Jacobians(entries);

        (double Moved, double[][] Results) Moved(int input, int element, double distance)
        {
            Tensor<double>[] moved = inputs();
            int[] place = Place(element, moved[input].Shape);
            double position = moved[input][place] + distance;
            using (Autograd.NoGrad())
            {
                Tensor<double> part = moved[input];
                foreach (int index in place)
                {
                    part = part.Select(0, index);
                }

                part.Fill(position);
            }

            double[][] results = [.. function(moved).Select(result => result.ToArray())];
            return results.Select(result => result.Length).SequenceEqual(lengths)
                ? (position, results)
                : throw new InvalidOperationException("The function to be checked has results whose shapes depend on the elements of its inputs.");
        }
    }

    /// <summary>Says where these derivatives differ most from numerical ones, if they do.</summary>
    internal string? Mismatch(Jacobians numerical, Tensor<double>[] outputs, Tensor<double>[] leaves, GradientCheckOptions options)
    {
        var wrong = new List<(double Excess, string Text)>();
        int compared = 0;
        for (int o = 0; o < outputs.Length; o++)
        {
            for (int i = 0; i < leaves.Length; i++)
            {
                double[] own = _entries[o, i] ?? [];
                for (int k = 0; k < own.Length; k++, compared++)
                {
                    double other = numerical._entries[o, i]![k];
                    double excess = Math.Abs(own[k] - other) - (options.AbsoluteTolerance + (options.RelativeTolerance * Math.Abs(other)));

                    // Equal infinities have no difference, and NaN agrees with nothing.
                    if (own[k] != other && !(excess <= 0))
                    {
                        (int row, int column) = Math.DivRem(k, leaves[i].Length);
                        wrong.Add((excess, string.Create(
                            CultureInfo.InvariantCulture,
                            $"Jacobian mismatch for output {o} with respect to input {i}: the derivative of element {Shapes.Text(Place(row, outputs[o].Shape))} of the output with respect to element {Shapes.Text(Place(column, leaves[i].Shape))} of the input is numerically {other:R}, analytically {own[k]:R}")));
                    }
                }
            }
        }

        return wrong.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{wrong.MaxBy(entry => double.IsNaN(entry.Excess) ? double.PositiveInfinity : entry.Excess).Text}. {wrong.Count} of {compared} derivatives differ by more than {options.AbsoluteTolerance} + {options.RelativeTolerance} * |numerical|.");
    }

    private static double[]?[,] Empty(int[] lengths, Tensor<double>[] leaves)
    {
        var entries = new double[]?[lengths.Length, leaves.Length];
        for (int o = 0; o < lengths.Length; o++)
        {
            for (int i = 0; i < leaves.Length; i++)
            {
                entries[o, i] = leaves[i].RequiresGrad ? new double[lengths[o] * leaves[i].Length] : null;
            }
        }

        return entries;
    }

    private static int[] Place(int element, ReadOnlySpan<int> shape)
    {
        var place = new int[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            element = Math.DivRem(element, shape[i], out place[i]);
        }

        return place;
    }
}
