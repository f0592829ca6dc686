using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <summary>An optimizer of tensors: PyTorch's <c>torch.optim.Optimizer</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// <para>A step is never recorded, inside a <see cref="Autograd.NoGrad"/> scope or not, and counts as a change in place: a graph that was made before
/// it, and needs the old parameters, refuses to run backward.</para>
/// <para>An optimizer of one's own derives from this class and changes <see cref="Parameters"/> in <see cref="Optimizer.Step"/>, inside a
/// <see cref="Autograd.NoGrad"/> scope.</para>
/// </remarks>
public abstract class Optimizer<T> : Optimizer
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] _parameters;

    /// <summary>Makes an optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The factor of a step.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null, or contains null.</exception>
    /// <exception cref="ArgumentException">
    /// There are no parameters; one is given twice, is not a leaf, does not require a gradient, or repeats elements as <see cref="Tensor{T}.Expand"/> does.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    protected Optimizer(IEnumerable<Tensor<T>> parameters, double learningRate)
        : base(learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException("optimizer got an empty parameter list", nameof(parameters));
        }

        var seen = new HashSet<Tensor<T>>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _parameters.Length; i++)
        {
            string? problem = _parameters[i] switch
            {
                null => throw new ArgumentNullException(nameof(parameters), $"Parameter {i} is null."),
                { IsLeaf: false } => "is not a leaf (can't optimize a non-leaf Tensor): give the optimizer the tensor itself, not a result computed from it",
                { RequiresGrad: false } => "does not require a gradient: make it with requiresGrad: true",
                { RepeatsElements: true } => "has elements that share one memory location: Clone() it first",
                { } parameter when !seen.Add(parameter) => $"is the same tensor as parameter {Array.IndexOf(_parameters, parameter)}",
                _ => null,
            };
            if (problem is not null)
            {
                throw new ArgumentException($"Parameter {i}, of shape {Shapes.Text(_parameters[i].Shape)}, {problem}.", nameof(parameters));
            }
        }
    }

    /// <summary>The tensors that a step changes.</summary>
    public IReadOnlyList<Tensor<T>> Parameters => _parameters;

    /// <summary>The same without an interface call for each.</summary>
    private protected ReadOnlySpan<Tensor<T>> ParameterSpan => _parameters;

    /// <summary>Computes the loss and its gradients, then takes a step: PyTorch's <c>step(closure)</c>.</summary>
    /// <param name="closure">
    /// Sets the gradients back (<see cref="ZeroGrad"/>), computes the loss, runs it backward and returns it. It is recorded also when this is called inside a
    /// <see cref="Autograd.NoGrad"/> scope.
    /// </param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="closure"/> is null.</exception>
    public virtual Tensor<T> Step(Func<Tensor<T>> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        Tensor<T> loss = Evaluate(closure);
        Step();
        return loss;
    }

    /// <inheritdoc/>
    public override void ZeroGrad(bool setToNull = true)
    {
        foreach (Tensor<T> parameter in _parameters)
        {
            if (setToNull)
            {
                parameter.Grad = null;
            }
            else if (parameter.Grad is { } gradient)
            {
                // Zeros have no graph: the one of a recorded gradient is let go, as in PyTorch.
                Tensor<T> kept = gradient.RequiresGrad ? gradient.Detach() : gradient;
                kept.Zero();
                parameter.Grad = kept;
            }
        }
    }

    /// <summary>Runs a closure with recording switched on.</summary>
    private protected static Tensor<T> Evaluate(Func<Tensor<T>> closure)
    {
        using (Autograd.EnableGrad())
        {
            return closure() ?? throw new InvalidOperationException("The closure returned null instead of the loss.");
        }
    }

    /// <summary>The state of each parameter before the first step.</summary>
    private protected ParameterState<T>[] MakeStates() => [.. _parameters.Select(_ => new ParameterState<T>())];
}
