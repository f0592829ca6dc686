using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Lowers one method body to structured SSA. The invariants:
/// <list type="bullet">
/// <item>The environment maps each local and parameter to the value it has now; nothing else remembers an assignment.</item>
/// <item>Operations are appended in C#'s order of evaluation, each side effect once.</item>
/// <item>What the compiler folded is taken as it folded it.</item>
/// <item>What is not understood becomes a problem, and a placeholder so that later problems are found too; with a problem
/// there is no model, so that a placeholder never reaches generated code.</item>
/// </list>
/// The parts of this class: statements, branches, places, variables, expressions, members, operators, equality, conversions, calls,
/// inlining, generics, structs, vectors, deconstruction, templates, patterns.
/// </summary>
internal sealed partial class BodyLowering
{
    private readonly IMethodSymbol _method;
    private readonly SemanticModel _model;
    private readonly CancellationToken _token;
    private readonly List<Problem> _problems;
    private readonly Builder _builder = new(0);
    private readonly bool _projectIsChecked;

    /// <summary>The variables in the order of their declaration: what is yielded must not depend on hashing.</summary>
    private readonly List<object> _declared = [];

    private readonly List<(IReadOnlyList<Value> Operands, Problem Problem)> _derivativeBarriers = [];

    private ImmutableDictionary<object, Datum> _environment =
        ImmutableDictionary.Create<object, Datum>(VariableComparer.Instance);

    /// <summary>Whether the open region has thrown: what follows in it is never executed.</summary>
    private bool _isDead;

    /// <summary>Parameters of loops that turned out not to change, and what they are outside.</summary>
    private readonly Dictionary<int, Value> _substituted = [];

    /// <summary>The values that come in, which have the first ids.</summary>
    private readonly bool _inlinesCallees;
    private int _parameterValues;
    private int _throwDepth;

    // With inlinesCallees, differentiable methods are written into the body also where they have members to call.
    public BodyLowering(IMethodSymbol method, SemanticModel model, List<Problem> problems, CancellationToken token, bool inlinesCallees = false)
    {
        _inlinesCallees = inlinesCallees;
        _method = method;
        _model = model;
        _problems = problems;
        _token = token;
        _projectIsChecked = model.Compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { CheckOverflow: true };
    }

