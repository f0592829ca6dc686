using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using AutoDiff.Generator.Tests.Snapshots;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Analysis;

/// <summary>
/// The analyses make the reverse sweep fast and change nothing else: with them and without, where whatever can be kept is kept on the
/// tape, every program of the gradient tests gives the same value bit for bit and the same gradient to rounding.
/// </summary>
[TestFixture]
internal sealed class AnalysesTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly double[] Elements = [0.9, 0.2, 0.5, -0.3, 0.8, 0.11];

    private static IEnumerable<string> ProgramFiles() =>
        Directory.GetFiles(Folder("Programs"), "*.cs").Select(file => Path.GetFileName(file).Split('.')[0]).Distinct().Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(ProgramFiles))]
    public void Both_ways_give_the_same_derivatives(string file)
    {
        Assembly fast = Compile(Analyses.On);
        Assembly reference = Compile(Analyses.Off);
        int compared = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (MethodInfo method in fast.GetType("AutoDiff.Gradients.Tests.Programs." + file)!.GetMethods(Statics).Where(IsProgram))
            {
                foreach (object[] point in Points(method))
                {
                    (string Bits, double[] Gradient)? expected = Evaluate(reference, method, point);
                    (string Bits, double[] Gradient)? actual = Evaluate(fast, method, point);
                    if (expected is null || actual is null)
                    {
                        continue;
                    }

                    compared++;
                    string at = $"{method.Name}({string.Join(", ", point)})";
                    Assert.That(actual.Value.Bits, Is.EqualTo(expected.Value.Bits), at);
                    double scale = expected.Value.Gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max() + 1e-3;
                    double tolerance = method.ReturnType == typeof(float) ? 1e-5 : 1e-13;
                    Assert.That(actual.Value.Gradient, Is.EqualTo(expected.Value.Gradient).Within(tolerance * scale), at);
                }
            }
        }

        Assert.That(compared, Is.Positive);
    }

    private static bool IsProgram(MethodInfo method) =>
        !method.IsGenericMethodDefinition && method.ReturnType != typeof(void)
        && method.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "DifferentiableAttribute");

    private static IEnumerable<object[]> Points(MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length == 1 && parameters[0].ParameterType == typeof(double[]))
        {
            yield return [Elements];
        }

        foreach (Attribute at in method.GetCustomAttributes().Where(attribute => attribute.GetType().Name == "AtAttribute"))
        {
            var arguments = (object[])at.GetType().GetProperty("Arguments")!.GetValue(at)!;
            yield return [.. arguments.Select((argument, i) => Convert.ChangeType(argument, parameters[i].ParameterType, null))];
        }
    }

    private static (string Bits, double[] Gradient)? Evaluate(Assembly assembly, MethodInfo method, object[] point)
    {
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodInfo? member = assembly.GetType(method.DeclaringType!.FullName!)!.GetMethod(method.Name + "ValueAndGradient", Statics, types);
        if (member is null)
        {
            return null;
        }

        object[] arguments = [.. point.Select(argument => argument is double[] array ? (double[])array.Clone() : argument)];
        var result = (ITuple)member.Invoke(null, arguments)!;
        string elements = string.Join(" ", arguments.OfType<double[]>().SelectMany(array => array).Select(BitConverter.DoubleToInt64Bits));
        long bits = BitConverter.DoubleToInt64Bits(Convert.ToDouble(result[0], null));
        return ($"{bits} {elements}", [.. Flatten(result[1]!)]);
    }

    private static IEnumerable<double> Flatten(object value) => value switch
    {
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i]!)),
        double[] array => array,
        _ => [Convert.ToDouble(value, null)],
    };

    private static string Folder(string name) => Path.GetFullPath(Path.Combine(Snapshot.Folder(), "..", "..", "Gradients.Tests", name));

    private Assembly Compile(Analyses analyses)
    {
        if (!_compiled.TryGetValue(analyses, out Assembly? assembly))
        {
            IEnumerable<string> files = Directory.GetFiles(Folder("Programs"), "*.cs").Append(Path.Combine(Folder(""), "AtAttribute.cs"));
            CSharpCompilation program = Sources.Compile("#pragma warning disable CS1591");
            var options = (CSharpParseOptions)program.SyntaxTrees[0].Options;
            program = program.AddSyntaxTrees(files.Order(StringComparer.Ordinal).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)));
            Generated generated = Generated.Run(program, analyses);
            Assert.That(generated.Faults.Split('\n').Where(fault => fault.Contains("error", StringComparison.Ordinal)), Is.Empty);
            _compiled.Add(analyses, assembly = generated.Load());
        }

        return assembly;
    }

    private readonly Dictionary<Analyses, Assembly> _compiled = [];
}
