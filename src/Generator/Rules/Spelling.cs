namespace AutoDiff.Generator.Rules;

/// <summary>Where a function lives in C#.</summary>
internal enum Home : byte
{
    /// <summary>An operator; the text is its symbol.</summary>
    Operator,

    /// <summary><c>Math.F</c> for double, <c>MathF.F</c> for float, <c>T.F</c> for a type parameter.</summary>
    Math,

    /// <summary><c>double.F</c>, <c>float.F</c>, <c>T.F</c>.</summary>
    Number,

    /// <summary><c>AutoDiff.SpecialFunctions.F</c> for every type.</summary>
    Special,

    /// <summary><c>AutoDiff.Autograd.F</c> for every type.</summary>
    Autograd,
}

/// <summary>How a function is written in C#.</summary>
/// <param name="Home">Where it lives.</param>
/// <param name="Text">Its name there, or the operator's symbol.</param>
/// <param name="Precedence">How tightly the expression binds, for operators (C# precedence, higher binds tighter).</param>
internal readonly record struct Spelling(Home Home, string Text, int Precedence = 15);
