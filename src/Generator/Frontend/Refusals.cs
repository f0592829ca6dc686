using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// The walk before lowering: code that does not compile, and constructs that are refused by their kind alone. It does not
/// look into what it refuses, so that one refusal is one diagnostic.
/// </summary>
internal static class Refusals
{
    /// <summary>Records a problem for each construct that cannot be lowered; false if the body does not compile.</summary>
    /// <param name="body">The body, of the method or of one that is inlined into it.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="problems">What is found.</param>
    /// <param name="token">Ends the search.</param>
    /// <param name="locate">Where a problem is shown that stands in another file, if that may be.</param>
    public static bool Find(
        IOperation body, string method, List<Problem> problems, CancellationToken token, System.Func<Location, Location>? locate = null)
    {
        var found = new List<Problem>();
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            IOperation operation = open.Pop();
            if (IsError(operation))
            {
                return false;
            }

            if (operation.ConstantValue.HasValue || operation is IInvocationOperation call && BodyLowering.IsErased(call))
            {
                continue;
            }

            if (ReasonFor(operation) is { } reason)
            {
                if (HasErrors(operation))
                {
                    return false;
                }

                (Location place, string thing) = Place(operation.Syntax);
                found.Add(new Problem(reason, locate is null ? place : locate(place), method, thing));
                continue;
            }

            foreach (IOperation child in Children(operation))
            {
                open.Push(child);
            }
        }

        // An array that is refused where it is made would be refused again at each use: one diagnostic says it.
        Problem[] ordered = found.OrderBy(problem => problem.Location.SourceSpan.Start).ToArray();
        Problem? firstBuffer = ordered.FirstOrDefault(problem => problem.Id == Reason.Buffer);
        problems.AddRange(ordered.Where(problem => problem.Id != Reason.Buffer || ReferenceEquals(problem, firstBuffer)));
        return true;
    }

    /// <summary>Why an operation of this kind is refused, or null.</summary>
    public static string? ReasonFor(IOperation operation)
    {
        switch (operation)
        {
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax }:
                return TypeMap.Ir(operation.Type!).IsBuffer ? null : Reason.Unsafe;
            case IBranchOperation { Syntax.RawKind: (int)SyntaxKind.GotoStatement }:
                return Reason.Goto;
            case IVariableDeclarationGroupOperation { Syntax: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } }:
                return Reason.Exceptions;
            case IPropertyReferenceOperation { Property.IsIndexer: true, ConstrainedToType: null, Instance.Type: var type } indexer
                when (type is null || !TypeMap.Ir(type).IsBuffer) && !IsOfSourceStruct(indexer.Property):
                return Reason.Buffer;
            case IConversionOperation conversion:
                Conversion kind = conversion.GetConversion();
                return conversion.Type?.TypeKind == TypeKind.Dynamic || conversion.Operand.Type?.TypeKind == TypeKind.Dynamic ? Reason.Dynamic
                    : kind.IsPointer ? Reason.Unsafe
                    : (kind.IsCollectionExpression || kind.IsSpan) && !TypeMap.Ir(conversion.Type!).IsBuffer ? Reason.Buffer
                    : kind.IsInterpolatedStringHandler || kind.IsInterpolatedString ? Reason.Construct
                    : null;
            case { Type.TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer }:
                return Reason.Unsafe;
            case { Type.TypeKind: TypeKind.Dynamic }:
                return Reason.Dynamic;
            default:
                return OperationCoverage.Refused.TryGetValue(operation.Kind, out string? reason) ? reason : null;
        }
    }

    /// <summary>Whether an indexer is code that can be inlined.</summary>
    private static bool IsOfSourceStruct(IPropertySymbol indexer) =>
        indexer.ContainingType is { IsValueType: true, Locations: [{ IsInSource: true }, ..] } && !indexer.ReturnsByRef && !indexer.ReturnsByRefReadonly;

    private static IEnumerable<IOperation> Children(IOperation operation)
    {
        if (operation is ILocalFunctionOperation)
        {
            // Looked into where it is called: one that is not called is in nobody's way.
            return [];
        }

        // params arguments are expanded again, so their implicit array is no array of the user's.
        bool isExpanded = operation is IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray or ArgumentKind.ParamCollection };
        IOperation.OperationList children = operation.ChildOperations;
        if (!isExpanded)
        {
            return children.Reverse();
        }

        IOperation value = ((IArgumentOperation)operation).Value;
        value = value is IConversionOperation conversion ? conversion.Operand : value;
        return value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Reverse(),
            ICollectionExpressionOperation collection => collection.Elements.Reverse(),
            _ => [],
        };
    }

    private static bool IsError(IOperation operation) =>
        operation.Kind == OperationKind.Invalid
        || operation.Type?.TypeKind == TypeKind.Error
        || operation is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.None }
        || (operation is IConversionOperation conversion && IsError(conversion));

    /// <summary>A conversion that C# would not make by itself, yet nobody wrote, is how an error looks in the tree.</summary>
    private static bool IsError(IConversionOperation conversion)
    {
        Conversion kind = conversion.GetConversion();
        return !kind.Exists
            || (conversion.IsImplicit && !kind.IsImplicit && !kind.IsThrow && conversion.Operand is not IConversionOperation
                && conversion.Parent is not IConversionOperation && conversion.Syntax is not CastExpressionSyntax);
    }

    private static bool HasErrors(IOperation operation) =>
        operation.ChildOperations.Any(child => child.Kind == OperationKind.Invalid || child.Type?.TypeKind == TypeKind.Error);

    /// <summary>The smallest piece of the text that names the construct.</summary>
    public static (Location Place, string Thing) Place(SyntaxNode node)
    {
        SyntaxToken? keyword = node switch
        {
            ForStatementSyntax syntax => syntax.ForKeyword,
            CommonForEachStatementSyntax syntax => syntax.ForEachKeyword,
            WhileStatementSyntax syntax => syntax.WhileKeyword,
            DoStatementSyntax syntax => syntax.DoKeyword,
            SwitchStatementSyntax syntax => syntax.SwitchKeyword,
            TryStatementSyntax syntax => syntax.TryKeyword,
            LockStatementSyntax syntax => syntax.LockKeyword,
            UsingStatementSyntax syntax => syntax.UsingKeyword,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } syntax => syntax.UsingKeyword,
            GotoStatementSyntax syntax => syntax.GotoKeyword,
            ThrowStatementSyntax syntax => syntax.ThrowKeyword,
            LabeledStatementSyntax syntax => syntax.Identifier,
            YieldStatementSyntax syntax => syntax.YieldKeyword,
            AwaitExpressionSyntax syntax => syntax.AwaitKeyword,
            FixedStatementSyntax syntax => syntax.FixedKeyword,
            LocalFunctionStatementSyntax syntax => syntax.Identifier,
            _ => null,
        };
        return keyword is { } token
            ? (token.GetLocation(), token.ValueText)
            : Whole((node as ExpressionStatementSyntax)?.Expression ?? node);

        static (Location Place, string Thing) Whole(SyntaxNode node) => (node.GetLocation(), Shortened(node.ToString()));
    }

    private static string Shortened(string text)
    {
        string line = string.Join(" ", text.Split(['\r', '\n', ' ', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 40 ? line : line.Substring(0, 37) + "...";
    }
}
