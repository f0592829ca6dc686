using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Every kind of operation, and what becomes of it: lowered, refused by name, or impossible in the body of a C# method.
/// A test compares these lists with the compiler's, so that a new kind of operation cannot slip through.
/// </summary>
internal static class OperationCoverage
{
    public static readonly IReadOnlyCollection<OperationKind> Lowered = new HashSet<OperationKind>
    {
        OperationKind.Argument, OperationKind.Binary, OperationKind.BinaryPattern, OperationKind.Block, OperationKind.CompoundAssignment,
        OperationKind.Conditional, OperationKind.ConstantPattern, OperationKind.Conversion, OperationKind.DeclarationExpression,
        OperationKind.DeclarationPattern, OperationKind.DeconstructionAssignment, OperationKind.Decrement, OperationKind.DefaultValue,
        OperationKind.Discard, OperationKind.DiscardPattern, OperationKind.Empty, OperationKind.ExpressionStatement,
        OperationKind.FieldReference, OperationKind.Increment, OperationKind.InterpolatedString, OperationKind.InterpolatedStringText,
        OperationKind.Interpolation, OperationKind.Invocation, OperationKind.IsPattern, OperationKind.Literal,
        OperationKind.LocalReference, OperationKind.MethodBody, OperationKind.NameOf, OperationKind.NegatedPattern,
        OperationKind.ParameterReference, OperationKind.PropertyReference, OperationKind.RecursivePattern,
        OperationKind.RelationalPattern, OperationKind.Return, OperationKind.SimpleAssignment, OperationKind.SizeOf,
        OperationKind.SwitchExpression, OperationKind.SwitchExpressionArm, OperationKind.Throw, OperationKind.Tuple,
        OperationKind.TypeOf, OperationKind.TypePattern, OperationKind.Unary, OperationKind.VariableDeclaration,
        OperationKind.VariableDeclarationGroup, OperationKind.VariableDeclarator, OperationKind.VariableInitializer,
        OperationKind.ObjectCreation, OperationKind.Loop, OperationKind.Branch, OperationKind.Switch, OperationKind.SwitchCase,
        OperationKind.CaseClause, OperationKind.ArrayCreation, OperationKind.ArrayElementReference, OperationKind.ArrayInitializer,
        OperationKind.CollectionExpression, OperationKind.ImplicitIndexerReference, OperationKind.Range,
        OperationKind.InstanceReference, OperationKind.MemberInitializer,
        OperationKind.ObjectOrCollectionInitializer, OperationKind.With, OperationKind.LocalFunction, OperationKind.PropertySubpattern,
        OperationKind.TupleBinary, OperationKind.ConstructorBody, OperationKind.FieldInitializer, OperationKind.PropertyInitializer,
    };

    public static readonly IReadOnlyDictionary<OperationKind, string> Refused = new Dictionary<OperationKind, string>
    {
        [OperationKind.Labeled] = Reason.Goto,
        [OperationKind.InlineArrayAccess] = Reason.Buffer,
        [OperationKind.Spread] = Reason.Buffer,
        [OperationKind.Utf8String] = Reason.Buffer,
        [OperationKind.ListPattern] = Reason.Pattern,
        [OperationKind.SlicePattern] = Reason.Pattern,
        [OperationKind.IsType] = Reason.Pattern,
        [OperationKind.AnonymousObjectCreation] = Reason.Object,
        [OperationKind.TypeParameterObjectCreation] = Reason.Object,
        [OperationKind.AnonymousFunction] = Reason.Delegate,
        [OperationKind.DelegateCreation] = Reason.Delegate,
        [OperationKind.MethodReference] = Reason.Delegate,
        [OperationKind.TranslatedQuery] = Reason.Delegate,
        [OperationKind.CatchClause] = Reason.Exceptions,
        [OperationKind.Lock] = Reason.Exceptions,
        [OperationKind.Try] = Reason.Exceptions,
        [OperationKind.Using] = Reason.Exceptions,
        [OperationKind.UsingDeclaration] = Reason.Exceptions,
        [OperationKind.Await] = Reason.AsyncOrIterator,
        [OperationKind.YieldBreak] = Reason.AsyncOrIterator,
        [OperationKind.YieldReturn] = Reason.AsyncOrIterator,
        [OperationKind.AddressOf] = Reason.Unsafe,
        [OperationKind.FunctionPointerInvocation] = Reason.Unsafe,
        [OperationKind.None] = Reason.Unsafe,
        [OperationKind.DynamicIndexerAccess] = Reason.Dynamic,
        [OperationKind.DynamicInvocation] = Reason.Dynamic,
        [OperationKind.DynamicMemberReference] = Reason.Dynamic,
        [OperationKind.DynamicObjectCreation] = Reason.Dynamic,
        [OperationKind.EventAssignment] = Reason.StateWritten,
        [OperationKind.EventReference] = Reason.StateWritten,
        [OperationKind.Coalesce] = Reason.NullHandling,
        [OperationKind.CoalesceAssignment] = Reason.NullHandling,
        [OperationKind.ConditionalAccess] = Reason.NullHandling,
        [OperationKind.ConditionalAccessInstance] = Reason.NullHandling,
        [OperationKind.InterpolatedStringAddition] = Reason.Construct,
        [OperationKind.InterpolatedStringAppendFormatted] = Reason.Construct,
        [OperationKind.InterpolatedStringAppendInvalid] = Reason.Construct,
        [OperationKind.InterpolatedStringAppendLiteral] = Reason.Construct,
        [OperationKind.InterpolatedStringHandlerArgumentPlaceholder] = Reason.Construct,
        [OperationKind.InterpolatedStringHandlerCreation] = Reason.Construct,
    };

    /// <summary>Visual Basic only, obsolete (a collection's element initialiser, which the compiler forbids to name), on other declarations than methods, in control flow graphs only, or an error of the user's.</summary>
    public static readonly IReadOnlyCollection<OperationKind> Impossible = new HashSet<OperationKind>
    {
        OperationKind.Attribute, OperationKind.CaughtException,
        OperationKind.End, OperationKind.FlowAnonymousFunction, OperationKind.FlowCapture,
        OperationKind.FlowCaptureReference, OperationKind.Invalid, OperationKind.IsNull, OperationKind.OmittedArgument,
        OperationKind.ParameterInitializer, OperationKind.Parenthesized, OperationKind.RaiseEvent,
        OperationKind.ReDim, OperationKind.ReDimClause, OperationKind.StaticLocalInitializationSemaphore, OperationKind.Stop,
    };
}
