namespace AutoDiff.Generator;

/// <summary>The names of the pipeline's steps, by which tests ask why each of them ran.</summary>
internal static class TrackingNames
{
    public const string Lower = nameof(Lower);
    public const string Differentiate = nameof(Differentiate);
    public const string Emit = nameof(Emit);
}
