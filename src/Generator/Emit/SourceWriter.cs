using System.Text;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>Indented text with "\n" line ends, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>What is written for <see cref="IrType.Width"/>.</summary>
    public string Width { get; set; } = IrType.Width;

    private int _indent;
    private bool _isBlankWanted;
    private bool _isBlockStart;

    /// <summary>
    /// Writes a line. An empty one separates what comes before and behind: it is never doubled, and left out at the ends of a block.
    /// </summary>
    public void Line(string text = "")
    {
        if (text.Length == 0)
        {
            _isBlankWanted = !_isBlockStart;
            return;
        }

        if (_isBlankWanted)
        {
            _text.Append('\n');
        }

        _isBlankWanted = false;
        _isBlockStart = false;
        _text.Append(' ', 4 * _indent).Append(text.Replace(IrType.Width, Width)).Append('\n');
    }

    /// <summary>Writes the opening brace of a block.</summary>
    public void Open()
    {
        Line("{");
        _indent++;
        _isBlockStart = true;
    }

    /// <summary>Writes the closing brace.</summary>
    public void Close(string behind = "")
    {
        _indent--;
        _isBlankWanted = false;
        Line("}" + behind);
    }

    public override string ToString() => _text.ToString();
}
