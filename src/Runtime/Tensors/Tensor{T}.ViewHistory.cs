using System;
using System.Threading;

namespace AutoDiff;

/// <content>How a view keeps up with what its base has been through.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Gives a view a node that knows of the changes in place that its base has been through.</summary>
    private void RefreshView()
    {
        if (_base is not { } whole || Volatile.Read(ref _history) == whole._history)
        {
            return;
        }

        // Threads may meet here, since this is also part of reading. None may see the new history beside the old node.
        lock (whole)
        {
            int history = whole._history;
            if (_history != history && whole.GradientEdge.Node is not null)
            {
                FollowBase(whole);
            }

            Volatile.Write(ref _history, history);
        }
    }

    // A method of its own: what its functions capture would be allocated by every look at GradFn.
    private void FollowBase(Tensor<T> whole)
    {
        (int offset, int[] shape, int[] strides) = (Offset, _shape, _strides);
        SetProducer(FunctionNode<T>.OfChange("AsStridedBackward0", [whole], (gradient, _, _) => [gradient.EmbedIn(whole._shape, tensor => tensor.AsStrided(offset, shape, strides, whole), whole)]), 0);
    }

    /// <summary>
    /// A part of this tensor, given by where it lies in the storage of another one of the same shape.
    /// </summary>
    private Tensor<T> AsStrided(int offset, int[] shape, int[] strides, Tensor<T> like)
    {
        Tensor<T> aligned = this;
        if (Offset != like.Offset || !_strides.AsSpan().SequenceEqual(like._strides))
        {
            aligned = CloneLike(like);
        }

        return aligned.Viewed(
            offset,
            shape,
            strides,
            "AsStridedBackward0",
            (gradient, _, _) => [gradient.EmbedIn(like._shape, tensor => tensor.AsStrided(offset, shape, strides, like), like)]);
    }

    private Tensor<T> CloneLike(Tensor<T> like) =>
        FunctionNode<T>.Record(CopyLike(like), "CloneBackward0", [this], [], static (gradient, _, _) => [gradient]);

    /// <summary>A copy, unrecorded, that lies in its storage as another tensor of the shape does.</summary>
    internal Tensor<T> CopyLike(Tensor<T> like)
    {
        var copy = new Tensor<T>(Filled([like.Storage.Length], T.Zero, Device).Storage, like.Offset, like._shape, like._strides);
        StridedCopy.Copy(this, copy);
        return copy;
    }
}
