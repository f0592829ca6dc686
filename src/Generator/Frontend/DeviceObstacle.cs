namespace AutoDiff.Generator.Frontend;

/// <summary>Something in a kernel that has no form for graphics processors.</summary>
/// <param name="Reason">The id of the diagnostic that reports it, if the method is to run there.</param>
/// <param name="What">What is missing there: the end of the message.</param>
/// <param name="Origin">The ordinal of the expression in the way, or 0.</param>
/// <param name="Parameter">The parameter in the way, or null.</param>
internal sealed record DeviceObstacle(string Reason, string What, int Origin, string? Parameter = null);
