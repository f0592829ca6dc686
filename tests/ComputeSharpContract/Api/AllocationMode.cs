namespace ComputeSharp;

/// <summary>How memory is allocated.</summary>
public enum AllocationMode
{
    /// <summary>With any contents.</summary>
    Default,

    /// <summary>Zeroed.</summary>
    Clear,
}
