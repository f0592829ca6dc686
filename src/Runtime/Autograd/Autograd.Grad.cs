using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <content>Gradients that are asked for, and switches of the backward pass.</content>
public static partial class Autograd
{
    /// <summary>
    /// Computes the gradient of one tensor with respect to another one, and leaves every <see cref="Tensor{T}.Grad"/> alone: PyTorch's
    /// <c>torch.autograd.grad</c>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="output">What is differentiated.</param>
    /// <param name="input">With respect to what: any tensor of its graph, a leaf or not.</param>
    /// <param name="gradOutput">The gradient of the quantity of interest with respect to <paramref name="output"/>; 1 if left out, for one element.</param>
    /// <param name="retainGraph">Whether the graph is kept for another pass; if left out, where <paramref name="createGraph"/> is set.</param>
    /// <param name="createGraph">Whether the gradient is recorded, so that it has gradients itself, of any order.</param>
    /// <returns>The gradient, of the shape of <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AutogradException">
    /// A tensor does not require a gradient; <paramref name="output"/> does not depend on <paramref name="input"/>; and what
    /// <see cref="Tensor{T}.Backward"/> throws.
    /// </exception>
    public static Tensor<T> Grad<T>(
        Tensor<T> output, Tensor<T> input, Tensor<T>? gradOutput = null, bool? retainGraph = null, bool createGraph = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Grad([output], [input], gradOutput is null ? null : [gradOutput], retainGraph, createGraph)[0]!;

    /// <summary>
    /// Computes the gradients of a sum of tensors with respect to others, and leaves every <see cref="Tensor{T}.Grad"/> alone: PyTorch's
    /// <c>torch.autograd.grad</c>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="inputs">With respect to what: any tensors of the graph, leaves or not.</param>
    /// <param name="gradOutputs">For each output the gradient of the quantity of interest; null, or a null in it, is 1, for one element.</param>
    /// <param name="retainGraph">Whether the graph is kept for another pass; if left out, where <paramref name="createGraph"/> is set.</param>
    /// <param name="createGraph">Whether the gradients are recorded, so that they have gradients themselves, of any order.</param>
    /// <param name="allowUnused">Whether the outputs need not depend on every input.</param>
    /// <param name="materializeGrads">Whether the gradient of an input that the outputs do not depend on is zeros rather than null.</param>
    /// <returns>For each input its gradient, of its shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There are not as many gradients as outputs, or no outputs.</exception>
    /// <exception cref="AutogradException">
    /// A tensor does not require a gradient; the outputs do not depend on an input, and that is not allowed; and what
    /// <see cref="Tensor{T}.Backward"/> throws.
    /// </exception>
    public static Tensor<T>?[] Grad<T>(
        IReadOnlyList<Tensor<T>> outputs,
        IReadOnlyList<Tensor<T>> inputs,
        IReadOnlyList<Tensor<T>?>? gradOutputs = null,
        bool? retainGraph = null,
        bool createGraph = false,
        bool allowUnused = false,
        bool materializeGrads = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireTensors(outputs, nameof(outputs));
        RequireTensors(inputs, nameof(inputs));
        if (outputs.Count == 0)
        {
            throw new ArgumentException("grad requires non-empty outputs.", nameof(outputs));
        }

        if (gradOutputs is not null && gradOutputs.Count != outputs.Count)
        {
            throw new ArgumentException($"There are {outputs.Count} outputs, and {gradOutputs.Count} gradients of outputs.", nameof(gradOutputs));
        }

        var roots = new (AutogradEdge, IGradient)[outputs.Count];
        for (int i = 0; i < roots.Length; i++)
        {
            AutogradEdge edge = outputs[i].GradientEdge;
            roots[i] = (edge.Node is null ? throw AutogradErrors.NoGradientOf(i) : edge, outputs[i].RootGradient(gradOutputs?[i], i, createGraph));
        }

        var captures = new Dictionary<AutogradEdge, GradientSum>();
        foreach (Tensor<T> input in inputs)
        {
            captures[input.GradientEdge is { Node: not null } edge ? edge : throw new AutogradException(AutogradErrors.NotDifferentiated)] = default;
        }

        BackwardEngine.Run(roots, new BackwardRequest(retainGraph ?? createGraph, createGraph, captures));
        return [.. inputs.Select(Captured)];

        Tensor<T>? Captured(Tensor<T> input)
        {
            GradientSum sum = captures[input.GradientEdge];
            return sum.Value is Tensor<T> gradient ? (createGraph || (sum.IsOwned && gradient.IsContiguous) ? gradient : gradient.Copy())
                : materializeGrads ? Tensor.ZerosLike(input)
                : allowUnused ? null
                : throw new AutogradException(AutogradErrors.Unused);
        }
    }

    /// <summary>
    /// Until the scope is disposed, operations note where they are called, and a backward pass stops at the first gradient that has become
    /// NaN, naming the operation and its call: PyTorch's <c>torch.autograd.detect_anomaly</c>. Slow; for finding errors.
    /// </summary>
    /// <returns>The scope, for a <c>using</c> statement around the forward and the backward pass.</returns>
    public static AnomalyScope DetectAnomaly() => new();

    /// <summary>Refuses null, and null in a list.</summary>
    internal static void RequireTensors<T>(IReadOnlyList<Tensor<T>> tensors, string parameterName)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensors, parameterName);
        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i] is null)
            {
                throw new ArgumentNullException(parameterName, $"Tensor {i} is null.");
            }
        }
    }
}
