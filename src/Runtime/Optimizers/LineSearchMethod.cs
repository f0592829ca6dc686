namespace AutoDiff;

/// <summary>How long the steps of <see cref="LBFGS{T}"/> are.</summary>
public enum LineSearchMethod
{
    /// <summary>As long as the learning rate says, whatever the loss does: PyTorch's default.</summary>
    None,

    /// <summary>So long that the strong Wolfe conditions hold: PyTorch's <c>"strong_wolfe"</c>.</summary>
    StrongWolfe,
}
