using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>The gradient of an L2 penalty.</summary>
internal readonly struct WeightDecay<T>(double factor)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector<T> _factor = new(T.CreateChecked(factor));

    // Without a penalty an infinite parameter must not make its gradient NaN.
    private readonly bool _isUsed = factor != 0;

    /// <summary>Adds it to gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<T> Add(Vector<T> gradient, Vector<T> value) => _isUsed ? gradient + (_factor * value) : gradient;

    /// <summary>The same in HLSL, with two constants.</summary>
    internal static string Hlsl => "gradient = c1 != 0u ? gradient + asfloat(c0) * value : gradient;\n";

    /// <summary>Writes the constants.</summary>
    internal void WriteConstants(ref HlslConstants constants)
    {
        constants.Add(_factor[0]);
        constants.Add(_isUsed);
    }
}
