namespace AutoDiff;

/// <summary>The inner loops of <see cref="AxisReduction"/>, for one width of vectors. Lanes do not mix: every width gives the same bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IAxisLoops<T>
    where T : unmanaged
{
    /// <summary>Combines short rows, one after the other.</summary>
    /// <param name="source">The first row, which the others follow.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="target">Receives the result.</param>
    /// <param name="width">The elements of a row.</param>
    static abstract void CombineShort<TOperation>(T* source, int rows, T* target, int width)
        where TOperation : struct, IAxisOperation<T>;

    /// <summary>Combines rows, one after the other, with what is there.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="step">From one row to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="target">What they are combined with.</param>
    /// <param name="width">The elements of a row.</param>
    static abstract void Combine<TOperation>(T* source, nint step, int rows, T* target, int width)
        where TOperation : struct, IAxisOperation<T>;

    /// <summary>Combines rows to one: the second half of them with the first, until the first is left.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="count">Their number, a power of two.</param>
    /// <param name="width">The elements of a row.</param>
    static abstract void Fold<TOperation>(T* rows, int count, int width)
        where TOperation : struct, IAxisOperation<T>;

    /// <summary>Puts the elements of a row that come before those so far, in an order where NaN is first, in their place, with the index of the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="index">Its index.</param>
    /// <param name="best">The first elements so far.</param>
    /// <param name="indices">Their rows: the bits of integers as wide as the elements.</param>
    /// <param name="width">The elements of a row.</param>
    static abstract void Select<TOperation>(T* row, int index, T* best, T* indices, int width)
        where TOperation : struct, IAxisOperation<T>;

    /// <summary>The index of the first element that equals a value, or that is NaN if the value is; the count if there is none.</summary>
    static abstract int IndexOf(T* values, T value, int count);

    /// <summary><c>y = exp(x - shift)</c>, with one shift for each element.</summary>
    static abstract void Exp(T* x, T* shift, T* y, int count);

    /// <summary><c>y /= divisor</c>, with one divisor for each element.</summary>
    static abstract void Divide(T* y, T* divisor, int count);

    /// <summary><c>y = x - shift</c>, with one shift for each element.</summary>
    static abstract void Subtract(T* x, T* shift, T* y, int count);

    /// <summary>Adds a row to sums in double precision, and rounds those.</summary>
    static abstract void Add(T* row, double* sums, T* rounded, int width);

    /// <summary>Multiplies products in double precision by a row, and rounds those.</summary>
    static abstract void Multiply(T* row, double* products, T* rounded, int width);
}
