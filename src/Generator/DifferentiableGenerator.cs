using System;
using System.Collections.Generic;
using System.Text;
using AutoDiff.Generator.Emit;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator;

/// <summary>
/// Wires the stages together: find, lower, differentiate, emit. Lowering runs for every attributed method on every edit, so it is
/// all that it does; what follows is cached by structural equality. Methods with problems give no output here: the analyzer reports them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    internal const string AttributeName = "AutoDiff.DifferentiableAttribute";

    private readonly Analyses _analyses;

    /// <summary>Creates the generator.</summary>
    public DifferentiableGenerator()
        : this(Analyses.On)
    {
    }

    /// <summary>Creates a generator with or without the analyses, for tests that compare both.</summary>
    internal DifferentiableGenerator(Analyses analyses) => _analyses = analyses;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Analyses analyses = _analyses;
        IncrementalValuesProvider<MethodModel> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (target, token) => Lowering.Run((IMethodSymbol)target.TargetSymbol, target.SemanticModel, token).Model)
            .WithTrackingName(TrackingNames.Lower)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        IncrementalValuesProvider<Derivatives> derivatives = methods
            .Select((method, token) => TryDifferentiate(method, analyses, out string? _))
            .WithTrackingName(TrackingNames.Differentiate)
            .Where(static result => result is not null)
            .Select(static (result, _) => result!);

        IncrementalValuesProvider<(string HintName, string? Text)> files = derivatives
            .Select(static (result, token) => (result.Method.HintName, TryWrite(result, out string? _)))
            .WithTrackingName(TrackingNames.Emit)
            .Where(static file => file.Item2 is not null);

        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Text!, Encoding.UTF8)));
    }

    /// <summary>Runs the stages behind lowering, for the analyzer.</summary>
    /// <param name="model">The method.</param>
    /// <param name="obstacles">Where that is asked, receives what keeps its kernel from running on graphics processors.</param>
    /// <returns>What went wrong, or null.</returns>
    internal static string? Check(MethodModel model, List<DeviceObstacle>? obstacles = null)
    {
        string? error;
        if (TryDifferentiate(model, Analyses.On, out error) is not { } derivatives || TryWrite(derivatives, out error) is null)
        {
            return error;
        }

        obstacles?.AddRange(HlslKernel.Of(derivatives).Obstacles);
        return null;
    }

    private static Derivatives? TryDifferentiate(MethodModel model, Analyses analyses, out string? error) =>
        Try(model, method => Derivatives.Of(method, analyses), out error);

    private static string? TryWrite(Derivatives derivatives, out string? error) => Try(derivatives, CSharpFile.Write, out error);

    // An exception here would take down the generated code of the whole project; this way one method is left out, and DIFF9001 says why.
#pragma warning disable CA1031
    private static TOut? Try<TIn, TOut>(TIn input, Func<TIn, TOut> stage, out string? error)
        where TOut : class
    {
        error = null;
        try
        {
            return stage(input);
        }
        catch (Exception exception)
        {
            error = $"{exception.GetType().Name}: {exception.Message}";
            return null;
        }
    }
#pragma warning restore CA1031
}
