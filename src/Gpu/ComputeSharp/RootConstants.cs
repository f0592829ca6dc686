using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoDiff;

/// <summary>Where the words of a shader's constant buffer lie on Direct3D.</summary>
/// <remarks>
/// ComputeSharp passes them in the root signature, which has 64 words in all, one of them for each buffer. Where they do not fit, the head stays, and the others move to a
/// buffer of their own: the shader gets variables of the same names, which it fills before anything else. (A constant buffer would begin each word at a multiple of 16 bytes.)
/// </remarks>
internal sealed partial class RootConstants
{
    /// <summary>The words of a root signature.</summary>
    public const int SignatureWords = 64;

    /// <summary>The buffers that a shader can have, whatever its words: the head and the buffer for the other words always have room.</summary>
    public const int MostBindings = SignatureWords - Shader.HeadWords - 1;

    /// <summary>The words that can move to a buffer.</summary>
    public const int MostMoved = 4096;

    private RootConstants(string text, int wordCount, int rootCount)
    {
        Text = text;
        WordCount = wordCount;
        RootCount = rootCount;
    }

    /// <summary>The text of the shader, changed where words have moved.</summary>
    public string Text { get; }

    /// <summary>The number of words.</summary>
    public int WordCount { get; }

    /// <summary>The words that stay in the root signature, the first ones.</summary>
    public int RootCount { get; }

    /// <summary>Whether the others have moved to the buffer t0.</summary>
    public bool HasMoved => RootCount < WordCount;

    /// <summary>Decides.</summary>
    /// <param name="shader">The shader.</param>
    /// <exception cref="GpuException">There are too many.</exception>
    /// <exception cref="ArgumentException">The constant buffer has something else than words.</exception>
    public static RootConstants Of(Shader shader)
    {
        if (shader.BindingCount > MostBindings)
        {
            throw new GpuException(GpuFailure.Unsupported, $"A kernel has {shader.BindingCount} operands and results; Direct3D 12 takes {MostBindings}.");
        }

        Match buffer = ConstantBuffer().Match(shader.Text);
        List<string> words = buffer.Success ? Words(buffer.Groups["words"].Value) : [];
        int count = Math.Max(words.Count, Shader.HeadWords);
        if (count + shader.BindingCount <= SignatureWords)
        {
            return new RootConstants(shader.Text, count, count);
        }

        return count - Shader.HeadWords <= MostMoved
            ? new RootConstants(Move(shader.Text, buffer, words), count, Shader.HeadWords)
            : throw new GpuException(GpuFailure.Unsupported, $"A kernel has {count} words of constants; Direct3D 12 takes {MostMoved + Shader.HeadWords}.");
    }

    private static List<string> Words(string declarations)
    {
        List<string> words = [];
        foreach (string declaration in Comment().Replace(declarations, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Match word = Word().Match(declaration);
            words.Add(word.Success
                ? word.Groups["name"].Value
                : throw new ArgumentException($"The constants of a shader are words, \"uint name;\", not \"{declaration};\".", nameof(declarations)));
        }

        return words;
    }

    private static string Move(string text, Match buffer, List<string> words)
    {
        var head = new StringBuilder("cbuffer _ : register(b0)\n{\n");
        var globals = new StringBuilder("\nStructuredBuffer<uint> k_words : register(t0);\n");
        var assignments = new StringBuilder();
        for (int i = 0; i < words.Count; i++)
        {
            if (i < Shader.HeadWords)
            {
                head.Append(CultureInfo.InvariantCulture, $"    uint {words[i]};\n");
            }
            else
            {
                globals.Append(CultureInfo.InvariantCulture, $"static uint {words[i]};\n");
                assignments.Append(CultureInfo.InvariantCulture, $"\n    {words[i]} = k_words[{i - Shader.HeadWords}];");
            }
        }

        Match entry = EntryPoint().Match(text);
        if (!entry.Success)
        {
            throw new ArgumentException("A shader has no function Execute.", nameof(text));
        }

        int body = entry.Index + entry.Length;
        int behind = buffer.Index + buffer.Length;
        return string.Concat(text[..buffer.Index], head.Append("}\n").Append(globals).ToString(), text[behind..body], assignments.ToString(), text[body..]);
    }

    [GeneratedRegex(@"\bcbuffer\s+_\s*:\s*register\s*\(\s*b0\s*\)\s*\{(?<words>[^}]*)\}\s*?\n?")]
    private static partial Regex ConstantBuffer();

    [GeneratedRegex(@"^uint\s+(?<name>[A-Za-z_]\w*)$")]
    private static partial Regex Word();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bvoid\s+Execute\s*\([^)]*\)\s*\{")]
    private static partial Regex EntryPoint();
}
