using System;

namespace AutoDiff;

/// <summary>The members that the generator writes beside a method <c>F</c> marked <see cref="DifferentiableAttribute"/>.</summary>
[Flags]
public enum DerivativeMembers
{
    /// <summary>No member.</summary>
    None = 0,

    /// <summary><c>FGradient</c>: the gradient alone.</summary>
    Gradient = 1,

    /// <summary><c>FValueAndGradient</c>: value and gradient in one sweep. Calls from other differentiable methods need it.</summary>
    ValueAndGradient = 2,

    /// <summary><c>FJvp</c>: forward mode, value and directional derivative (Jacobian-vector product).</summary>
    Jvp = 4,

    /// <summary><c>FVjp</c>: reverse mode with a given adjoint of the result (vector-Jacobian product).</summary>
    Vjp = 8,

    /// <summary><c>FGraph</c>: the forward and the reverse computation graph.</summary>
    Graph = 16,

    /// <summary>The overload on <c>Tensor&lt;T&gt;</c> and its kernel, for element-wise methods.</summary>
    Tensor = 32,

    /// <summary><c>FJacobian</c>: all partial derivatives of a method with several outputs.</summary>
    Jacobian = 64,

    /// <summary><c>FMap</c> and <c>FMapValueAndGradient</c>: over spans, for element-wise methods.</summary>
    Map = 128,

    /// <summary>Every member that applies.</summary>
    All = Gradient | ValueAndGradient | Jvp | Vjp | Graph | Tensor | Jacobian | Map,
}
