using System;
using System.Threading;

namespace AutoDiff;

public sealed partial class Tensor<T> : IGradient
{
    private Tensor<T>? _grad;
    private AutogradNode? _gradFn;
    private AccumulateGrad<T>? _accumulator;
    private bool _leafRequiresGrad;
    private GradientHook? _retaining;

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
    /// <remarks>That of a view changes when its elements are changed in place, through it or any other tensor that shares them.</remarks>
    public AutogradNode? GradFn
    {
        get
        {
            RefreshView();
            return _gradFn;
        }
    }

    /// <summary>
    /// Whether the user made this tensor, rather than a recorded operation. Only leaves collect a <see cref="Grad"/>.
    /// </summary>
    public bool IsLeaf => GradFn is null;

    /// <summary>
    /// The gradient that <see cref="Backward"/> has added up so far; null before the first time. It has the shape of this tensor.
    /// </summary>
    /// <remarks>Assign null to start anew, as PyTorch's optimizers do, or keep the tensor and call <see cref="Zero"/> on it.</remarks>
    /// <exception cref="ArgumentException">Assigned a tensor of another shape or device.</exception>
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

            if (value is not null && value.Device != Device)
            {
                throw new ArgumentException($"assigned grad has data located on a different device: {value.Device}, but the tensor lies on {Device}", nameof(value));
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
    /// Whether the graph keeps what it saved, so that this can be called again. Otherwise it is freed. If left out, the graph is kept
    /// where <paramref name="createGraph"/> is set.
    /// </param>
    /// <param name="createGraph">
    /// Whether the pass is recorded, so that the gradients have gradients. Such a <see cref="Grad"/> refers to the graph, which refers
    /// to the leaf: set it to null when done, or use <see cref="Autograd.Grad{T}(Tensor{T}, Tensor{T}, Tensor{T}, bool?, bool)"/>.
    /// </param>
    /// <exception cref="AutogradException">
    /// This tensor does not require a gradient; it has several elements and <paramref name="gradient"/> is missing, or has another
    /// shape; the graph has been freed by an earlier call; a saved tensor has been changed in place.
    /// </exception>
    public void Backward(Tensor<T>? gradient = null, bool? retainGraph = null, bool createGraph = false) =>
        BackwardEngine.Run(RequiredEdge, RootGradient(gradient, 0, createGraph), new BackwardRequest(retainGraph ?? createGraph, createGraph));

    /// <summary>
    /// Runs code whenever a backward pass has completed the gradient of this tensor: PyTorch's <c>register_hook</c>.
    /// </summary>
    /// <param name="hook">Gets the gradient, which it must not change in place; returns another one to go on with, or null.</param>
    /// <returns>A handle; disposing it takes the hook away.</returns>
    /// <remarks>Hooks run in the order in which they were added.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="hook"/> is null.</exception>
    /// <exception cref="AutogradException">
    /// The tensor does not require a gradient; or, in a backward pass, the hook has returned a gradient of another shape or on another device.
    /// </exception>
    public GradientHook RegisterHook(Func<Tensor<T>, Tensor<T>?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        AutogradEdge edge = GradientEdge;
        AutogradNode node = edge.Node ?? throw new AutogradException(AutogradErrors.HookNotRequired);
        return AddHook(node, edge.InputIndex, isLast: false, gradient =>
        {
            Tensor<T>? changed = hook(gradient);
            return changed is null ? null
                : !changed.Shape.SequenceEqual(gradient.Shape) ? throw AutogradErrors.HookShape(Shapes.Text(changed.Shape), Shapes.Text(gradient.Shape))
                : changed.Device != gradient.Device ? throw AutogradErrors.GradientDevice("The gradient that a hook has returned", changed.Device, gradient.Device)
                : changed;
        });
    }

    /// <summary>
    /// Runs code whenever a gradient has been added to <see cref="Grad"/>: PyTorch's <c>register_post_accumulate_grad_hook</c>.
    /// </summary>
    /// <param name="hook">Gets this tensor.</param>
    /// <returns>A handle; disposing it takes the hook away.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="hook"/> is null.</exception>
    /// <exception cref="AutogradException">The tensor is not a leaf that requires a gradient.</exception>
    public GradientHook RegisterPostAccumulateGradHook(Action<Tensor<T>> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return GradientEdge.Node is AccumulateGrad<T> accumulator
            ? accumulator.AddAfterHook(hook)
            : throw new AutogradException(AutogradErrors.HookNotLeaf);
    }

    /// <summary>
    /// Keeps the gradient of a tensor that is not a leaf in its <see cref="Grad"/>, added up as those of leaves are: PyTorch's
    /// <c>retain_grad()</c>. Does nothing on a leaf, and nothing when called again.
    /// </summary>
    /// <exception cref="AutogradException">The tensor does not require a gradient.</exception>
    public void RetainGrad()
    {
        if (!RequiresGrad)
        {
            throw new AutogradException(AutogradErrors.RetainNotRequired);
        }

        if (GradFn is { } producer && !RetainsGrad)
        {
            _retaining = RetainFrom(producer, ResultIndex);
        }
    }

    /// <summary>Whether <see cref="RetainGrad"/> has been called on a tensor that is not a leaf.</summary>
    public bool RetainsGrad => _retaining is not null;

    /// <summary>The edge of a tensor that a backward pass starts from.</summary>
    /// <exception cref="AutogradException">The tensor does not require a gradient.</exception>
    internal AutogradEdge RequiredEdge =>
        GradientEdge is { Node: not null } edge ? edge : throw new AutogradException(AutogradErrors.NoGradient);

    bool IGradient.HasNaN
    {
        get
        {
            // Also of a device: who looks for an anomaly does not ask for speed.
            foreach (T element in ToArray())
            {
                if (T.IsNaN(element))
                {
                    return true;
                }
            }

            return false;
        }
    }

    IGradient IGradient.Plus(IGradient other, bool reuse)
    {
        var term = (Tensor<T>)other;
        if (Autograd.IsGradEnabled && (RequiresGrad || term.RequiresGrad))
        {
            return this + term;
        }

        if (reuse)
        {
            AddInto(term);
            return this;
        }

        return ElementwiseLoop.Sum(this, term);
    }

    /// <summary>The gradient with which a backward pass starts from this tensor: ones where none is given.</summary>
    /// <param name="gradient">What the caller gave.</param>
    /// <param name="index">Which of the caller's results this tensor is, for the error.</param>
    /// <param name="isRecorded">Whether the pass is recorded. Otherwise a graph of the gradient's own must not get into the sums.</param>
    /// <exception cref="AutogradException">It is missing for several elements, or has another shape.</exception>
    internal Tensor<T> RootGradient(Tensor<T>? gradient, int index, bool isRecorded)
    {
        if (gradient is null)
        {
            return Length == 1 ? Filled(_shape, T.One, Device) : throw new AutogradException(AutogradErrors.NotScalar);
        }

        if (gradient.Device != Device)
        {
            throw DeviceErrors.Mixed(nameof(Backward), Device, gradient.Device);
        }

        return gradient.Shape.SequenceEqual(_shape)
            ? (isRecorded || !gradient.RequiresGrad ? gradient : gradient.Detach())
            : throw AutogradErrors.GradientShape(index, Shapes.Text(gradient.Shape), Shapes.Text(_shape));
    }

    /// <summary>Makes this tensor the result of a recorded operation.</summary>
    internal void SetProducer(AutogradNode producer, int resultIndex)
    {
        if (_retaining is { } retaining)
        {
            // After a change in place the gradient to keep is that of the new elements, as in PyTorch.
            retaining.Dispose();
            _retaining = RetainFrom(producer, resultIndex);
        }

        _gradFn = producer;
        ResultIndex = resultIndex;
        _leafRequiresGrad = false;
    }

    /// <summary>Adds a gradient that has arrived at this leaf. One caller at a time.</summary>
    /// <param name="gradient">The gradient, of this tensor's shape.</param>
    /// <param name="isOwned">Whether it may be kept; else it belongs to the caller of backward, or is also someone else's.</param>
    /// <param name="isRecorded">Whether it has a graph, which the sum must have too.</param>
    internal void AccumulateGradient(Tensor<T> gradient, bool isOwned, bool isRecorded)
    {
        if (!_leafRequiresGrad)
        {
            // Switched off after the graph was recorded.
            return;
        }

        if (gradient.Device != Device)
        {
            throw AutogradErrors.GradientDevice("A gradient of a leaf", gradient.Device, Device);
        }

        if (isRecorded)
        {
            // A copy: the gradient may also be that of another leaf, or the caller's, and a pass that is not recorded adds to it in place.
            Grad = Grad is { } old ? old + gradient : gradient.Clone();
        }
        else if (Grad is { RequiresGrad: false, RepeatsElements: false } sum)
        {
            // In place, as in PyTorch: whoever holds the gradient sees it grow.
            sum.AddInto(gradient);
            if (isOwned)
            {
                gradient.Storage.Recycle();
            }
        }
        else if (Grad is { } old)
        {
            // Part of a graph, or a tensor of the user's that repeats an element: not to be written to.
            Grad = ElementwiseLoop.Sum(old, gradient);
        }
        else
        {
            Volatile.Write(ref _grad, isOwned && gradient.IsContiguous ? gradient : gradient.Copy());
        }
    }

    /// <summary>Adds a tensor of the same shape in place, without recording.</summary>
    internal void AddInto(Tensor<T> term)
    {
        ElementwiseLoop.AddInto(this, term);
        Storage.MarkChanged();
    }

    private GradientHook RetainFrom(AutogradNode producer, int resultIndex) => AddHook(producer, resultIndex, isLast: true, gradient =>
    {
        lock (Storage)
        {
            Grad = Grad is { } sum ? sum + gradient : gradient.Clone();
        }

        return null;
    });

    private static GradientHook AddHook(AutogradNode node, int resultIndex, bool isLast, Func<Tensor<T>, Tensor<T>?> run)
    {
        var hook = new GradientHook(resultIndex, isLast, gradient => run((Tensor<T>)gradient), node.RemoveHook);
        node.AddHook(hook);
        return hook;
    }
}
