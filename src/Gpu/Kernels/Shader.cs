namespace AutoDiff;

/// <summary>A compute shader as HLSL, with the entry point <c>Execute</c> in groups of <see cref="GroupSize"/> threads.</summary>
/// <param name="text">The text.</param>
/// <param name="bindingCount">The number of buffers u0, u1 ... that it sees.</param>
/// <remarks>Compared by reference: who composes shaders keeps them.</remarks>
internal sealed class Shader(string text, int bindingCount)
{
    /// <summary>The threads of a group.</summary>
    public const int GroupSize = 64;

    /// <summary>The words at the start of the constant buffer: the numbers of threads in three directions.</summary>
    public const int HeadWords = 3;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>The number of buffers.</summary>
    public int BindingCount { get; } = bindingCount;
}
