namespace AutoDiff;

/// <summary>What a run of a kernel computes. The names are those of the functions in its HLSL.</summary>
internal enum KernelPass
{
    /// <summary>The values.</summary>
    Forward,

    /// <summary>The gradients, from the adjoint of the result.</summary>
    Backward,

    /// <summary>The values and the partial derivatives.</summary>
    ForwardWithPartials,

    /// <summary>A parameter and what an optimizer remembers of it after a step, from what they were and the gradient.</summary>
    Update,
}
