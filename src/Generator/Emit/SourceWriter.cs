using System;
using System.Collections.Generic;
using System.Text;

namespace AutoDiff.Generator.Emit;

/// <summary>Indented text with "\n" line ends, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
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
        _text.Append(' ', 4 * _indent).Append(text).Append('\n');
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

    /// <summary>Writes lines of another language as a raw string literal: they keep their own indentation.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="behind">What follows the literal.</param>
    public void Literal(string text, string behind)
    {
        Line("\"\"\"");
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.Length == 0)
            {
                _text.Append('\n');
            }
            else
            {
                Line(line);
            }
        }

        Line("\"\"\"" + behind);
    }

    /// <summary>Writes something once for each of several words that take the place of a placeholder.</summary>
    /// <param name="placeholder">What stands in the text.</param>
    /// <param name="words">What takes its place.</param>
    /// <param name="write">Writes the text.</param>
    public void Repeat(string placeholder, IReadOnlyList<string> words, Action write)
    {
        int start = _text.Length;
        write();
        string text = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        foreach (string word in words)
        {
            _text.Append(text.Replace(placeholder, word));
        }
    }

    public override string ToString() => _text.ToString();
}
