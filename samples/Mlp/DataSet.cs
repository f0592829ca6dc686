using System;
using System.Linq;

namespace AutoDiff.Samples.Mlp;

/// <summary>Examples and their classes.</summary>
/// <param name="Features">How many numbers an example has.</param>
/// <param name="Inputs">The numbers, example after example.</param>
/// <param name="Labels">The class of each example.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record DataSet(int Features, float[] Inputs, int[] Labels, int Classes)
{
    public int Count => Labels.Length;

    /// <summary>Some examples.</summary>
    /// <param name="places">Which ones.</param>
    /// <param name="device">Where the inputs are to lie; the CPU if null.</param>
    public (Tensor<float> Inputs, IndexTensor Labels) Take(ReadOnlySpan<int> places, Device? device = null)
    {
        var inputs = new float[places.Length * Features];
        var labels = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            Inputs.AsSpan(places[i] * Features, Features).CopyTo(inputs.AsSpan(i * Features));
            labels[i] = Labels[places[i]];
        }

        return (Tensor.Create<float>(inputs, [places.Length, Features], device: device), Tensor.Indices(labels));
    }

    /// <summary>Two sets with the examples of this one, in random order.</summary>
    /// <param name="count">How many the second one gets.</param>
    /// <param name="random">Draws them.</param>
    public (DataSet First, DataSet Second) Split(int count, Random random)
    {
        int[] places = [.. Enumerable.Range(0, Count)];
        random.Shuffle(places);
        return (Part(places.AsSpan(count)), Part(places.AsSpan(0, count)));
    }

    private DataSet Part(ReadOnlySpan<int> places)
    {
        (Tensor<float> inputs, IndexTensor labels) = Take(places);
        return this with { Inputs = inputs.ToArray(), Labels = labels.ToArray() };
    }
}
