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

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<MethodModel> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (target, token) => Lowering.Run((IMethodSymbol)target.TargetSymbol, target.SemanticModel, token).Model)
            .WithTrackingName(TrackingNames.Lower)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        IncrementalValuesProvider<Derivatives> derivatives = methods
            .Select(static (method, _) => Derivatives.Of(method))
            .WithTrackingName(TrackingNames.Differentiate);

        IncrementalValuesProvider<(string HintName, string Text)> files = derivatives
            .Select(static (method, _) => (method.Method.HintName, CSharpFile.Write(method)))
            .WithTrackingName(TrackingNames.Emit);

        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Text, Encoding.UTF8)));
    }
}
