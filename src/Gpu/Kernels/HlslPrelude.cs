using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;

namespace AutoDiff;

/// <summary>The functions <c>ad_*</c> that kernels call, from the HLSL files of this assembly.</summary>
/// <remarks>
/// A shader takes those only that it reaches: they compile faster, and in double precision the others would not compile at all. What
/// <see cref="ArithmeticFile"/> holds is written for <c>real</c> elements, the rest for <c>float</c>.
/// </remarks>
internal sealed class HlslPrelude
{
    /// <summary>What the names of all functions and constants begin with.</summary>
    public const string Prefix = "ad_";

    /// <summary>The file whose functions exist in double precision too.</summary>
    private const string ArithmeticFile = "Arithmetic.hlsl";

    private const string ResourceFolder = "Hlsl/";

    private readonly Dictionary<string, List<Declaration>> _declarations = new(StringComparer.Ordinal);

    private HlslPrelude(IEnumerable<(string File, string Text)> files)
    {
        foreach ((string file, string text) in files)
        {
            foreach (string part in HlslText.Declarations(text))
            {
                string name = HlslText.Identifiers(part).FirstOrDefault(word => word.StartsWith(Prefix, StringComparison.Ordinal))
                    ?? throw new InvalidDataException($"{file} declares something that does not begin with {Prefix}:\n{part}");
                if (!_declarations.TryGetValue(name, out List<Declaration>? overloads))
                {
                    _declarations.Add(name, overloads = []);
                }

                overloads.Add(new Declaration(part, file == ArithmeticFile));
            }
        }
    }

    /// <summary>The prelude of this assembly.</summary>
    public static HlslPrelude Shared { get; } = new(EmbeddedFiles());

    /// <summary>The names of the functions, and whether they exist in double precision.</summary>
    public IEnumerable<(string Name, bool IsArithmetic)> Functions => _declarations.Select(pair => (pair.Key, pair.Value[0].IsArithmetic));

    /// <summary>The declarations that a text reaches, each behind those that it needs itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isDouble">Whether the elements are doubles.</param>
    /// <param name="kernel">The name of the kernel, for messages.</param>
    /// <exception cref="GpuException">A function does not exist.</exception>
    public string Reached(string text, bool isDouble, string kernel)
    {
        var reached = new StringBuilder();
        HashSet<string> seen = new(StringComparer.Ordinal);
        Reach(text);
        return reached.ToString();

        void Reach(string from)
        {
            foreach (string name in HlslText.Identifiers(from))
            {
                if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !seen.Add(name))
                {
                    continue;
                }

                if (!_declarations.TryGetValue(name, out List<Declaration>? overloads))
                {
                    throw new GpuException(GpuFailure.Unsupported, $"The kernel {kernel} calls {name}, which AutoDiff.Gpu does not have for graphics processors.");
                }

                if (isDouble && !overloads[0].IsArithmetic)
                {
                    throw new GpuException(
                        GpuFailure.Unsupported,
                        $"The kernel {kernel} needs {name[Prefix.Length..]} of doubles, with which graphics processors do arithmetic only. Use float, or run it on the CPU, where .To(Device.Cpu) takes its operands. "
                        + "In a method of double, [Differentiable(RunsOnGpu = true)] makes this an error at compile time.");
                }

                foreach (Declaration overload in overloads)
                {
                    Reach(overload.Text);
                }

                foreach (Declaration overload in overloads)
                {
                    reached.Append(overload.Text).Append("\n\n");
                }
            }
        }
    }

    private static IEnumerable<(string File, string Text)> EmbeddedFiles()
    {
        Assembly assembly = typeof(HlslPrelude).Assembly;
        IEnumerable<string> names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .OrderBy(name => name == ResourceFolder + ArithmeticFile ? 0 : 1)
            .ThenBy(name => name, StringComparer.Ordinal);
        foreach (string name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[ResourceFolder.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    private sealed record Declaration(string Text, bool IsArithmetic);
}
