using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Statements. Nested blocks are flattened into their sequence, so that "the rest" after an <c>if</c> with an early return
/// is everything up to the end of the arm or method: it is lowered inside the arm that does not return.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Operations behind an <c>if</c> that may be lowered more than once.</summary>
    private const int MaximumRepeatedOperations = 40;

    private static List<IOperation> Flatten(IEnumerable<IOperation> statements)
    {
        var flat = new List<IOperation>();
        foreach (IOperation statement in statements)
        {
            Flatten(statement, flat);
        }

        return flat;
    }

    private static List<IOperation> Flatten(IOperation? statement)
    {
        var flat = new List<IOperation>();
        Flatten(statement, flat);
        return flat;
    }

    private static void Flatten(IOperation? statement, List<IOperation> flat)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (statement)
        {
            case null or IEmptyOperation or ILocalFunctionOperation:
                break;
            case IBlockOperation block:
                foreach (IOperation inner in block.Operations)
                {
                    Flatten(inner, flat);
                }

                break;
            case IConditionalOperation { Type: null, Condition.ConstantValue: { HasValue: true, Value: bool isTrue } } constant:
                Flatten(isTrue ? constant.WhenTrue : constant.WhenFalse, flat);
                break;
            default:
                flat.Add(statement);
                break;
        }
    }

    private Flow Sequence(List<IOperation> statements, int index)
    {
        while (index < statements.Count)
        {
            EnterNode();
            IOperation statement = statements[index++];
            _place = statement.Syntax;
            _builder.Origin = OriginOf(statement.Syntax);
            bool isRestDone = false;
            Flow flow = statement is IConditionalOperation conditional
                ? If(conditional, statements, index, out isRestDone)
                : Statement(statement);
            if (_isDead)
            {
                return Flow.Thrown;
            }

            if (flow.Kind == FlowKind.Mixed && !isRestDone && index < statements.Count)
            {
                int next = index;
                return Then(flow, () => Sequence(statements, next));
            }

            if (flow.Kind != FlowKind.Falls || isRestDone)
            {
                return flow;
            }
        }

        return Flow.Falls;
    }

    private Flow If(IConditionalOperation statement, List<IOperation> statements, int next, out bool isRestDone)
    {
        int origin = _builder.Origin;
        Value condition = LowerScalar(statement.Condition);
        int declared = _declared.Count;
        if (next < statements.Count && IsShort(statements, next) && ReturnsInside(statement))
        {
            // A few statements are better written into each path that falls through than put behind a flag: every path then ends by itself.
            List<IOperation> rest = statements.GetRange(next, statements.Count - next);
            Arm withRest = Capture(() => Sequence([.. Flatten(statement.WhenTrue), .. rest], 0));
            Arm otherWithRest = Capture(() => Sequence([.. Flatten(statement.WhenFalse), .. rest], 0));
            isRestDone = true;
            _builder.Origin = origin;
            return Combine(condition, withRest, otherWithRest, declared);
        }

        Arm first = Capture(() => Sequence(Flatten(statement.WhenTrue), 0));
        Arm second = Capture(() => Sequence(Flatten(statement.WhenFalse), 0));
        isRestDone = next < statements.Count
            && (first.Flow.Kind, second.Flow.Kind) is (FlowKind.Left, FlowKind.Falls) or (FlowKind.Falls, FlowKind.Left);
        if (isRestDone)
        {
            Continue(first.Flow.Kind == FlowKind.Falls ? first : second, () => Sequence(statements, next));
        }

        _builder.Origin = origin;
        return Combine(condition, first, second, declared);
    }

    /// <summary>Whether the statements from here on are few enough to be lowered once for each path that reaches them.</summary>
    private static bool IsShort(List<IOperation> statements, int first)
    {
        int count = 0;
        for (int i = first; i < statements.Count; i++)
        {
            foreach (IOperation _ in statements[i].DescendantsAndSelf())
            {
                if (++count > MaximumRepeatedOperations)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool ReturnsInside(IOperation statement) =>
        statement.Descendants().Any(operation => operation.Kind == OperationKind.Return);

    private Flow Statement(IOperation statement)
    {
        switch (statement)
        {
            case IReturnOperation { ReturnedValue: { } value }:
                Datum result = Lower(value);
                return _isDead ? Flow.Thrown : Return(result);

            case IReturnOperation:
                return Return(null);

            case ILoopOperation loop:
                return LowerLoop(loop);

            case ISwitchOperation choice:
                return LowerSwitch(choice);

            case IBranchOperation branch:
                return LowerBranch(branch);

            case IThrowOperation thrown:
                Throw(thrown);
                return Flow.Thrown;

            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    Declare(declarator);
                }

                return Flow.Falls;

            case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                CallStatement(call);
                return Flow.Falls;

            case IExpressionStatementOperation expression:
                Lower(expression.Operation);
                return Flow.Falls;

            default:
                Refuse(Reason.Construct, statement.Syntax, statement.Kind.ToString());
                return Flow.Falls;
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
        {
            return;
        }

        if (local.RefKind != RefKind.None)
        {
            DeclareReference(declarator);
            return;
        }

        _declared.Add(local);
        if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer)
        {
            Assign(local, Lower(initializer.Value));
        }
    }

    private void Throw(IThrowOperation thrown)
    {
        _throwDepth++;
        Value exception = thrown.Exception is { } operand
            ? LowerScalar(WithoutImplicitConversion(operand))
            : Placeholder(null).Scalar;
        _throwDepth--;
        if (thrown.Exception is null)
        {
            Refuse(Reason.Exceptions, thrown.Syntax, "throw;");
        }

        if (!_isDead)
        {
            _builder.Throw(exception);
            _isDead = true;
        }
    }
}
