using System;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using System.Threading;
using ComputeSharp.Interop;

namespace AutoDiff;

/// <summary>A shader as ComputeSharp is to see it: text, bytecode, and what lies in which register.</summary>
/// <remarks>The buffers u0, u1 ... come first; the moved words of <see cref="RootConstants"/> are t0, behind them.</remarks>
[SupportedOSPlatform("windows6.2")]
internal sealed partial class ShaderProgram
{
    private readonly Lock _lock = new();
    private readonly RootConstants _constants;
    private readonly Func<string, byte[]> _compile;
    private readonly int[] _elementBytes;
    private byte[]? _bytecode;

    /// <summary>Describes a shader.</summary>
    /// <param name="shader">The shader.</param>
    /// <param name="compile">Compiles its text, when that is asked for.</param>
    /// <exception cref="GpuException">It has more constants or buffers than Direct3D takes.</exception>
    /// <exception cref="ArgumentException">It does not declare its buffers or its constants as shaders here do.</exception>
    public ShaderProgram(Shader shader, Func<string, byte[]> compile)
    {
        _constants = RootConstants.Of(shader);
        _compile = compile;
        _elementBytes = ElementSizes(shader);

        var ranges = new ResourceDescriptorRange[ResourceCount];
        for (int i = 0; i < BindingCount; i++)
        {
            ranges[i] = new ResourceDescriptorRange(ResourceDescriptorRangeType.UnorderedAccessView, (uint)i);
        }

        if (HasWords)
        {
            ranges[BindingCount] = new ResourceDescriptorRange(ResourceDescriptorRangeType.ShaderResourceView, 0);
        }

        Ranges = ranges;
    }

    /// <summary>The text.</summary>
    public string Source => _constants.Text;

    /// <summary>The words of the constant buffer that a run passes.</summary>
    public int WordCount => _constants.WordCount;

    /// <summary>The words that lie in the root signature, the first ones.</summary>
    public int RootCount => _constants.RootCount;

    /// <summary>Whether the other words lie in a buffer, the last resource.</summary>
    public bool HasWords => _constants.HasMoved;

    /// <summary>The number of buffers u0, u1 ...</summary>
    public int BindingCount => _elementBytes.Length;

    /// <summary>The number of resources.</summary>
    public int ResourceCount => BindingCount + (HasWords ? 1 : 0);

    /// <summary>The kind and the register of each resource.</summary>
    public ReadOnlyMemory<ResourceDescriptorRange> Ranges { get; }

    /// <summary>What the compiler makes of the text, once and when it is first wanted.</summary>
    /// <exception cref="GpuException">It does not compile.</exception>
    public byte[] Bytecode
    {
        get
        {
            lock (_lock)
            {
                return _bytecode ??= _compile(Source);
            }
        }
    }

    /// <summary>The bytes of an element of a buffer, as the shader declares it.</summary>
    public int ElementBytes(int binding) => _elementBytes[binding];

    private static int[] ElementSizes(Shader shader)
    {
        var sizes = new int[shader.BindingCount];
        foreach (Match match in Declaration().Matches(shader.Text))
        {
            int register = int.Parse(match.Groups["register"].Value, CultureInfo.InvariantCulture);
            if (register < sizes.Length)
            {
                sizes[register] = match.Groups["type"].Value switch
                {
                    "float" or "int" or "uint" => 4,
                    "double" or "float2" or "int2" or "uint2" => 8,
                    string type => throw new ArgumentException($"A shader has a buffer of {type}; elements have four or eight bytes.", nameof(shader)),
                };
            }
        }

        int missing = Array.IndexOf(sizes, 0);
        return missing < 0 ? sizes : throw new ArgumentException($"A shader of {sizes.Length} buffers does not declare u{missing}.", nameof(shader));
    }

    [GeneratedRegex(@"\bRWStructuredBuffer\s*<\s*(?<type>\w+)\s*>\s*\w+\s*:\s*register\s*\(\s*u(?<register>\d+)\s*\)")]
    private static partial Regex Declaration();
}
