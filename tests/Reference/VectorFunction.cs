using System;

namespace AutoDiff.Reference;

/// <summary>One function of <see cref="VectorMath"/> and what it is held against.</summary>
public sealed class VectorFunction
{
    private readonly Lazy<VectorMethod<float>> _ofSingle;
    private readonly Lazy<VectorMethod<double>> _ofDouble;

    private VectorFunction(string name, string method, int arity, int? item)
    {
        Name = name;
        Method = method;
        Arity = arity;
        _ofSingle = new(() => new(method, arity, item));
        _ofDouble = new(() => new(method, arity, item));
    }

    public string Name { get; }

    /// <summary>The name of the method, which for one result of two is not <see cref="Name"/>.</summary>
    public string Method { get; }

    /// <summary>The number of arguments, 1 or 2.</summary>
    public int Arity { get; }

    /// <summary>For one result of two, the function that returns it alone.</summary>
    public VectorFunction? Alone { get; private init; }

    /// <summary>The function in about 100 bits; a function of one argument ignores the second.</summary>
    public required Func<double, double, Scaled> Exact { get; init; }

    /// <summary>The function in about 50 bits, for <see cref="float"/>; none for two arguments.</summary>
    public Func<double, double>? Approximate { get; init; }

    /// <summary>The error that is allowed, in units of the last place.</summary>
    public required double Limit { get; init; }

    /// <summary>The interval of arguments that most uses keep to; a quarter of the points are spread evenly over it.</summary>
    public required (double Low, double High) Interval { get; init; }

    /// <summary>
    /// What the error is related to where it is greater than the result; see <see cref="Format.Ulps(double, Scaled, double)"/>.
    /// </summary>
    public Func<double, double, double>? Magnitude { get; init; }

    public static VectorFunction One(
        string name,
        Func<double, Scaled> exact,
        Func<double, double> approximate,
        double low,
        double high,
        double limit = 2) =>
        new(name, name, 1, null) { Exact = (x, _) => exact(x), Approximate = approximate, Limit = limit, Interval = (low, high) };

    /// <summary>One of the results of a method that returns two: the same bits as another method returns.</summary>
    public static VectorFunction OneOfTwo(string method, int item, VectorFunction alone) =>
        new($"{method}.{alone.Name}", method, 1, item)
        {
            Alone = alone,
            Exact = alone.Exact,
            Approximate = alone.Approximate,
            Limit = alone.Limit,
            Interval = alone.Interval,
        };

    public static VectorFunction Two(
        string name,
        Func<double, double, Scaled> exact,
        double low,
        double high,
        double limit = 2,
        Func<double, double, double>? magnitude = null) =>
        new(name, name, 2, null) { Exact = exact, Limit = limit, Interval = (low, high), Magnitude = magnitude };

    /// <summary>The method for one type of numbers.</summary>
    /// <exception cref="MissingMethodException">There is none of that name.</exception>
    public VectorMethod<T> Of<T>()
        where T : unmanaged => _ofSingle is Lazy<VectorMethod<T>> single ? single.Value : ((Lazy<VectorMethod<T>>)(object)_ofDouble).Value;

    public override string ToString() => Name;
}
