using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// From a method marked <c>[Differentiable]</c> to its model, or to the reasons why there is none. Never throws but for
/// cancellation: an error of this generator is a problem too, and code that does not compile is left to the compiler.
/// </summary>
internal static class Lowering
{
    private static readonly LoweringResult Silent = new(null, []);

    public static LoweringResult Run(IMethodSymbol method, SemanticModel model, CancellationToken token)
    {
        SyntaxNode? declaration = method.DeclaringSyntaxReferences
            .FirstOrDefault(reference => reference.SyntaxTree == model.SyntaxTree)?.GetSyntax(token);
        if (declaration is null)
        {
            return Silent;
        }

        try
        {
            return Run(method, declaration, model, token);
        }
        catch (InsufficientExecutionStackException)
        {
            return Only(new Problem(Reason.TooDeep, MethodContract.NameOf(declaration), method.Name, method.Name));
        }
#pragma warning disable CA1031 // Whatever goes wrong here must reach the user as a diagnostic, not as a crash of the compiler's host.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return HasErrors(declaration, model, token)
                ? Silent
                : Only(new Problem(Reason.Internal, MethodContract.NameOf(declaration), method.Name, $"{error.GetType().Name}: {error.Message}"));
        }
    }

    private static LoweringResult Run(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, CancellationToken token)
    {
        if (declaration.ContainsDiagnostics || HasErrorTypes(method))
        {
            return Silent;
        }

        var problems = new List<Problem>();
        MethodContract.Check(method, declaration, problems);
        if (problems.Count > 0)
        {
            return new LoweringResult(null, problems);
        }

        IOperation? body = model.GetOperation(declaration, token);
        if (body is null || !Refusals.Find(body, method.Name, problems, token))
        {
            return Silent;
        }

        var names = new MemberNames(method);
        AttributeData attribute = MethodContract.DifferentiableAttribute(method)!;
        Members members = names.Check(MethodContract.Asked(attribute), declaration, problems);
        if (problems.Any(IsFatal))
        {
            return new LoweringResult(null, problems);
        }

        SignatureModel signature = SignatureText.Signature(method, declaration);
        var lowering = new BodyLowering(method, model, problems, token);
        Function function = lowering.Run(signature.Parameters, body);
        if (lowering.HasErrors)
        {
            return Silent;
        }

        // The backward pass of a kernel runs the forward code again.
        members = lowering.StateWritten is not null ? members & ~Members.Elementwise : members;
        IReadOnlyList<SyntaxNode?> origins = lowering.Origins;
        Function? inlined = (members & Members.Elementwise) != 0 && Definitions.Contains(function.Body, OpKind.Call)
            ? Inlined(method, signature, body, model, ref origins, token)
            : null;
        signature = WithWritten(signature, function);
        if (problems.Any(IsFatal))
        {
            return new LoweringResult(null, problems);
        }

        DeviceRequest? request = MethodContract.RunsOnGpu(attribute) ? new DeviceRequest(method, declaration, origins) : null;
        if (request?.Check(attribute, lowering.StateWritten) is { } misfit)
        {
            problems.Add(misfit);
            request = null;
        }

        return new LoweringResult(
            new MethodModel(
                SignatureText.Container(method), signature, members, function, inlined, SignatureText.HintName(method), MemberNames.KernelName(method)),
            problems,
            request);
    }

    /// <summary>The body with the methods that it calls written into it: a kernel has no vectors to call them with. Null where one cannot be.</summary>
    private static Function? Inlined(
        IMethodSymbol method, SignatureModel signature, IOperation body, SemanticModel model, ref IReadOnlyList<SyntaxNode?> origins, CancellationToken token)
    {
        var problems = new List<Problem>();
        var lowering = new BodyLowering(method, model, problems, token, inlinesCallees: true);
        Function function = lowering.Run(signature.Parameters, body);
        if (problems.Count > 0 || lowering.HasErrors || lowering.StateWritten is not null)
        {
            return null;
        }

        origins = lowering.Origins;
        return function;
    }

    /// <summary>A problem other than a remark stands against the method.</summary>
    private static bool IsFatal(Problem problem) => problem.Id is not (Reason.GraphLeftOut or Reason.EqualityOfReals);

    /// <summary>The signature with what the body says: whose elements it writes.</summary>
    private static SignatureModel WithWritten(SignatureModel signature, Function function)
    {
        var memory = Analysis.Memory.Of(function);
        var parameters = new List<ParameterModel>();
        int next = 0;
        foreach (ParameterModel parameter in signature.Parameters)
        {
            parameters.Add(parameter with { IsWritten = parameter.Type.IsBuffer && parameter.IsInput && memory.IsWritten(function.Parameters[next]) });
            next += parameter.IsInput ? parameter.Shape.Leaves.Count : 0;
        }

        return signature with { Parameters = parameters.ToEquatableArray() };
    }

    private static LoweringResult Only(Problem problem) => new(null, [problem]);

    private static bool HasErrorTypes(IMethodSymbol method) =>
        method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error);

    private static bool HasErrors(SyntaxNode declaration, SemanticModel model, CancellationToken token)
    {
        TextSpan span = declaration.Span;
        return model.GetDiagnostics(span, token).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
