using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// The kinds of loops, each lowered by a plan. A <c>for</c> over an int with a bound and step that the body does not change is counted, and
/// so is <c>foreach</c>; every other loop is a loop on a condition.
/// </content>
internal sealed partial class BodyLowering
{
    private Flow LowerLoop(ILoopOperation loop)
    {
        int declared = _declared.Count;
        int ops = _builder.Ops.Count;
        int problems = _problems.Count;
        ImmutableDictionary<object, Datum> outside = _environment;
        HashSet<int> outsideBuffers = _outsideBuffers;
        _outsideBuffers = [.. Buffers(outside)];
        var rebinding = new Rebinding();
        _rebindings.Push(rebinding);
        Flow flow = Flow.Falls;
        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            rebinding.HasGrown = false;
            flow = loop switch
            {
                IForLoopOperation counted => LowerFor(counted),
                IForEachLoopOperation each => LowerForEach(each),
                IWhileLoopOperation conditional => LowerWhile(conditional),
                _ => RefusedLoop(loop),
            };
            Scope(declared, outside);
            if (!rebinding.HasGrown)
            {
                break;
            }

            // A variable has turned out to be bound anew: again, with a number for its source.
            _builder.Ops.RemoveRange(ops, _builder.Ops.Count - ops);
            _problems.RemoveRange(problems, _problems.Count - problems);
            _environment = outside;
        }

        _rebindings.Pop();
        _outsideBuffers = outsideBuffers;
        foreach (object variable in rebinding.Variables.Where(variable => _rebindings.Count > 0 && _environment.ContainsKey(variable)))
        {
            Track(_rebindings.Peek(), variable, _environment[variable].Scalar);
        }

