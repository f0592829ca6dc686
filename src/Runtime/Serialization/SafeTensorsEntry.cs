namespace AutoDiff;

/// <summary>What the header of a safetensors file says of a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">The name of its element type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">The first byte of its elements, counted from the end of the header.</param>
/// <param name="End">The first byte behind them.</param>
internal sealed record SafeTensorsEntry(string Name, string Dtype, int[] Shape, long Begin, long End);
