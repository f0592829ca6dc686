using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Loops. A body is lowered with a parameter for every variable; what it leaves as it was is not carried after all. A <c>for</c> over
/// an int with a bound and step that the body does not change is counted; every other loop is a loop on a condition. Ways out are
/// flags that the body yields: break and return stop the loop, and only return is looked at behind it.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>How a loop is to be lowered.</summary>
    private sealed record LoopPlan(LoopAttribute Attribute, Breakable Breakable)
    {
        /// <summary>First value and bound of a counted loop.</summary>
        public IReadOnlyList<Value> Bounds { get; init; } = [];

        /// <summary>The user's counter.</summary>
        public ILocalSymbol? Counter { get; init; }

        public string? CounterName { get; init; }

        /// <summary>The condition where it only reads; null for a loop that ends by its flag alone.</summary>
        public Func<Value>? Condition { get; init; }

        /// <summary>Lowers the body; the counter's value is null unless the loop is counted.</summary>
        public required Func<Value?, Flow> Body { get; init; }

        /// <summary>Whether the environment after the body is what the plan relies on.</summary>
        public Func<ImmutableDictionary<object, Datum>, bool> Holds { get; init; } = _ => true;

        public bool IsCounted => Bounds.Count > 0;
    }

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
            if (LowerBound(shape.Bound, loop.Body) is { } bound)
            {
                var plan = new LoopPlan(new LoopAttribute(shape.Step, shape.IsInclusive), new Breakable(loop.ExitLabel, loop.ContinueLabel))
                {
                    Bounds = [first, bound],
                    Counter = shape.Counter,
                    CounterName = shape.Counter.Name,
                    Body = _ => Sequence(Flatten(loop.Body), 0),
                    Holds = environment => IsUnchanged(shape.Counter, environment) && VariablesOf(shape.Bound).All(symbol => IsUnchanged(symbol, environment)),
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

    /// <summary>The bound if computing it once is as good as computing it again each time: it cannot throw and has no effects.</summary>
    private Value? LowerBound(IOperation bound, IOperation body)
    {
        if (ChangesVariables(bound))
        {
            return null;
        }

        int start = _builder.Ops.Count;
        Value value = LowerScalar(bound);
        return _builder.Ops.Skip(start).All(Analysis.Purity.IsPure) ? value : null;
    }

    private bool IsUnchanged(ISymbol symbol, ImmutableDictionary<object, Datum> after) =>
        Find(_environment, symbol) is not { } before || (Find(after, symbol) is { } now && before.Is(now));

    /// <summary>Lowers a loop after its plan.</summary>
    /// <returns>False if the plan does not hold: then nothing has been added.</returns>
    private bool EmitLoop(LoopPlan plan, out Flow flow)
    {
        Rebinding rebinding = _rebindings.Peek();
        bool rebinds = rebinding.Variables.Count > 0 && !rebinding.IsOpen;
        int declaredBefore = _declared.Count;
        ImmutableDictionary<object, Datum> unnumbered = _environment;
        if (rebinds)
        {
            rebinding.IsOpen = true;
            _environment = Number(rebinding, _environment);
        }

        bool isEmitted = EmitLoop(plan, rebinds ? rebinding : null, out flow);
        if (rebinds)
        {
            rebinding.IsOpen = false;
            if (isEmitted)
            {
                Choose(rebinding, unnumbered);
                _environment = _environment.RemoveRange(rebinding.Numbers.Values);
            }
            else
            {
                _environment = unnumbered;
            }

            _declared.RemoveRange(declaredBefore, _declared.Count - declaredBefore);
        }

        return isEmitted;
    }

    private bool EmitLoop(LoopPlan plan, Rebinding? rebinding, out Flow flow)
    {
        ImmutableDictionary<object, Datum> outside = _environment;
        bool wasDead = _isDead;
        int declared = _declared.Count;
        int origin = _builder.Origin;
        flow = Flow.Falls;
        LoopValues values = OpenVariables(outside);
        Region? test = null;
        if (plan.Condition is { } condition)
        {
            LoopValues own = OpenVariables(outside);
            _environment = own.Environment;
            _builder.OpenRegion();
            if (rebinding is not null)
            {
                Choose(rebinding, outside);
            }

            Value holds = condition();
            if (_isDead)
            {
                TrimAfterThrow();
            }

            test = _builder.CloseRegion(own.Parameters, [holds]);
            _isDead = wasDead;
        }

        _environment = values.Environment;
        Value? counter = null;
        if (plan.IsCounted)
        {
            counter = _builder.NewValue(IrType.Int, plan.CounterName);
            if (plan.Counter is { } local)
            {
                _declared.Add(local);
                _environment = _environment.SetItem(local, counter);
            }
        }

        ImmutableDictionary<object, Datum> start = _environment;
        _exits.Breakables.Add(plan.Breakable);
        OpenExit(plan.Breakable.Broken);
        OpenExit(plan.Breakable.Continued);
        _builder.OpenRegion();
        if (rebinding is not null)
        {
            Choose(rebinding, outside);
        }

        Flow inside = plan.Body(counter);
        bool throws = _isDead;
        if (rebinding is not null && !throws)
        {
            Renumber(rebinding, outside, start);
        }

        if (throws)
        {
            TrimAfterThrow();
        }

        _exits.Breakables.RemoveAt(_exits.Breakables.Count - 1);
        ImmutableDictionary<object, Datum> end = _environment;
        _environment = start;
        bool holdsUp = plan.Holds(end) && (plan.Counter is null || end.TryGetValue(plan.Counter, out Datum? c) && c.Scalar.Id == counter!.Id);
        _environment = end;
        if (!holdsUp)
        {
            _builder.CloseRegion();
            _environment = outside;
            _isDead = wasDead;
            _declared.RemoveRange(declared, _declared.Count - declared);
            return false;
        }

        bool breaks = !throws && inside.Kind is FlowKind.Left or FlowKind.Mixed && MayTake(plan.Breakable.Broken);
        bool returns = !throws && inside.Kind is FlowKind.Left or FlowKind.Mixed && MayTake(_exits.Returned);
        bool stops = breaks || returns;
        Value? stop = stops ? AnyOf([plan.Breakable.Broken, _exits.Returned]) : null;
        Close(plan, values, outside, end, test, counter, stop, returns, throws, declared, origin);
        _isDead = wasDead;
        bool isEndless = !plan.IsCounted && plan.Condition is null && !breaks;
        flow = isEndless ? Flow.Left : returns ? Flow.Mixed : Flow.Falls;
        return true;
    }

    private bool MayTake(Exit exit) => Find(_environment, exit) is { } flag && flag.Scalar.Id != _false!.Id;

    /// <summary>The variables of a region of a loop: a parameter for each scalar that comes in.</summary>
    private sealed class LoopValues
    {
        public required ImmutableDictionary<object, Datum> Environment { get; set; }

        public List<Value> Parameters { get; } = [];

        public List<Value> Inits { get; } = [];
    }

    private LoopValues OpenVariables(ImmutableDictionary<object, Datum> outside)
    {
        var values = new LoopValues { Environment = outside };
        foreach (object variable in _declared)
        {
            if (IsCarried(variable) && Find(outside, variable) is { } datum)
            {
                values.Environment = values.Environment.SetItem(variable, Open(datum, NameOf(variable)));
            }
        }

        return values;

        Datum Open(Datum datum, string name)
        {
            if (datum.IsComposite)
            {
                return datum.WithElements([.. datum.Elements.Select((element, i) => Open(element, name + datum.Names[i]))]);
            }

            Value init = datum.Scalar;
            if (init.Type.IsBuffer)
            {
                return init;
            }

            Value parameter = _builder.NewValue(init.Type, name);
            values.Parameters.Add(parameter);
            values.Inits.Add(init);
            return parameter;
        }
    }

    /// <summary>Makes the loop's operation of the open region; the environment behind it has the results.</summary>
    private void Close(
        LoopPlan plan,
        LoopValues values,
        ImmutableDictionary<object, Datum> outside,
        ImmutableDictionary<object, Datum> end,
        Region? test,
        Value? counter,
        Value? stop,
        bool returns,
        bool throws,
        int declared,
        int origin)
    {
        var inits = new List<Value>();
        var parameters = new List<Value>();
        var testParameters = new List<Value>();
        var nexts = new List<Value>();
        var results = new List<Value>();
        var unchanged = new Dictionary<int, Value>();
        var after = outside;
        int position = 0;

        Value Carry(Value? init, Value? parameter, Value? testParameter, Value next, string name)
        {
            // A variable that gets its first value in the loop starts with any.
            inits.Add(init ?? next with { Id = -1 });
            parameters.Add(parameter ?? _builder.NewValue(next.Type, name));
            testParameters.Add(testParameter ?? _builder.NewValue(next.Type, name));
            nexts.Add(next);
            Value result = _builder.NewValue(next.Type, name);
            results.Add(result);
            return result;
        }

        Datum Leave(Datum before, Datum now, string name)
        {
            if (before.IsComposite)
            {
                return now.WithElements([.. before.Elements.Select((element, i) => Leave(element, now.Elements[i], name + before.Names[i]))]);
            }

            if (before.Scalar.Type.IsBuffer)
            {
                return before;
            }

            Value parameter = values.Parameters[position];
            Value init = values.Inits[position];
            Value? testParameter = test?.Parameters[position];
            position++;
            if (throws || now.Scalar.Id == parameter.Id)
            {
                unchanged.Add(parameter.Id, init);
                if (testParameter is not null)
                {
                    unchanged.Add(testParameter.Id, init);
                }

                return init;
            }

            return Carry(init, parameter, testParameter, now.Scalar, name);
        }

        Datum Appear(Datum now, string name) => now.IsComposite
            ? now.WithElements([.. now.Elements.Select((element, i) => Appear(element, name + now.Names[i]))])
            : now.Scalar.Type.IsBuffer ? now : Carry(null, null, null, now.Scalar, name);

        for (int i = 0; i < declared; i++)
        {
            object variable = _declared[i];
            Datum? before = Find(outside, variable);
            Datum? now = Find(end, variable);
            if (!IsCarried(variable))
            {
                continue;
            }

            if (before is not null)
            {
                CheckBuffers(variable, before, now);
                bool isSame = now is not null && before.HasShapeOf(now);
                after = after.SetItem(variable, Leave(before, isSame ? now! : before, NameOf(variable)));
            }
            else if (now is not null && !throws)
            {
                after = after.SetItem(variable, Appear(now, NameOf(variable)));
            }
        }

        if (returns)
        {
            after = after.SetItem(_exits.Returned, Carry(_false, null, null, end[_exits.Returned].Scalar, "returned"));
            if (Find(end, _exits.Result) is { } result)
            {
                after = after.SetItem(_exits.Result, Appear(result, "result"));
            }
        }

        Region body = throws ? CloseThrowingBody(parameters, counter) : _builder.CloseRegion(
            counter is null ? parameters : [counter, .. parameters], stop is null ? nexts : [stop, .. nexts]);
        for (int i = 0; i < inits.Count; i++)
        {
            if (inits[i].Id < 0)
            {
                inits[i] = Default(inits[i].Type);
            }
        }

        bool isCounted = plan.IsCounted;
        if (!isCounted)
        {
            test = test is null ? AlwaysTrue(testParameters) : test with { Parameters = testParameters.ToEquatableArray() };
        }

        if (!isCounted || stop is not null)
        {
            results.Add(_builder.NewValue(IrType.Int, "iterations"));
        }

        foreach (KeyValuePair<int, Value> pair in unchanged)
        {
            _substituted[pair.Key] = pair.Value;
        }

        Region[] regions = isCounted ? [body] : [test!, body];
        _builder.Origin = origin;
        _builder.Add(new Op(
            isCounted ? OpKind.For : OpKind.While,
            results.ToEquatableArray(),
            plan.Bounds.Concat(inits).ToEquatableArray(),
            regions.Select(region => Substitution.Apply(region, unchanged)).ToEquatableArray(),
            plan.Attribute with { Breaks = stop is not null },
            origin));
        _environment = after;
        _declared.RemoveRange(declared, _declared.Count - declared);
    }

    private Region AlwaysTrue(List<Value> parameters)
    {
        _builder.OpenRegion();
        return _builder.CloseRegion(parameters, [_builder.Constant(IrType.Bool, 1L)]);
    }

    /// <summary>The body of a loop that throws in its first iteration.</summary>
    private Region CloseThrowingBody(List<Value> parameters, Value? counter) =>
        _builder.CloseRegion(counter is null ? parameters : [counter, .. parameters], []);

    /// <summary>A variable that holds an array or a span may not hold another one in the next iteration.</summary>
    private void CheckBuffers(object variable, Datum before, Datum? now, bool isPart = false)
    {
        if (now is null)
        {
            return;
        }

        if (!before.HasShapeOf(now))
        {
            Refuse(Reason.Object, ((ISymbol)variable).Locations[0], NameOf(variable));
            return;
        }

        if (before.IsComposite)
        {
            for (int i = 0; i < before.Elements.Count; i++)
            {
                CheckBuffers(variable, before.Elements[i], now.Elements[i], isPart: true);
            }
        }
        else if (before.Scalar.Type.IsBuffer && before.Scalar.Id != now.Scalar.Id)
        {
            if (isPart || !Rebind(variable, before.Scalar))
            {
                Refuse(Reason.BufferCarried, ((ISymbol)variable).Locations[0], NameOf(variable));
            }
        }
    }

    /// <summary>Whether a loop carries a variable: the user's are, and the numbers of sources; exits are looked after by themselves.</summary>
    private bool IsCarried(object variable) =>
        variable is not Exit exit || _rebindings.Any(rebinding => rebinding.Numbers.ContainsValue(exit));
}
