using System.Numerics;

namespace AutoDiff;

/// <summary>How a step changes an element, written once for as many elements as a vector has.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Changes elements of a parameter.</summary>
    /// <param name="value">The elements.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">What the optimizer remembers of them; zero before the first step, and where the rule has no such memory.</param>
    /// <param name="second">The second such number.</param>
    /// <param name="third">The third such number.</param>
    void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}