        return flow;
    }

    private Flow RefusedLoop(ILoopOperation loop)
    {
        Refuse(Reason.Loop, loop.Syntax.GetFirstToken().GetLocation(), loop.Syntax.GetFirstToken().ValueText);
        return Flow.Falls;
    }

    /// <summary>Forgets the variables declared since.</summary>
    private void Scope(int declared, ImmutableDictionary<object, Datum> outside)
    {
        for (int i = declared; i < _declared.Count; i++)
        {
            if (!outside.ContainsKey(_declared[i]))
            {
                _environment = _environment.Remove(_declared[i]);
            }
        }

        _declared.RemoveRange(declared, _declared.Count - declared);
    }

    private Flow LowerFor(IForLoopOperation loop)
    {
        int problems = _problems.Count;
        ImmutableDictionary<object, Datum> outside = _environment;
        int declared = _declared.Count;
        int ops = _builder.Ops.Count;
        if (CountedShape(loop) is { } shape)
        {
            Value first = LowerScalar(shape.First);
            if (LowerBound(shape.Bound) is (var bound, var reads))
            {
                var plan = new LoopPlan(new LoopAttribute(shape.Step, shape.IsInclusive), new Breakable(loop.ExitLabel, loop.ContinueLabel))
                {
                    Bounds = [first, bound],
                    Counter = shape.Counter,
                    CounterName = shape.Counter.Name,
                    Body = _ => Sequence(Flatten(loop.Body), 0),
                    Holds = environment => IsUnchanged(shape.Counter, environment) && reads.All(symbol => IsUnchanged(symbol, environment)),
                };
                if (EmitLoop(plan, out Flow flow))
                {
                    return flow;
                }
            }

            // The body changes what it counts on: start again as a loop on a condition.
            _builder.Ops.RemoveRange(ops, _builder.Ops.Count - ops);
            _problems.RemoveRange(problems, _problems.Count - problems);
            Scope(declared, outside);
            _environment = outside;
        }

        foreach (IOperation statement in loop.Before)
        {
            Sequence(Flatten(statement), 0);
        }

        return OnCondition(
            new Breakable(loop.ExitLabel, loop.ContinueLabel), loop.Condition, testsLast: false, () => Sequence(Flatten(loop.Body), 0), [.. loop.AtLoopBottom]);
    }

    private Flow LowerWhile(IWhileLoopOperation loop) => OnCondition(
        new Breakable(loop.ExitLabel, loop.ContinueLabel), loop.Condition, !loop.ConditionIsTop, () => Sequence(Flatten(loop.Body), 0), []);

    private Flow OnCondition(Breakable breakable, IOperation? condition, bool testsLast, Func<Flow> body, List<IOperation> bottom)
    {
        int problems = _problems.Count;
        bool isEndless = condition is null || condition.ConstantValue is { HasValue: true, Value: true };
        Flow WithBottom()
        {
            Flow flow = body();
            return bottom.Count == 0 ? flow : Then(Continue(breakable, flow), () => Sequence(Flatten(bottom), 0));
        }

        if (isEndless || !ChangesVariables(condition!))
        {
            var plan = new LoopPlan(new LoopAttribute(TestsLast: testsLast && !isEndless), breakable)
            {
                Condition = isEndless ? null : () => LowerScalar(condition!),
                Body = _ => WithBottom(),
            };
            if (EmitLoop(plan, out Flow flow))
            {
                return flow;
            }

            _problems.RemoveRange(problems, _problems.Count - problems);
        }

        // A condition that assigns runs inside the body, which stops where it fails.
        Flow Test()
        {
            Value holds = LowerScalar(condition!);
            int declared = _declared.Count;
            Arm goes = Capture(() => Flow.Falls);
            Arm stops = Capture(() => Take(breakable.Broken));
            return Combine(holds, goes, stops, declared);
        }

        var assigning = new LoopPlan(new LoopAttribute(), breakable)
        {
            Body = _ => testsLast ? Then(Continue(breakable, WithBottom()), Test) : Then(Test(), WithBottom),
        };
        EmitLoop(assigning, out Flow result);
        return result;
    }

    /// <summary>A continue ends here: the paths that took it go on.</summary>
    private Flow Continue(Breakable breakable, Flow flow)
    {
        if (flow.Kind is FlowKind.Thrown or FlowKind.Falls)
        {
            return flow;
        }

        Forget(breakable.Continued);
        return FlowOfExits();
    }

    private static bool ChangesVariables(IOperation operation) => operation.DescendantsAndSelf().Any(inner =>
        inner is IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationExpressionOperation or IDeclarationPatternOperation
            or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out });

    private Flow LowerForEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        var variable = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (!Ir(collection.Type!).IsBuffer || variable is null)
        {
            return RefusedLoop(loop);
        }

        Value buffer = LowerScalar(collection);
        ITypeSymbol element = TypeMap.ElementOf(TypeOf(collection))!;
        var breakable = new Breakable(loop.ExitLabel, loop.ContinueLabel);
        return Rank(buffer, [], breakable, () => Sequence(Flatten(loop.Body), 0));

        Flow Rank(Value over, Value[] indices, Breakable current, Func<Flow> body)
        {
            bool isLast = indices.Length == over.Type.Rank - 1;
            var plan = new LoopPlan(new LoopAttribute(), current)
            {
                Bounds = [_builder.Constant(IrType.Int, 0L), _builder.Length(over, over.Type.Rank == 1 ? null : indices.Length)],
                CounterName = "i",
                Body = counter =>
                {
                    Value[] all = [.. indices, counter!];
                    if (!isLast)
                    {
                        // A break leaves all dimensions.
                        return Rank(over, all, new Breakable(null, loop.ContinueLabel), body);
                    }

                    if (variable.RefKind != RefKind.None)
                    {
                        _aliases[variable] = new Place(_method, TypeOfVariable(variable), []) { Element = new Element(over, all), Operation = loop };
                        return body();
                    }

                    _declared.Add(variable);
                    Datum value = _builder.Load(over, all);
                    Assign(variable, ConvertImplicitly(value, element, variable.Type, loop));
                    return body();
                },
            };
            EmitLoop(plan, out Flow flow);
            return flow;
        }
    }

    private readonly record struct Counted(ILocalSymbol Counter, IOperation First, IOperation Bound, long Step, bool IsInclusive);

    /// <summary><c>for (int i = first; i &lt; bound; i += step)</c> and its kin, or null.</summary>
    private static Counted? CountedShape(IForLoopOperation loop)
    {
        if (loop.Before.Length != 1 || loop.Locals.Length != 1 || loop.AtLoopBottom.Length != 1 || loop.ConditionLocals.Length > 0
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: { Type.SpecialType: SpecialType.System_Int32 } counter } declarator] }] }
            || declarator.GetVariableInitializer()?.Value is not { } first
            || loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } condition
            || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: var bottom }
            || StepOf(bottom, counter) is not { } step || step == 0 || Math.Abs(step) > int.MaxValue)
        {
            return null;
        }

        bool isLeft = IsReference(condition.LeftOperand, counter);
        IOperation bound = isLeft ? condition.RightOperand : condition.LeftOperand;
        if ((!isLeft && !IsReference(condition.RightOperand, counter)) || bound.Type?.SpecialType != SpecialType.System_Int32
            || VariablesOf(bound).Contains(counter, SymbolEqualityComparer.Default))
        {
            return null;
        }

        (bool rises, bool isInclusive) = (condition.OperatorKind, isLeft) switch
        {
            (BinaryOperatorKind.LessThan, true) or (BinaryOperatorKind.GreaterThan, false) => (true, false),
            (BinaryOperatorKind.LessThanOrEqual, true) or (BinaryOperatorKind.GreaterThanOrEqual, false) => (true, true),
            (BinaryOperatorKind.GreaterThan, true) or (BinaryOperatorKind.LessThan, false) => (false, false),
            (BinaryOperatorKind.GreaterThanOrEqual, true) or (BinaryOperatorKind.LessThanOrEqual, false) => (false, true),
            _ => (step < 0, false),
        };
        bool isRelation = condition.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        return isRelation && rises == step > 0 ? new Counted(counter, first, bound, step, isInclusive) : null;
    }

    private static bool IsReference(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    private static long? StepOf(IOperation bottom, ILocalSymbol counter)
    {
        switch (bottom)
        {
            case IIncrementOrDecrementOperation step when IsReference(step.Target, counter):
                return step.Kind == OperationKind.Increment ? 1 : -1;
            case ICompoundAssignmentOperation { OperatorMethod: null, Value.ConstantValue: { HasValue: true, Value: int by } } compound
                when IsReference(compound.Target, counter):
                return compound.OperatorKind == BinaryOperatorKind.Add ? by : compound.OperatorKind == BinaryOperatorKind.Subtract ? -(long)by : null;
            default:
                return null;
        }
    }

    private static IEnumerable<ISymbol> VariablesOf(IOperation operation) => operation.DescendantsAndSelf()
        .Select(inner => inner switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null!,
        })
        .Where(symbol => symbol is not null);

    /// <summary>
    /// The bound if computing it once is as good as computing it again each time: it cannot throw and has no effects. With the variables that
    /// it is computed from, those that are read by another name or in what it calls included: they must stay what they are.
    /// </summary>
    private (Value Bound, IReadOnlyCollection<ISymbol> Reads)? LowerBound(IOperation bound)
    {
        if (ChangesVariables(bound))
        {
            return null;
        }

        int start = _builder.Ops.Count;
        ImmutableDictionary<object, Datum> before = _environment;
        HashSet<ISymbol>? outer = _reads;
        var reads = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        _reads = reads;
        Value value = LowerScalar(bound);
        _reads = outer;
        outer?.UnionWith(reads);
        bool isPure = _builder.Ops.Skip(start).All(Analysis.Purity.IsPure) && before.Keys.All(variable => IsUnchanged(variable, before));
        return isPure ? (value, reads) : null;
    }

    private bool IsUnchanged(object symbol, ImmutableDictionary<object, Datum> after) =>
        Find(_environment, symbol) is not { } before || (Find(after, symbol) is { } now && before.Is(now));
}
