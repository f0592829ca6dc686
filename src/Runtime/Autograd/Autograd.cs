using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The switches and the queries of automatic differentiation on tensors: PyTorch's <c>torch.autograd</c>.</summary>
public static partial class Autograd
{
    /// <summary>Whether operations on tensors that require a gradient are recorded: PyTorch's <c>torch.is_grad_enabled()</c>.</summary>
    public static bool IsGradEnabled => GradModeScope.IsGradEnabled;

    /// <summary>
    /// Switches recording off until the scope is disposed: PyTorch's <c>with torch.no_grad():</c>. Results of operations
    /// inside do not require a gradient.
    /// </summary>
    /// <returns>The scope, for a <c>using</c> statement. Scopes nest, and follow <c>await</c>.</returns>
    public static GradModeScope NoGrad() => new(isDisabled: true);

    /// <summary>Switches recording on inside a <see cref="NoGrad"/> scope: PyTorch's <c>with torch.enable_grad():</c>.</summary>
    /// <returns>The scope, for a <c>using</c> statement. Scopes nest, and follow <c>await</c>.</returns>
    public static GradModeScope EnableGrad() => new(isDisabled: false);

    /// <summary>In a <see cref="DifferentiableAttribute"/> method: a value that counts as a constant.</summary>
    /// <param name="x">Any value.</param>
    /// <returns><paramref name="x"/>; its derivative is zero.</returns>
    public static double StopGradient(double x) => x;

    /// <inheritdoc cref="StopGradient(double)"/>
    public static float StopGradient(float x) => x;

    /// <inheritdoc cref="StopGradient(double)"/>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static T StopGradient<T>(T x)
        where T : INumberBase<T> => x;

    /// <summary>A tensor with the same elements, through which no gradient flows: <see cref="Tensor{T}.Detach"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A view of <paramref name="x"/> that does not require a gradient.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> StopGradient<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Detach();
    }

    /// <summary>Writes the graph behind a tensor as text, from the tensor to the leaves.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="result">The tensor.</param>
    /// <returns>
    /// One line for each node, every node above its inputs: <c>1: MulBackward0 &lt;- 2, constant</c> has node 2 as first input, and
    /// a second input that needs no gradient. A leaf is written with its shape. Lines are separated by <c>\n</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is null.</exception>
    /// <exception cref="AutogradException"><paramref name="result"/> does not require a gradient, so that there is no graph.</exception>
    public static string GraphText<T>(Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(result);
        return GraphWriter.Write(result.GradientEdge.Node ?? throw new AutogradException(AutogradErrors.NoGradient));
    }

    /// <summary>The operation of the generator by which the rules of singular functions scale their partial derivatives.</summary>
    internal static T GuardedMultiply<T>(T seed, T partial)
        where T : INumberBase<T> => seed == T.Zero ? T.Zero : seed * partial;

    /// <summary>The same with a quotient.</summary>
    internal static T GuardedDivide<T>(T seed, T divisor)
        where T : INumberBase<T> => seed == T.Zero ? T.Zero : seed / divisor;
}
