using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoDiff;

/// <summary>What there is to know of HLSL in order to compose it.</summary>
internal static partial class HlslText
{
    /// <summary>The functions and constants of a file, each with the comments above it.</summary>
    /// <param name="text">A file without preprocessor.</param>
    public static IEnumerable<string> Declarations(string text)
    {
        int start = 0;
        int depth = 0;
        bool isInitializer = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '/' when i + 1 < text.Length && text[i + 1] == '/':
                    int end = text.IndexOf('\n', i);
                    i = end < 0 ? text.Length : end;
                    continue;
                case '{' or '(':
                    depth++;
                    continue;
                case '=':
                    isInitializer |= depth == 0;
                    continue;
                case ')':
                    depth--;
                    continue;
                case '}':
                    depth--;
                    break;
                case ';':
                    break;
                default:
                    continue;
            }

            // A function ends with its brace, a constant with a semicolon.
            if (depth == 0 && (text[i] == ';' || !isInitializer))
            {
                yield return text[start..(i + 1)].Trim();
                start = i + 1;
                isInitializer = false;
            }
        }
    }

    /// <summary>The names in a text, as often as they occur, without those in comments.</summary>
    public static IEnumerable<string> Identifiers(string text)
    {
        foreach (Match match in CommentOrWord().Matches(text))
        {
            if (match.Groups["word"].Success)
            {
                yield return match.Value;
            }
        }
    }

    /// <summary>Puts the type of the elements in place of <c>real</c>, and the ending of its numbers in place of <c>$</c>.</summary>
    public static string WithElements(string text, bool isDouble) =>
        Real().Replace(text, isDouble ? "double" : "float").Replace('$', isDouble ? 'L' : 'f');

    /// <summary>A text with the numbers of its lines, for messages that name them.</summary>
    public static string Numbered(string text)
    {
        var numbered = new StringBuilder();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            numbered.Append(CultureInfo.InvariantCulture, $"{++number,4}  ").Append(line).Append('\n');
        }

        return numbered.ToString();
    }

    /// <summary>Whether a kernel has a passive argument that is a number; it is passed as a float.</summary>
    public static bool ReadsRealConstant(string text) => RealConstant().IsMatch(text);

    [GeneratedRegex(@"//[^\n]*|(?<![\w.])(?<word>[A-Za-z_]\w*)")]
    private static partial Regex CommentOrWord();

    [GeneratedRegex(@"\breal\b")]
    private static partial Regex Real();

    [GeneratedRegex(@"\basfloat\(c\d+\)")]
    private static partial Regex RealConstant();
}
