using System;
using System.Numerics;
using System.Threading;

namespace AutoDiff;

/// <summary>The backward pass of an operation, as operations on tensors.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="gradient">The gradient of the result.</param>
/// <param name="saved">What the operation has saved.</param>
/// <param name="needed">For each input whether its gradient is needed.</param>
/// <returns>For each input its gradient; null where it is not needed.</returns>
internal delegate Tensor<T>?[] BackwardRule<T>(Tensor<T> gradient, Tensor<T>[] saved, bool[] needed)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// The node of an operation whose backward pass is made of operations on tensors: recorded, it has gradients of any order itself.
/// </summary>
internal sealed class FunctionNode<T> : AutogradNode
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BackwardRule<T> _rule;
    private readonly bool[] _needed;
    private readonly bool _isUserCode;
    private SavedTensor<T>[]? _saved;

    private FunctionNode(string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<Tensor<T>> saved, BackwardRule<T> rule, bool isUserCode = false)
        : base(name, AutogradEdge.Of(inputs))
    {
        _rule = rule;
        _isUserCode = isUserCode;
        _needed = new bool[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            _needed[i] = Edges[i].Node is not null;
        }

        _saved = new SavedTensor<T>[saved.Length];
        for (int i = 0; i < saved.Length; i++)
        {
            _saved[i] = new SavedTensor<T>(saved[i]);
        }
    }

    internal override bool RunsOperations => true;

    /// <summary>Makes a tensor the recorded result of an operation, where an input requires a gradient and recording is on.</summary>
    /// <param name="result">The new tensor.</param>
    /// <param name="name">The name of the node.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="saved">What the backward pass reads: inputs, or the result itself.</param>
    /// <param name="rule">The backward pass.</param>
    /// <param name="isUserCode">Whether the user has written it: then its results may be tensors that the user keeps, and must not be written to.</param>
    /// <returns><paramref name="result"/>.</returns>
    internal static Tensor<T> Record(
        Tensor<T> result, string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<Tensor<T>> saved, BackwardRule<T> rule, bool isUserCode = false)
    {
        if (IsRecorded(inputs))
        {
            result.SetProducer(new FunctionNode<T>(name, inputs, saved, rule, isUserCode), 0);
        }

        return result;
    }

    /// <summary>The node of a change in place, or of a view of what was changed, which has been found to be recorded.</summary>
    internal static FunctionNode<T> OfChange(string name, ReadOnlySpan<Tensor<T>> inputs, BackwardRule<T> rule) => new(name, inputs, [], rule);

    /// <summary>Whether an operation on these inputs is recorded.</summary>
    internal static bool IsRecorded(ReadOnlySpan<Tensor<T>> inputs)
    {
        foreach (Tensor<T> input in inputs)
        {
            if (input.RequiresGrad)
            {
                return Autograd.IsGradEnabled;
            }
        }

        return false;
    }

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph) =>
        Compute(results, inputs, isRecorded: false);

    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs) =>
        Compute(results, inputs, isRecorded: true);

    // Whether the operations are recorded is the engine's business.
    private void Compute(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool isRecorded)
    {
        SavedTensor<T>[] packed = Volatile.Read(ref _saved) ?? throw new AutogradException(AutogradErrors.AlreadyFreed);
        Tensor<T>[] saved = packed.Length == 0 ? [] : Array.ConvertAll(packed, tensor => tensor.Unpack(this));
        var result = (Tensor<T>)results[0].Value!;
        Tensor<T>?[] gradients = _rule(result, saved, _needed);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (_needed[i] && gradients[i] is { } gradient)
            {
                inputs[i].Add(gradient, !isRecorded && IsNew(gradient, i));
            }
        }

        // Whether nobody else sees the elements: views share them.
        bool IsNew(Tensor<T> gradient, int input) => !_isUserCode
            && gradient.IsContiguous
            && gradient.Storage != result.Storage
            && !Array.Exists(saved, tensor => tensor.Storage == gradient.Storage)
            && Array.FindIndex(gradients, other => other?.Storage == gradient.Storage) == input
            && Array.FindLastIndex(gradients, other => other?.Storage == gradient.Storage) == input;
    }

    // A node that saves nothing can run any number of times, as in PyTorch.
    internal override void Release()
    {
        if (_saved is { Length: > 0 })
        {
            Volatile.Write(ref _saved, null);
        }
    }
}
