namespace AutoDiff;

/// <summary>A matrix in pinned memory: the element in row i and column j is <c>Start[i * RowStride + j * ColumnStride]</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="start">The element in row 0 and column 0.</param>
/// <param name="rowStride">From one row to the next, in elements; any number, also 0 and less.</param>
/// <param name="columnStride">From one column to the next.</param>
internal readonly unsafe struct StridedMatrix<T>(T* start, nint rowStride, nint columnStride)
    where T : unmanaged
{
    /// <summary>The element in row 0 and column 0.</summary>
    internal readonly T* Start = start;

    /// <summary>From one row to the next, in elements.</summary>
    internal readonly nint RowStride = rowStride;

    /// <summary>From one column to the next, in elements.</summary>
    internal readonly nint ColumnStride = columnStride;

    /// <summary>Rows and columns exchanged, over the same memory.</summary>
    internal StridedMatrix<T> Transposed => new(Start, ColumnStride, RowStride);

    /// <summary>The matrix that starts at another element.</summary>
    internal StridedMatrix<T> From(nint row, nint column) => Shifted((row * RowStride) + (column * ColumnStride));

    /// <summary>The matrix of the same strides, a number of elements further on.</summary>
    internal StridedMatrix<T> Shifted(nint elements) => new(Start + elements, RowStride, ColumnStride);
}
