using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Inlining: members of structs, local functions, and differentiable methods whose signature has no members of its own. The
/// callee's statements are lowered where the call stands, with its parameters as variables or, by reference, as other names
/// for the caller's.
/// </content>
internal sealed partial class BodyLowering
{
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _lowerable = new(SymbolEqualityComparer.Default);

    /// <summary>How many of the declared variables belong to the callers of the body that is lowered now: they outlive it.</summary>
    private int _outerVariables;

    /// <summary>Where the operation stands that is lowered now, for problems without a node of their own.</summary>
    private SyntaxNode? _place;

    /// <summary>Whether an inlined body does not compile, which is left to the compiler to say.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The method whose <c>this</c> is in scope, or null.</summary>
    private IMethodSymbol? This
    {
        get
        {
            IMethodSymbol? method = _frames.Count == 0 ? _method : _frames[_frames.Count - 1].Method;
            while (method is { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            {
                method = method.ContainingSymbol as IMethodSymbol;
            }

            return method is not null && (_aliases.ContainsKey(method) || _environment.ContainsKey(method)) ? method : null;
        }
    }

    /// <summary>What a parameter or <c>this</c> stands for: a place, a value, or a new variable without a value yet.</summary>
    private readonly record struct Binding(IParameterSymbol? Parameter, Place? Place, Datum? Value);

    private sealed record Frame(IMethodSymbol Method, SyntaxNode CallSite);

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    /// <summary>Whether the parameter is one of this method or of one that is being inlined.</summary>
    private bool IsKnown(IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method)
        || _frames.Any(frame => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, frame.Method)
            || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, frame.Method.AssociatedSymbol));

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (tree == _model.SyntaxTree)
        {
            return _model;
        }

        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
            model = _model.Compilation.GetSemanticModel(tree);
            _models.Add(tree, model);
        }

        return model;
    }

    private bool HasSource(IMethodSymbol method) => IsPrimary(Definition(method)) || BodyOf(Definition(method)) is not null;

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.MethodKind == MethodKind.Constructor && constructor.DeclaringSyntaxReferences is [var reference, ..]
        && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax;

    private IOperation? BodyOf(IMethodSymbol definition)
    {
        if (!_bodies.TryGetValue(definition, out IOperation? body))
        {
            foreach (SyntaxReference reference in definition.DeclaringSyntaxReferences)
            {
                if (_model.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                {
                    body ??= ModelOf(reference.SyntaxTree).GetOperation(reference.GetSyntax(_token), _token);
                }
            }

            body = body is ILocalFunctionOperation function ? function.Body : body;
            body = body is IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation ? body : null;
            _bodies.Add(definition, body);
        }

        return body;
    }

    /// <summary>The arguments as written: values, and places for parameters by reference; null if one has been refused.</summary>
    /// <param name="arguments">The arguments of a call, perhaps of the interface's member that the method implements.</param>
    /// <param name="method">The method that is called in the end.</param>
    private List<Binding>? Bind(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        var bindings = new List<Binding>();
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = Definition(method).Parameters[argument.Parameter!.Ordinal];
            Place? place = parameter.RefKind == RefKind.None ? null : PlaceOf(argument.Value);
            if (place is null && parameter.RefKind is RefKind.Ref or RefKind.Out && argument.Value is not IDiscardOperation)
            {
                Refuse(Refusals.ReasonFor(argument.Value) ?? Reason.Reference, argument.Syntax, argument.Syntax.ToString());
                return null;
            }

            bool isValue = place is null && parameter.RefKind != RefKind.Out;
            bindings.Add(new Binding(parameter, place, isValue ? Lower(argument.Value) : null));
        }

        return bindings;
    }

    /// <summary>Inlines a method whose receiver, if it has one, is bound already; null if its source is not at hand.</summary>
    /// <param name="method">The method, closed.</param>
    /// <param name="receiver">What its <c>this</c> stands for.</param>
    /// <param name="arguments">What its parameters stand for.</param>
    /// <param name="callSite">The call.</param>
    /// <param name="leave">Looks at the callee's variables when it is done.</param>
    private Datum? Inline(
        IMethodSymbol method, Binding? receiver, IReadOnlyList<Binding> arguments, SyntaxNode callSite, Action<IMethodSymbol>? leave = null)
    {
        IMethodSymbol definition = Definition(method);
        IBlockOperation? block = BodyOf(definition) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            IBlockOperation body => body,
            _ => null,
        };
        if (block is null)
        {
            return null;
        }

        string? reason = definition.IsAsync || definition.IsIterator ? Reason.AsyncOrIterator
            : definition.ReturnsByRef || definition.ReturnsByRefReadonly ? Reason.Reference
            : null;
        if (reason is not null)
        {
            Refuse(reason, callSite, definition.Name);
            return Placeholder(method.ReturnType);
        }

        Datum? result = InFrame(method, receiver, arguments, callSite, () =>
        {
            Datum value = InlineBody(definition, block);
            leave?.Invoke(definition);
            return value;
        });
        return result ?? Placeholder(method.ReturnType);
    }

    /// <summary>Lowers the statements of a body in place and gives its result.</summary>
    private Datum InlineBody(IMethodSymbol definition, IBlockOperation block)
    {
        Flow flow = Sequence(Flatten(block.Operations), 0);
        return definition.ReturnsVoid || definition.MethodKind == MethodKind.Constructor ? Datum.Void
            : flow.Kind == FlowKind.Left && Find(_environment, _exits.Result) is { } result ? result
            : Placeholder(definition.ReturnType);
    }

    /// <summary>A new value from a constructor: the fields' initialisers, then its statements, on a zero value.</summary>
    private Datum InlineConstructor(IMethodSymbol constructor, IReadOnlyList<Binding> arguments, SyntaxNode callSite)
    {
        IMethodSymbol definition = Definition(constructor);
        INamedTypeSymbol type = constructor.ContainingType;
        Shape shape = ShapeOf(type)!;
        Datum zero = Datum.Composite([.. shape.Types.Select(Zero)], shape.Names);
        return InFrame(constructor, new Binding(null, null, zero), arguments, callSite, () =>
        {
            Place place = PlaceOf(definition, type);
            var body = BodyOf(definition) as IConstructorBodyOperation;
            IInvocationOperation? chained = body?.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation call }
                && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType.OriginalDefinition, type.OriginalDefinition) ? call : null;
            if (chained is null)
            {
                InitializeFields(definition, place, shape);
            }
            else if (Closed(chained.TargetMethod, null) is var other && !other.IsImplicitlyDeclared)
            {
                Datum made = Bind(chained.Arguments, other) is { } values ? InlineConstructor(other, values, chained.Syntax) : Placeholder(type);
                Write(place, made);
            }

            if ((body?.BlockBody ?? body?.ExpressionBody) is { } block)
            {
                InlineBody(definition, block);
            }

            return Read(place);
        }) ?? zero;
    }

    /// <summary>The properties of a record's parameters, then the initialisers of fields and properties in the order of the text.</summary>
    private void InitializeFields(IMethodSymbol constructor, Place place, Shape shape)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters.Where(parameter => shape.IndexOf(parameter) >= 0))
        {
            Write(place.Field(shape.IndexOf(parameter), ""), Read(PlaceOf(parameter, parameter.Type)));
        }

        for (int i = 0; i < shape.Fields.Count; i++)
        {
            IFieldSymbol field = shape.Fields[i].OriginalDefinition;
            ISymbol member = field.AssociatedSymbol ?? field;
            SyntaxNode? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_token);
            Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax? initializer = null;
            switch (syntax)
            {
                case Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax:
                    IParameterSymbol? parameter = constructor.Parameters.FirstOrDefault(candidate => candidate.Name == member.Name);
                    if (parameter is not null)
                    {
                        Write(place.Field(i, ""), Read(PlaceOf(parameter, parameter.Type)));
                    }

                    break;
                case Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax variable:
                    initializer = variable.Initializer;
                    break;
                case Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax property:
                    initializer = property.Initializer;
                    break;
            }

            if (initializer is not null
                && ModelOf(initializer.SyntaxTree).GetOperation(initializer, _token) is ISymbolInitializerOperation { Value: var value })
            {
                HasErrors |= !Refusals.Find(value, _method.Name, _problems, _token, Locate);
                Write(place.Field(i, shape.Names[i]), Lower(value));
            }
        }
    }
}