    public Function Run(IReadOnlyList<ParameterModel> parameters, IOperation body)
    {
        var values = new List<Value>();
        var active = new List<Value>();
        for (int i = 0; i < parameters.Count; i++)
        {
            _declared.Add(_method.Parameters[i]);
            if (parameters[i].IsInput)
            {
                int first = values.Count;
                values.AddRange(parameters[i].Shape.Leaves.Select(leaf => _builder.NewValue(leaf.Type, parameters[i].Name + leaf.Name)));
                active.AddRange(values.Skip(first).Where(_ => parameters[i].IsActive));
            }
        }

        _parameterValues = values.Count;
        _builder.OpenRegion();
        int next = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            IParameterSymbol parameter = _method.Parameters[i];
            if (!parameters[i].IsInput)
            {
                continue;
            }

            _place = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_token) ?? body.Syntax;
            Datum datum = parameters[i].Shape.IsComposite ? Assembled(parameter.Type, values, ref next) : Split(values[next++], parameter.Type);
            _environment = _environment.SetItem(parameter, datum);
        }

        MakeConstants();
        BindInstance(body);
        OpenExits();
        Flow flow = Sequence(Flatten(BlockOf(body).Operations), 0);
        if (flow.Kind is FlowKind.Falls or FlowKind.Mixed && !_method.ReturnsVoid)
        {
            // What was refused may have held the return.
            _environment = _problems.Count > 0
                ? _environment.SetItem(_exits.Result, Placeholder(_method.ReturnType))
                : throw new InvalidOperationException("A path through the method does not return.");
        }

        Region region = flow.Kind == FlowKind.Thrown ? CloseThrowing(parameters) : _builder.CloseRegion(Outputs(parameters));
        var function = new Function(values.ToEquatableArray(), WithConstants(region), _builder.NextId);
        ReportUnreadable(function);
        RemoveRepeated(_problems);
        var memory = Memory.Of(function);
        ReportBarriers(Activity.Of(function, memory, active));
        return function;
    }

    /// <summary>
    /// Where a varied value enters code without a known derivative, the gradient would silently miss a term: that is a problem.
    /// </summary>
    private void ReportBarriers(Activity activity) =>
        _problems.AddRange(_derivativeBarriers
            .Where(barrier => barrier.Operands.Any(operand => activity.IsVaried(Substitution.Apply(operand, _substituted))))
            .Select(barrier => barrier.Problem)
            .GroupBy(problem => (problem.Id, problem.Location.SourceSpan))
            .Select(group => group.First()));

    /// <summary>A field that generated code may not name is a problem if its value is used.</summary>
    private void ReportUnreadable(Function function)
    {
        var used = new HashSet<int>();
        foreach (Op op in function.Body.Ops.Where(_ => _unreadable.Count > 0))
        {
            Definitions.CollectUses(op, used);
        }

        used.UnionWith(function.Body.Yields.Select(value => value.Id));
        _problems.AddRange(_unreadable.Where(field => used.Contains(field.Value.Id)).Select(field => field.Problem));
    }

    /// <summary>Code that is lowered for several paths is refused once.</summary>
    private static void RemoveRepeated(List<Problem> problems)
    {
        var seen = new HashSet<(string, Microsoft.CodeAnalysis.Text.TextSpan)>();
        problems.RemoveAll(problem => !seen.Add((problem.Id, problem.Location.SourceSpan)));
    }

    private static IBlockOperation BlockOf(IOperation body) => body switch
    {
        IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody!,
        IBlockOperation block => block,
        _ => throw new InvalidOperationException($"A method body is a {body.Kind}."),
    };

    /// <summary>A struct or tuple of values that have come in one by one.</summary>
    private Datum Assembled(ITypeSymbol type, IReadOnlyList<Value> values, ref int next)
    {
        if (ShapeOf(type) is not { } shape)
        {
            return values[next++];
        }

        var elements = new List<Datum>();
        foreach (IFieldSymbol field in shape.Fields)
        {
            elements.Add(Assembled(field.Type, values, ref next));
        }

        return Datum.Composite(elements, shape.Names);
    }

    /// <summary>What goes out: the parts of the result, then those of the parameters that the caller gets back.</summary>
    private Value[] Outputs(IReadOnlyList<ParameterModel> parameters)
    {
        var outputs = new List<Value>();
        if (!_method.ReturnsVoid)
        {
            Add(_environment[_exits.Result], _method.ReturnType);
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].IsOutput)
            {
                Add(Find(_environment, _method.Parameters[i]) ?? Placeholder(_method.Parameters[i].Type), _method.Parameters[i].Type);
            }
        }

        return [.. outputs];

        void Add(Datum datum, ITypeSymbol type) => outputs.AddRange(Scalars(datum.IsComposite ? datum : Split(datum.Scalar, type)));
    }

    /// <summary>The body always throws: its yields are undefined, and defined before the Throw, which ends the region.</summary>
    private Region CloseThrowing(IReadOnlyList<ParameterModel> parameters)
    {
        TrimAfterThrow();
        IEnumerable<LeafModel> leaves = _method.ReturnsVoid ? [] : Boundary.ShapeOf(_method.ReturnType, _method)!.Leaves;
        leaves = leaves.Concat(parameters.Where(parameter => parameter.IsOutput).SelectMany(parameter => parameter.Shape.Leaves));
        return _builder.CloseRegion(_builder.UndefinedBeforeThrow(leaves.Select(leaf => leaf.Type)));
    }

    private void TrimAfterThrow()
    {
        List<Op> ops = _builder.Ops;
        int end = ops.FindIndex(op => op.Kind == OpKind.Throw) + 1;
        ops.RemoveRange(end, ops.Count - end);
    }

    private void EnterNode()
    {
        _token.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    private void Refuse(string reason, SyntaxNode place, string thing) => Refuse(reason, place.GetLocation(), thing);

    private void Refuse(string reason, Location place, string thing) => _problems.Add(new Problem(reason, Locate(place), _method.Name, thing));

    /// <summary>Records a problem and gives a value to go on with.</summary>
    private Datum Refused(string reason, IOperation operation, string thing)
    {
        Refuse(reason, operation.Syntax, thing);
        return Placeholder(operation.Type);
    }

    private Datum Placeholder(ITypeSymbol? type) =>
        type is null ? Default(new IrType(ScalarKind.Opaque, "object")) : type.SpecialType == SpecialType.System_Void ? Datum.Void : Zero(type);

    /// <summary>The value that a variable has where nobody reads it.</summary>
    private Value Default(IrType type) => type.Kind switch
    {
        ScalarKind.Opaque => _builder.Constant(type, 0L, $"default({type.Name})!"),
        _ => _builder.Constant(type, 0L),
    };

    /// <summary>Records that the derivative is lost if one of the operands depends on an active parameter.</summary>
    private void Barrier(string reason, SyntaxNode place, string thing, IReadOnlyList<Value> operands)
    {
        if (_throwDepth == 0)
        {
            _derivativeBarriers.Add(([.. operands.SelectMany(PartsOf)], new Problem(reason, Locate(place.GetLocation()), _method.Name, thing)));
        }
    }

    private IEnumerable<Value> PartsOf(Value value) => _parts.TryGetValue(value.Id, out Value[]? parts) ? parts.SelectMany(PartsOf) : [value];
}
