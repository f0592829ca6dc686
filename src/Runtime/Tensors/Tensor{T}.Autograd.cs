using System;
using System.Threading;

namespace AutoDiff;

public sealed partial class Tensor<T> : IGradient
{
    private Tensor<T>? _grad;
    private AccumulateGrad<T>? _accumulator;
    private bool _leafRequiresGrad;

    /// <summary>Whether operations on this tensor are recorded so that gradients can flow back through it.</summary>
    /// <remarks>
    /// Set on leaves, by the factory or here (PyTorch's <c>requires_grad_()</c>); true for every recorded result. A gradient that
    /// is already there stays when this is set to false.
    /// </remarks>
    /// <exception cref="AutogradException">Set to false on a tensor that is not a leaf; use <see cref="Detach"/> there.</exception>
    public bool RequiresGrad
    {
        get => _leafRequiresGrad || GradFn is not null;
        set
        {
            if (GradFn is null)
            {
                _leafRequiresGrad = value;
            }
            else if (!value)
            {
                throw new AutogradException(AutogradErrors.NotLeaf);
            }
        }
    }

    /// <summary>The recorded operation that made this tensor, or null for a leaf: PyTorch's <c>grad_fn</c>.</summary>
    public AutogradNode? GradFn { get; private set; }

    /// <summary>
    /// Whether the user made this tensor, rather than a recorded operation. Only leaves collect a <see cref="Grad"/>.
    /// </summary>
    public bool IsLeaf => GradFn is null;

    /// <summary>
    /// The gradient that <see cref="Backward"/> has added up so far; null before the first time. It has the shape of this tensor.
    /// </summary>
    /// <remarks>Assign null to start anew, as PyTorch's optimizers do, or keep the tensor and call <see cref="Zero"/> on it.</remarks>
    /// <exception cref="ArgumentException">Assigned a tensor of another shape.</exception>
    public Tensor<T>? Grad
    {
        get => Volatile.Read(ref _grad);
        set
        {
            if (value is not null && !value.Shape.SequenceEqual(_shape))
            {
                throw new ArgumentException(
                    $"assigned grad has data of a different size: its shape is {Shapes.Text(value.Shape)}, "
                    + $"that of the tensor {Shapes.Text(_shape)}",
                    nameof(value));
            }

            Volatile.Write(ref _grad, value);
        }
    }

    /// <summary>Which result of <see cref="GradFn"/> this tensor is.</summary>
    internal int ResultIndex { get; private set; }

    /// <summary>Where the gradient of this tensor goes; without a node when none is needed.</summary>
    internal AutogradEdge GradientEdge
    {
        get
        {
            if (GradFn is { } producer)
            {
                return new AutogradEdge(producer, ResultIndex);
            }

            if (!_leafRequiresGrad)
            {
                return default;
            }

            // All graphs that use a leaf must share one node, so that its gradient arrives there once in each run.
            AccumulateGrad<T>? accumulator = Volatile.Read(ref _accumulator);
            if (accumulator is null)
            {
                var created = new AccumulateGrad<T>(this);
                accumulator = Interlocked.CompareExchange(ref _accumulator, created, null) ?? created;
            }

            return new AutogradEdge(accumulator, 0);
        }
    }

    /// <summary>
    /// A tensor with the same elements that is a constant for autograd: PyTorch's <c>detach()</c>. The elements are shared, so a change
    /// in place shows in both.
    /// </summary>
    public Tensor<T> Detach() => new(Storage, Offset, _shape, _strides);

