namespace AutoDiff;

/// <summary>The inner loops of matrix products, for one width of vectors.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// A tile of a product is <see cref="MatrixProduct.TileRows"/> rows of two vectors. Each of its elements is one chain of fused
/// multiply-adds in the order of k that starts at zero, which is then stored or added: the same bits at every width.
/// </remarks>
internal unsafe interface IMatrixTile<T>
    where T : unmanaged
{
    /// <summary>The columns of a tile.</summary>
    static abstract int Columns { get; }

    /// <summary>A tile from packed panels.</summary>
    /// <param name="a">For each k, the elements of all rows.</param>
    /// <param name="b">For each k, the elements of all columns.</param>
    /// <param name="k">The length of the chains, at least 1.</param>
    /// <param name="c">Receives the tile.</param>
    /// <param name="stride">From one row of <paramref name="c"/> to the next.</param>
    /// <param name="accumulates">Whether the tile is added to what is there.</param>
    static abstract void Multiply(T* a, T* b, nint k, T* c, nint stride, bool accumulates);

    /// <summary>A tile from a matrix of any strides and rows of vectors.</summary>
    /// <param name="a">The left factor, of at least one row.</param>
    /// <param name="rows">The rows that <paramref name="a"/> has; the tile repeats the first one in the place of missing ones.</param>
    /// <param name="b">The right factor: as many columns as the tile.</param>
    /// <param name="stepOfB">From one row of <paramref name="b"/> to the next.</param>
    /// <param name="k">The length of the chains, at least 1.</param>
    /// <param name="c">Receives the tile.</param>
    /// <param name="stride">From one row of <paramref name="c"/> to the next.</param>
    /// <param name="accumulates">Whether the tile is added to what is there.</param>
    static abstract void Multiply(StridedMatrix<T> a, int rows, T* b, nint stepOfB, nint k, T* c, nint stride, bool accumulates);

    /// <summary>Scalar products of four rows, whose elements lie one after the other, with one vector.</summary>
    /// <param name="a0">The first row.</param>
    /// <param name="a1">The second row.</param>
    /// <param name="a2">The third row.</param>
    /// <param name="a3">The fourth row.</param>
    /// <param name="x">The vector.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="products">Receives four numbers.</param>
    static abstract void Dot(T* a0, T* a1, T* a2, T* a3, T* x, nint length, T* products);

    /// <summary>Adds multiples of four columns, whose elements lie one after the other, to a vector.</summary>
    /// <param name="a">The first column.</param>
    /// <param name="step">From one column to the next.</param>
    /// <param name="x">The four factors.</param>
    /// <param name="sum">What is added to, in the order of the columns.</param>
    /// <param name="length">The number of elements.</param>
    static abstract void AddFour(T* a, nint step, T* x, T* sum, nint length);

    /// <summary>Adds a multiple of one column to a vector.</summary>
    /// <param name="a">The column.</param>
    /// <param name="x">The factor.</param>
    /// <param name="sum">What is added to.</param>
    /// <param name="length">The number of elements.</param>
    static abstract void AddOne(T* a, T x, T* sum, nint length);
}
