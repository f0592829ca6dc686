using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;

namespace AutoDiff;

/// <summary>A shader that is written by hand: its function <c>Execute</c> in a file, the constants and buffers that it names here.</summary>
/// <remarks>As in the shaders of kernels all buffers are u-registers, and names begin with <c>k_</c>; see <see cref="ShaderComposer"/>.</remarks>
internal sealed class DeviceProgram
{
    private const string ResourceFolder = "Programs/";

    // The bits of a double are out of reach, and compilers may take x != x for false.
    private const string IsNaN = """
        bool k_IsNaN(double k_x)
        {
            bool k_isNumber = k_x <= 0.0L || k_x >= 0.0L;
            return !k_isNumber;
        }


        """;

    private readonly string _file;
    private readonly string _functions;
    private readonly string[] _words;
    private readonly string[] _buffers;
    private readonly ConcurrentDictionary<bool, Shader> _shaders = new();

    /// <summary>Describes a program.</summary>
    /// <param name="file">The name of its file, without the ending.</param>
    /// <param name="functions">Functions in front of those of the file.</param>
    /// <param name="words">The constants: words, or with the type <c>real</c> in front numbers, which take one word or two and are read by a function.</param>
    /// <param name="buffers">The types of the elements and the names of the buffers.</param>
    public DeviceProgram(string file, string functions, string[] words, string[] buffers)
    {
        _file = file;
        _functions = functions;
        _words = words;
        _buffers = buffers;
    }

    /// <summary>The name, for messages.</summary>
    public string Name => _file;

    /// <summary>The shader for a type of elements.</summary>
    public Shader Get(bool isDouble) => _shaders.GetOrAdd(isDouble, Compose);

    private Shader Compose(bool isDouble)
    {
        var text = new StringBuilder("cbuffer _ : register(b0)\n{\n    uint __x;\n    uint __y;\n    uint __z;\n    uint zero;\n");
        var readers = new StringBuilder();
        foreach (string word in _words)
        {
            if (!word.StartsWith("real ", StringComparison.Ordinal))
            {
                text.Append("    uint ").Append(word).Append(";\n");
                continue;
            }

            string name = word["real ".Length..];
            text.Append("    uint ").Append(name).Append("Low;\n").Append(isDouble ? $"    uint {name}High;\n" : "");
            readers.Append(isDouble ? $"double {name}()\n{{\n    return asdouble({name}Low, {name}High);\n}}\n\n" : $"float {name}()\n{{\n    return asfloat({name}Low);\n}}\n\n");
        }

        text.Append("}\n\n");
        for (int i = 0; i < _buffers.Length; i++)
        {
            string[] parts = _buffers[i].Split(' ');
            text.Append("RWStructuredBuffer<").Append(parts[0]).Append("> ").Append(parts[1]).Append(" : register(u").Append(i).Append(");\n");
        }

        string body = _functions + ReadFile();
        if (isDouble && HlslText.Identifiers(body).Contains("k_IsNaN"))
        {
            body = IsNaN + body;
        }
        else if (!isDouble)
        {
            body = body.Replace("k_IsNaN", "ad_IsNaN", StringComparison.Ordinal);
        }

        text.Append('\n').Append(HlslPrelude.Shared.Reached(body, isDouble, _file)).Append(readers).Append(body);
        return new Shader(HlslText.WithElements(text.ToString().ReplaceLineEndings("\n"), isDouble), _buffers.Length);
    }

    private string ReadFile()
    {
        using Stream stream = typeof(DeviceProgram).Assembly.GetManifestResourceStream($"{ResourceFolder}{_file}.hlsl")
            ?? throw new InvalidDataException($"There is no program {_file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
