using System.Text;

namespace AutoDiff.Generator.Emit;

/// <summary>Indented text with "\n" line ends, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes a line; an empty one gets no indentation.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _indent).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes the opening brace of a block.</summary>
    public void Open()
    {
        Line("{");
        _indent++;
    }

    /// <summary>Writes the closing brace.</summary>
    public void Close(string behind = "")
    {
        _indent--;
        Line("}" + behind);
    }

    public override string ToString() => _text.ToString();
}
