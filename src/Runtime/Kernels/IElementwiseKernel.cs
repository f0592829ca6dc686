using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// An element-wise function of one or more operands with its derivative, applied to whole arrays.
/// The generator writes one for each element-wise <see cref="DifferentiableAttribute"/> method.
/// </summary>
/// <typeparam name="TSelf">The kernel's own type. Its fields are the passive arguments, the same for all elements.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Results may be the same elements as an operand (in place); a partial overlap is not allowed. A kernel keeps no state,
/// so that several threads may run it on disjoint ranges. An element of a result depends on the elements of the operands at the same
/// position only, to the last bit: how the positions are grouped into vectors and ranges cannot be seen.
/// </remarks>
public interface IElementwiseKernel<TSelf, T>
    where TSelf : struct, IElementwiseKernel<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name of the function, used for the graph node: <c>V</c> gives <c>VBackward</c>.</summary>
    static abstract string Name { get; }

    /// <summary>The number of active operands.</summary>
    static abstract int Arity { get; }

    /// <summary>
    /// Whether the kernel computes whole vectors of <see cref="Elementwise.VectorBits"/> bits: the count is then a multiple of their
    /// number of lanes. Otherwise it computes one element after the other.
    /// </summary>
    static virtual bool IsVectorized => false;

    /// <summary>
    /// Whether a graph node computes the partials with the values and keeps them, since to compute them in the backward pass would cost more than
    /// to write and to read them. Otherwise it keeps what <see cref="Backward"/> reads.
    /// </summary>
    static virtual bool KeepsPartials => false;

    /// <summary>
    /// Whether <see cref="Backward"/> reads an operand in order to compute a gradient. An operand that no wanted gradient reads is
    /// not kept for the backward pass; any number stands in for its elements.
    /// </summary>
    /// <param name="gradient">The operand whose gradient is computed.</param>
    /// <param name="operand">The operand that is read or not.</param>
    /// <remarks>A product reads the other operand only, a sum none. The default is that all are read.</remarks>
    static virtual bool GradientReads(int gradient, int operand) => true;

    /// <summary>Computes <c>result[i] = f(operands[0][i], ...)</c>.</summary>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="operands">The operands, <see cref="Arity"/> of them.</param>
    /// <param name="result">Receives the values.</param>
    /// <param name="count">The number of elements.</param>
    static abstract void Forward(in TSelf kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count);

    /// <summary>
    /// Computes the vector-Jacobian product <c>gradients[k][i] = resultAdjoint[i] * df/dx_k(operands[0][i], ...)</c>,
    /// recomputing what it needs of the forward pass. The gradients are written, not added to.
    /// </summary>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="operands">The operands, <see cref="Arity"/> of them.</param>
    /// <param name="resultAdjoint">The adjoint of the result.</param>
    /// <param name="gradients">One for each operand; one without elements is not computed.</param>
    /// <param name="count">The number of elements.</param>
    static abstract void Backward(
        in TSelf kernel,
        ReadOnlySpan<ElementwiseOperand<T>> operands,
        ElementwiseOperand<T> resultAdjoint,
        ReadOnlySpan<ElementwiseOperand<T>> gradients,
        int count);

    /// <summary>
    /// Computes the values and the partial derivatives <c>partials[k][i] = df/dx_k(operands[0][i], ...)</c> in one pass.
    /// </summary>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="operands">The operands, <see cref="Arity"/> of them.</param>
    /// <param name="result">Receives the values.</param>
    /// <param name="partials">One for each operand; one without elements is not computed.</param>
    /// <param name="count">The number of elements.</param>
    static abstract void ForwardWithPartials(
        in TSelf kernel,
        ReadOnlySpan<ElementwiseOperand<T>> operands,
        ElementwiseOperand<T> result,
        ReadOnlySpan<ElementwiseOperand<T>> partials,
        int count);

    /// <summary>
    /// Computes the gradients that <see cref="Backward"/> does, with operations on tensors: recorded like any others, they can be
    /// differentiated in turn.
    /// </summary>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="operands">The operands, <see cref="Arity"/> of them; one that no wanted gradient reads may be any tensor.</param>
    /// <param name="adjoint">The adjoint of the result, of the result's shape.</param>
    /// <param name="wanted">For each operand whether its gradient is wanted.</param>
    /// <param name="gradients">
    /// Receives one for each operand, of the result's shape or of a shape that broadcasts to it. What is not wanted is left out, or is any tensor.
    /// </param>
    /// <exception cref="AutogradException">There is no such form of the function: the default.</exception>
    static virtual void RecordGradients(
        in TSelf kernel,
        ReadOnlySpan<Tensor<T>> operands,
        Tensor<T> adjoint,
        ReadOnlySpan<bool> wanted,
        Span<Tensor<T>?> gradients) => throw AutogradErrors.NotRecordable(TSelf.Name);

    /// <summary>
    /// The kernel as HLSL, for graphics processors: the functions <c>Forward</c>, <c>Backward</c> and <c>ForwardWithPartials</c> of one position, over operands <c>x0</c>, <c>x1</c> ... Null
    /// where there is no such form, the default.
    /// </summary>
    /// <remarks>
    /// <c>real</c> is the element type and <c>1.5$</c> a number of it. <c>c0</c>, <c>c1</c> ... are the passive arguments, four bytes each. Functions that begin with <c>ad_</c> are those of the
    /// prelude in AutoDiff.Gpu.
    /// </remarks>
    static virtual string? Hlsl => null;

    /// <summary>Writes the passive arguments for <see cref="Hlsl"/>, in their order.</summary>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="constants">Receives them.</param>
    static virtual void WriteHlslConstants(in TSelf kernel, ref HlslConstants constants)
    {
    }
}
