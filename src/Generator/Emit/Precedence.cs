namespace AutoDiff.Generator.Emit;

/// <summary>How tightly C# expressions bind, higher is tighter. Binary operators carry theirs in the rule table.</summary>
internal static class Precedence
{
    public const int Conditional = 2;
    public const int Equality = 9;
    public const int Relational = 10;
    public const int Multiplicative = 13;
    public const int Unary = 14;
    public const int Primary = 15;
}

/// <summary>An expression as text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Precedence">How tightly it binds.</param>
/// <param name="Size">The number of operations in it; bounds how much is written into one expression.</param>
/// <param name="Choice">Its parts, if it is a conditional expression.</param>
internal readonly record struct Code(string Text, int Precedence, int Size = 0, Choice? Choice = null)
{
    /// <summary>The text, in parentheses where it binds less tightly than required.</summary>
    public string In(int required) => Precedence < required ? $"({Text})" : Text;
}

/// <summary>The parts of <c>c ? a : b</c>.</summary>
internal sealed record Choice(Code Condition, Code WhenTrue, Code WhenFalse);
