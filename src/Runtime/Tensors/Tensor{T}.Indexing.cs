using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>Square brackets.</content>
public sealed partial class Tensor<T>
{
    /// <summary>One element, as a number: what is computed with it is not recorded. For that use <see cref="Select"/>.</summary>
    /// <param name="indices">The position in each dimension; a negative one counts from the end, as in PyTorch.</param>
    /// <remarks>Assigning is a change in place, as that of <see cref="Fill(T)"/>.</remarks>
    /// <exception cref="ArgumentException">The number of indices is not <see cref="Rank"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    /// <exception cref="AutogradException">Assigned to a leaf that requires a gradient, or to a view of one, while recording is on.</exception>
    [IndexerName("Element")]
    [OverloadResolutionPriority(1)]
    public T this[params ReadOnlySpan<int> indices]
    {
        get
        {
            return ElementAt(Offset + Shapes.Position(_shape, _strides, indices));
        }

        set
        {
            // All indices are checked before the first view is made.
            Shapes.Position(_shape, _strides, indices);
            Tensor<T> place = this;
            foreach (int index in indices)
            {
                place = place.Select(0, index);
            }

            place.Fill(value);
        }
    }

    /// <summary>A part of this tensor: PyTorch's <c>x[1:3, ..., 0]</c>.</summary>
    /// <param name="indices">
    /// What is taken of each dimension, from the first on: a range, or one place, with which the dimension is left out. Dimensions without an entry
    /// are taken whole. See <see cref="TensorIndex"/> for the rest.
    /// </param>
    /// <value>A view. Assigning is <see cref="CopyFrom"/>: the elements are overwritten in place, and gradients flow to the new ones.</value>
    /// <exception cref="ArgumentException">There are more entries than dimensions, or several ellipses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place or a range is not inside its dimension.</exception>
    /// <exception cref="AutogradException">Assigned to a leaf that requires a gradient, or to a view of one, while recording is on.</exception>
    [IndexerName("Element")]
    public Tensor<T> this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            int given = CountIndices(indices);
            Tensor<T> part = this;
            int dimension = 0;
            int own = 0;
            foreach (TensorIndex index in indices)
            {
                switch (index.Kind)
                {
                    case TensorIndex.Form.Ellipsis:
                        dimension += Rank - given;
                        own += Rank - given;
                        break;
                    case TensorIndex.Form.NewAxis:
                        part = part.Unsqueeze(dimension++);
                        break;
                    case TensorIndex.Form.Place:
                        part = part.Select(dimension, index.Places(_shape[own], own).Start);
                        own++;
                        break;
                    default:
                        (int start, int end) = index.Places(_shape[own], own);
                        part = start == 0 && end == _shape[own] && index.Step == 1 ? part : part.Slice(dimension, start, end, index.Step);
                        dimension++;
                        own++;
                        break;
                }
            }

            return part;
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            this[indices].CopyFrom(value);
        }
    }

    /// <summary>Slices along the first dimension: PyTorch's <c>x[index]</c>, the same as <see cref="IndexSelect"/> for a vector of places.</summary>
    /// <param name="index">The places, each any number of times.</param>
    /// <exception cref="ArgumentNullException"><paramref name="index"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="index"/> is no vector.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    [IndexerName("Element")]
    public Tensor<T> this[IndexTensor index] => IndexSelect(0, index);

    /// <summary>The elements where a mask is true: PyTorch's <c>x[mask]</c>, the same as <see cref="MaskedSelect"/>.</summary>
    /// <param name="mask">The mask.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mask"/> is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    [IndexerName("Element")]
    public Tensor<T> this[MaskTensor mask] => MaskedSelect(mask);

    private int CountIndices(ReadOnlySpan<TensorIndex> indices)
    {
        int given = 0;
        int ellipses = 0;
        foreach (TensorIndex index in indices)
        {
            given += index.Kind is TensorIndex.Form.Place or TensorIndex.Form.Range ? 1 : 0;
            ellipses += index.Kind == TensorIndex.Form.Ellipsis ? 1 : 0;
        }

        if (given > Rank)
        {
            throw new ArgumentException($"too many indices for tensor of dimension {Rank}: {given} were given for the shape {Shapes.Text(_shape)}", nameof(indices));
        }

        return ellipses <= 1
            ? given
            : throw new ArgumentException("an index can only have a single ellipsis", nameof(indices));
    }
}
