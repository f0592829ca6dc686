using System;

namespace ComputeSharp;

/// <summary>The identity of an adapter.</summary>
public readonly struct Luid : IEquatable<Luid>
{
    private readonly int _number;

    internal Luid(int number) => _number = number;

    /// <summary>Compares.</summary>
    public static bool operator ==(Luid a, Luid b) => a.Equals(b);

    /// <summary>Compares.</summary>
    public static bool operator !=(Luid a, Luid b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(Luid other) => _number == other._number;

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is Luid luid && Equals(luid);

    /// <inheritdoc/>
    public override int GetHashCode() => _number;
}
