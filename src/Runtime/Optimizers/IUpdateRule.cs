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

    /// <summary>
    /// The same for graphics processors: the body, in HLSL, of a function of <c>inout real value</c>, <c>real gradient</c> and <c>inout real first, second, third</c>.
    /// <c>c0</c>, <c>c1</c> ... are the words of <see cref="WriteConstants"/>.
    /// </summary>
    static abstract string Hlsl { get; }

    /// <summary>Writes the numbers of the rule for <see cref="Hlsl"/>.</summary>
    /// <param name="constants">Receives them.</param>
    void WriteConstants(ref HlslConstants constants);
}