    /// <summary>
    /// Computes the gradients of this tensor with respect to all leaves that it depends on and that require one, and adds them to
    /// their <see cref="Grad"/>.
    /// </summary>
    /// <param name="gradient">
    /// The gradient of the quantity of interest with respect to this tensor, of the same shape. It may be left out when this
    /// tensor has one element, and is then 1.
    /// </param>
    /// <param name="retainGraph">
    /// Whether the graph keeps what it saved, so that this can be called again. Otherwise it is freed.
    /// </param>
    /// <exception cref="AutogradException">
    /// This tensor does not require a gradient; it has several elements and <paramref name="gradient"/> is missing, or has another
    /// shape; the graph has been freed by an earlier call; a saved tensor has been changed in place.
    /// </exception>
    public void Backward(Tensor<T>? gradient = null, bool retainGraph = false)
    {
        AutogradEdge edge = GradientEdge;
        if (edge.Node is null)
        {
            throw new AutogradException(AutogradErrors.NoGradient);
        }

        if (gradient is null)
        {
            if (Length != 1)
            {
                throw new AutogradException(AutogradErrors.NotScalar);
            }

            gradient = new Tensor<T>([T.One], _shape);
        }
        else if (!gradient.Shape.SequenceEqual(_shape))
        {
            throw AutogradErrors.GradientShape(Shapes.Text(gradient.Shape), Shapes.Text(_shape));
        }

        BackwardEngine.Run(edge, gradient, retainGraph);
    }

    /// <summary>Sets all elements to zero, in place: PyTorch's <c>zero_()</c>.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="AutogradException">
    /// This tensor is a leaf that requires a gradient, outside <see cref="Autograd.NoGrad"/>.
    /// </exception>
    public Tensor<T> Zero() => Fill(T.Zero, "ZeroBackward0");

    /// <summary>Sets all elements to one value, in place: PyTorch's <c>fill_()</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="AutogradException">
    /// This tensor is a leaf that requires a gradient, outside <see cref="Autograd.NoGrad"/>.
    /// </exception>
    public Tensor<T> Fill(T value) => Fill(value, "FillBackward0");

    IGradient IGradient.Plus(IGradient other, bool reuse)
    {
        var term = (Tensor<T>)other;
        if (reuse)
        {
            AddInPlace(term);
            return this;
        }

        return ElementwiseLoop.Sum(this, term);
    }

    /// <summary>Makes this tensor the result of a recorded operation.</summary>
    internal void SetProducer(AutogradNode producer, int resultIndex)
    {
        GradFn = producer;
        ResultIndex = resultIndex;
        _leafRequiresGrad = false;
    }

    /// <summary>Adds a gradient that has arrived at this leaf. One caller at a time.</summary>
    /// <param name="gradient">The gradient, of this tensor's shape.</param>
    /// <param name="isOwned">Whether it may be kept; else it belongs to the caller of backward, or is also someone else's.</param>
    internal void AccumulateGradient(Tensor<T> gradient, bool isOwned)
    {
        if (!_leafRequiresGrad)
        {
            // Switched off after the graph was recorded.
            return;
        }

        if (Grad is { } sum)
        {
            // In place, as in PyTorch: whoever holds the gradient sees it grow.
            sum.AddInPlace(gradient);
            if (isOwned)
            {
                gradient.Storage.Recycle();
            }
        }
        else
        {
            Volatile.Write(ref _grad, isOwned && gradient.IsContiguous ? gradient : gradient.Copy());
        }
    }

    /// <summary>Adds a tensor of the same shape, without recording.</summary>
    internal void AddInPlace(Tensor<T> term)
    {
        ElementwiseLoop.AddInto(this, term);
        Storage.MarkChanged();
    }

    private Tensor<T> Fill(T value, string nodeName)
    {
        bool isRecorded = RequiresGrad && Autograd.IsGradEnabled;
        if (isRecorded && IsLeaf)
        {
            throw new AutogradException(AutogradErrors.InPlaceLeaf);
        }

        // Every view that the user can get is contiguous.
        ContiguousElements.Fill(value);
        Storage.MarkChanged();
        if (isRecorded)
        {
            SetProducer(new OverwriteNode<T>(nodeName, this), 0);
        }

        return this;
    }
}
