using System;

namespace AutoDiff;

/// <summary>Code that runs when the gradient of a tensor is complete; disposing takes it away. PyTorch's <c>RemovableHandle</c>.</summary>
/// <remarks>Made by <see cref="Tensor{T}.RegisterHook"/> and <see cref="Tensor{T}.RegisterPostAccumulateGradHook"/>.</remarks>
public sealed class GradientHook : IDisposable
{
    private readonly Action<GradientHook> _remove;

    internal GradientHook(int resultIndex, bool isLast, Func<IGradient, IGradient?> run, Action<GradientHook> remove)
    {
        ResultIndex = resultIndex;
        IsLast = isLast;
        Run = run;
        _remove = remove;
    }

    /// <summary>Which result of the node the gradient belongs to.</summary>
    internal int ResultIndex { get; }

    /// <summary>Whether it runs after all others: it keeps the gradient and changes nothing.</summary>
    internal bool IsLast { get; }

    /// <summary>Gets the gradient; returns another one in its place, or null.</summary>
    internal Func<IGradient, IGradient?> Run { get; }

    /// <summary>Takes the hook away. A second call does nothing.</summary>
    public void Dispose() => _remove(this);
}
