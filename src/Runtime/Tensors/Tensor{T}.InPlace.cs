using System;

namespace AutoDiff;

/// <content>Changes in place: PyTorch's methods that end in an underscore.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Sets all elements to zero, in place: PyTorch's <c>zero_()</c>.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="AutogradException">This tensor is, or looks at, a leaf that requires a gradient, outside <see cref="Autograd.NoGrad"/>.</exception>
    public Tensor<T> Zero() => Fill(T.Zero, "ZeroBackward0");

    /// <summary>Sets all elements to one value, in place: PyTorch's <c>fill_()</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This tensor.</returns>
    /// <inheritdoc cref="Zero" path="/exception"/>
    public Tensor<T> Fill(T value) => Fill(value, "FillBackward0");

    /// <summary>Adds to the elements in place: PyTorch's <c>add_</c>.</summary>
    /// <param name="other">The terms, of a shape that can be stretched to this one.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shape cannot be stretched to that of this tensor.</exception>
    /// <inheritdoc cref="Zero" path="/exception"/>
    public Tensor<T> AddInPlace(Tensor<T> other) => ChangeInPlace(other, static (x, y) => x + y);

    /// <inheritdoc cref="AddInPlace(Tensor{T})"/>
    public Tensor<T> AddInPlace(T other) => ChangeInPlace(Scalar(other), static (x, y) => x + y);

    /// <summary>Subtracts from the elements in place: PyTorch's <c>sub_</c>.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor{T})"/>
    public Tensor<T> SubInPlace(Tensor<T> other) => ChangeInPlace(other, static (x, y) => x - y);

    /// <inheritdoc cref="SubInPlace(Tensor{T})"/>
    public Tensor<T> SubInPlace(T other) => ChangeInPlace(Scalar(other), static (x, y) => x - y);

    /// <summary>Multiplies the elements in place: PyTorch's <c>mul_</c>.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor{T})"/>
    public Tensor<T> MulInPlace(Tensor<T> other) => ChangeInPlace(other, static (x, y) => x * y);

    /// <inheritdoc cref="MulInPlace(Tensor{T})"/>
    public Tensor<T> MulInPlace(T other) => ChangeInPlace(Scalar(other), static (x, y) => x * y);

    /// <summary>Divides the elements in place: PyTorch's <c>div_</c>.</summary>
    /// <inheritdoc cref="AddInPlace(Tensor{T})"/>
    public Tensor<T> DivInPlace(Tensor<T> other) => ChangeInPlace(other, static (x, y) => x / y);

    /// <inheritdoc cref="DivInPlace(Tensor{T})"/>
    public Tensor<T> DivInPlace(T other) => ChangeInPlace(Scalar(other), static (x, y) => x / y);

    /// <summary>Overwrites the elements in place: PyTorch's <c>copy_</c>, and with a part of a tensor <c>x[0] = y</c>.</summary>
    /// <param name="source">The new elements, of a shape that can be stretched to this one. Gradients flow to it.</param>
    /// <returns>This tensor.</returns>
    /// <inheritdoc cref="AddInPlace(Tensor{T})" path="/exception"/>
    public Tensor<T> CopyFrom(Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckInPlace([source]);
        RequireStretches(source, nameof(source));
        Tensor<T> value = source.Expand(_shape);
        Overwrite(SharesElements(value) ? value.Clone() : value);
        return this;
    }

    /// <summary>Whether several elements are one in memory, as after <see cref="Expand"/>.</summary>
    internal bool RepeatsElements
    {
        get
        {
            for (int i = 0; i < Rank; i++)
            {
                if (_strides[i] == 0 && _shape[i] > 1 && Length > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Refuses a recorded change in place that cannot be.</summary>
    /// <param name="operands">What else goes into the change.</param>
    private void CheckInPlace(ReadOnlySpan<Tensor<T>> operands)
    {
        if (RepeatsElements)
        {
            throw OneLocation($"the written-to tensor of shape {Shapes.Text(_shape)}");
        }

        if (!Autograd.IsGradEnabled)
        {
            return;
        }

        if (RequiresGrad && IsLeaf)
        {
            throw new AutogradException(AutogradErrors.InPlaceLeaf);
        }

        if (_base is { RequiresGrad: true, IsLeaf: true })
        {
            throw new AutogradException(AutogradErrors.InPlaceLeafView);
        }

        // The history of the base has one gradient for each of its elements, but the change shows in several of them.
        if (_base is { RepeatsElements: true } && (RequiresGrad || FunctionNode<T>.IsRecorded(operands)))
        {
            throw OneLocation($"the tensor of shape {Shapes.Text(_base._shape)}, of which the written-to tensor is a view,");
        }

        if (_isUnrecordedView && (_base!.RequiresGrad || FunctionNode<T>.IsRecorded(operands)))
        {
            throw new AutogradException(AutogradErrors.InPlaceUnrecordedView);
        }
    }

    private static InvalidOperationException OneLocation(string tensor) =>
        new($"unsupported operation: more than one element of {tensor} refers to a single memory location. Please clone() the tensor before performing the operation.");

    private Tensor<T> ChangeInPlace(Tensor<T> other, Func<Tensor<T>, Tensor<T>, Tensor<T>> operation)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckInPlace([other]);
        RequireStretches(other, nameof(other));

        // What the backward pass may read must not be what is overwritten.
        bool isRecorded = Autograd.IsGradEnabled && (RequiresGrad || other.RequiresGrad);
        Tensor<T> own = isRecorded && other.RequiresGrad ? Clone() : this;
        Overwrite(operation(own, isRecorded && SharesElements(other) ? other.Clone() : other));
        return this;
    }

    private Tensor<T> Fill(T value, string nodeName)
    {
        CheckInPlace([]);
        Overwrite(value);
        Storage.MarkChanged();
        if (Autograd.IsGradEnabled && RequiresGrad)
        {
            if (_base is null)
            {
                SetProducer(FunctionNode<T>.OfChange(nodeName, [this], static (gradient, _, _) => [Tensor.ZerosLike(gradient)]), 0);
                _history++;
            }
            else
            {
                Rebase(null);
            }
        }

        return this;
    }

    /// <summary>Writes the elements of a result, and makes it what this tensor comes from.</summary>
    private void Overwrite(Tensor<T> result)
    {
        StridedCopy.Copy(result, this);
        Storage.MarkChanged();
        if (!Autograd.IsGradEnabled || !(result.RequiresGrad || RequiresGrad))
        {
            return;
        }

        if (_base is not null)
        {
            Rebase(result);
        }
        else if (result.GradFn is { } producer)
        {
            SetProducer(producer, result.ResultIndex);
            _history++;
        }
        else
        {
            // A leaf, or a constant, has been copied.
            SetProducer(FunctionNode<T>.OfChange("CopyBackwards", [result], static (gradient, _, _) => [gradient]), 0);
            _history++;
        }
    }

    /// <summary>
    /// Puts a change of this view into the history of its base: what lies in the view comes from the result, or from nowhere, the rest from
    /// what the base was. PyTorch's <c>CopySlices</c>.
    /// </summary>
    private void Rebase(Tensor<T>? result)
    {
        Tensor<T> whole = _base!;
        (int offset, int[] shape, int[] strides) = (Offset, _shape, _strides);
        Tensor<T>[] inputs = result is null ? [whole] : [whole, result];
        whole.SetProducer(
            FunctionNode<T>.OfChange("CopySlices", inputs, (gradient, _, needed) =>
            [
                needed[0] ? Rest(gradient) : null,
                needed.Length > 1 && needed[1] ? Part(gradient).Clone() : null,
            ]),
            0);
        whole._history++;

        Tensor<T> Part(Tensor<T> gradient) => gradient.AsStrided(offset, shape, strides, whole);

        // A gradient in the part may be infinite or NaN: it is left out, not subtracted.
        Tensor<T> Rest(Tensor<T> gradient)
        {
            Tensor<T> rest = gradient.CopyLike(whole);
            using (Autograd.NoGrad())
            {
                new Tensor<T>(rest.Storage, offset, shape, strides).Fill(T.Zero);
            }

            return FunctionNode<T>.Record(rest, "CopySlicesBackward0", [gradient], [], (second, _, _) => [Rest(second)]);
        }
    }

    private void RequireStretches(Tensor<T> other, string parameterName)
    {
        int[] shape = Shapes.Broadcast(_shape, other._shape);
        if (!shape.AsSpan().SequenceEqual(_shape))
        {
            throw new ArgumentException(
                $"output with shape {Shapes.Text(_shape)} doesn't match the broadcast shape {Shapes.Text(shape)} with an operand of shape {Shapes.Text(other._shape)}",
                parameterName);
        }
    }

    private bool SharesElements(Tensor<T> other) => other.Storage == Storage;
}
