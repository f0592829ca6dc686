namespace AutoDiff;

/// <summary>What the backward engine, which knows no element type, must be able to do with a tensor.</summary>
internal interface IGradient
{
    /// <summary>Whether an element is NaN.</summary>
    bool HasNaN { get; }

    /// <summary>The sum with a gradient of the same shape and element type; recorded where recording is on.</summary>
    /// <param name="other">The other term.</param>
    /// <param name="reuse">Whether this tensor may be overwritten with the sum.</param>
    IGradient Plus(IGradient other, bool reuse);
}
