using System;

namespace AutoDiff;

/// <summary>
/// One entry of a tensor's indexer: a place (<c>2</c>, <c>^1</c>), a range (<c>1..3</c>, <c>..</c>), or one of <see cref="Ellipsis"/>,
/// <see cref="NewAxis"/> and <see cref="Every"/>.
/// </summary>
public readonly struct TensorIndex
{
    private readonly Range _range;
    private readonly int _step;

    private TensorIndex(Form form, Range range = default, int step = 1)
    {
        Kind = form;
        _range = range;
        _step = step;
    }

    /// <summary>What an entry does with the dimension it stands for.</summary>
    internal enum Form
    {
        /// <summary>Takes a range of it. Also what <c>default</c> means: an empty one.</summary>
        Range,

        /// <summary>Takes one place and leaves it out.</summary>
        Place,

        /// <summary>Stands for as many whole dimensions as are left.</summary>
        Ellipsis,

        /// <summary>Stands for none, and adds one.</summary>
        NewAxis,
    }

    /// <summary>As many whole dimensions as the other entries leave: Python's <c>...</c>.</summary>
    public static TensorIndex Ellipsis => new(Form.Ellipsis);

    /// <summary>A new dimension of length 1: PyTorch's <c>None</c>.</summary>
    public static TensorIndex NewAxis => new(Form.NewAxis);

    /// <summary>What the entry does.</summary>
    internal Form Kind { get; }

    /// <summary>From one place to the next one.</summary>
    internal int Step => Math.Max(_step, 1);

    /// <summary>One place along a dimension, which is left out. A negative one counts from the end, as in PyTorch.</summary>
    /// <param name="place">The place.</param>
    public static implicit operator TensorIndex(int place) => place < 0 ? new Index(-place, fromEnd: true) : new Index(place);

    /// <summary>One place along a dimension, which is left out.</summary>
    /// <param name="place">The place.</param>
    public static implicit operator TensorIndex(Index place) => new(Form.Place, new Range(place, place));

    /// <summary>A range of places.</summary>
    /// <param name="range">The range.</param>
    public static implicit operator TensorIndex(Range range) => new(Form.Range, range);

    /// <summary>Every <paramref name="step"/>-th place of a range: Python's <c>start:end:step</c>.</summary>
    /// <param name="range">The range.</param>
    /// <param name="step">The distance, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not positive.</exception>
    public static TensorIndex Every(Range range, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return new TensorIndex(Form.Range, range, step);
    }

    /// <summary>The places, counted from the start.</summary>
    /// <param name="length">The length of the dimension.</param>
    /// <param name="dimension">Its number, for the error.</param>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside the dimension, or the range ends before it starts.</exception>
    internal (int Start, int End) Places(int length, int dimension)
    {
        int start = _range.Start.GetOffset(length);
        int end = Kind == Form.Place ? start + 1 : _range.End.GetOffset(length);
        return start >= 0 && end <= length && start <= end
            ? (start, end)
            : throw new ArgumentOutOfRangeException("indices", $"index {this} is out of bounds for dimension {dimension} with size {length}");
    }

    /// <summary>The entry as it is written in C#.</summary>
    public override string ToString() => Kind switch
    {
        Form.Place => _range.Start.ToString(),
        Form.Ellipsis => nameof(Ellipsis),
        Form.NewAxis => nameof(NewAxis),
        _ when Step == 1 => _range.ToString(),
        _ => $"{nameof(Every)}({_range}, {Step})",
    };
}
