using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// How control leaves a piece of code before its end: return, break, continue. Each way out is a bool variable of the lowering, false
/// until it has been taken; joining arms and loops carry these like the user's variables, and what is never taken is folded away.
/// </content>
internal sealed partial class BodyLowering
{
    private enum FlowKind
    {
        Falls,

        /// <summary>Every path has left.</summary>
        Left,
        Thrown,

        /// <summary>Some paths have left, others fall through: the exits say which.</summary>
        Mixed,
    }

    private readonly record struct Flow(FlowKind Kind)
    {
        public static readonly Flow Falls = new(FlowKind.Falls);
        public static readonly Flow Left = new(FlowKind.Left);
        public static readonly Flow Thrown = new(FlowKind.Thrown);
        public static readonly Flow Mixed = new(FlowKind.Mixed);
    }

    /// <summary>A variable of the lowering itself: a way out that has been taken, or the result that is returned.</summary>
    private sealed class Exit(string name)
    {
        public string Name { get; } = name;
    }

    /// <summary>A method body that is being lowered: its way out and its result.</summary>
    private sealed class BodyExits
    {
        public Exit Returned { get; } = new("returned");

        public Exit Result { get; } = new("result");

        /// <summary>The loops and switches around the statement being lowered, from the outside in.</summary>
        public List<Breakable> Breakables { get; } = [];
    }

    /// <summary>A loop or a switch statement that is being lowered.</summary>
    private sealed class Breakable(ILabelSymbol? breakLabel, ILabelSymbol? continueLabel, IReadOnlyList<ISwitchCaseOperation>? cases = null)
    {
        public ILabelSymbol? BreakLabel { get; } = breakLabel;

        public ILabelSymbol? ContinueLabel { get; } = continueLabel;

        public Exit Broken { get; } = new("broken");

        public Exit Continued { get; } = new("continued");

        /// <summary>The sections of a switch, for goto case.</summary>
        public IReadOnlyList<ISwitchCaseOperation> Cases { get; } = cases ?? [];

        /// <summary>The sections being lowered, so that a circle of gotos is found.</summary>
        public List<ISwitchCaseOperation> Open { get; } = [];
    }

    private sealed class VariableComparer : IEqualityComparer<object>
    {
        public static readonly VariableComparer Instance = new();

        public new bool Equals(object? x, object? y) =>
            ReferenceEquals(x, y) || (x is ISymbol a && y is ISymbol b && SymbolEqualityComparer.Default.Equals(a, b));

        public int GetHashCode(object obj) => obj is ISymbol symbol
            ? SymbolEqualityComparer.Default.GetHashCode(symbol)
            : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }

    private BodyExits _exits = new();

    private Value? _true;
    private Value? _false;

    /// <summary>The shared constants of the exits, put in front of everything else at the end, if they are used.</summary>
    private void MakeConstants()
    {
        _true = _builder.NewValue(IrType.Bool);
        _false = _builder.NewValue(IrType.Bool);
    }

    private Region WithConstants(Region body)
    {
        Dictionary<int, int> uses = Definitions.CountUses(body);
        var constants = new List<Op>();
        foreach ((Value value, long bits) in new[] { (_true!, 1L), (_false!, 0L) })
        {
            if (uses.ContainsKey(value.Id))
            {
                constants.Add(new Op(
                    OpKind.Constant, new[] { value }, Array.Empty<Value>(), Array.Empty<Region>(), new ConstantAttribute(bits), 0));
            }
        }

        return body with { Ops = constants.Concat(body.Ops).ToEquatableArray() };
    }

    private static string NameOf(object variable) => variable is ISymbol symbol ? NameOf(symbol) : ((Exit)variable).Name;

    /// <summary>Starts a body of its own: of the method, or of one that is inlined.</summary>
    /// <returns>The exits of the body around it.</returns>
    private BodyExits OpenExits()
    {
        BodyExits outer = _exits;
        _exits = new BodyExits();
        OpenExit(_exits.Returned);
        _declared.Add(_exits.Result);
        return outer;
    }

    private void OpenExit(Exit exit)
    {
        _declared.Add(exit);
        _environment = _environment.SetItem(exit, _false!);
    }

    private Flow Take(Exit exit)
    {
        _environment = _environment.SetItem(exit, _true!);
        return Flow.Left;
    }

    private Flow Return(Datum? result)
    {
        if (result is not null)
        {
            _environment = _environment.SetItem(_exits.Result, result);
        }

        return Take(_exits.Returned);
    }

    private bool HasReturned(Arm arm) =>
        arm.Flow.Kind == FlowKind.Left && Find(arm.Environment, _exits.Returned) is { } returned && returned.Scalar.Id == _true!.Id;

    /// <summary>The exits that could have been taken here.</summary>
    private IEnumerable<Exit> Exits() =>
        _exits.Breakables.SelectMany(breakable => new[] { breakable.Broken, breakable.Continued }).Prepend(_exits.Returned);

    /// <summary>The exits that may have been taken on some path to here.</summary>
    private Exit[] PossibleExits() => [.. Exits().Where(exit => Find(_environment, exit) is { } flag && flag.Scalar.Id != _false!.Id)];

    /// <summary>What the exits say: for use behind a loop or switch whose own exits have been forgotten.</summary>
    private Flow FlowOfExits()
    {
        Exit[] possible = PossibleExits();
        return possible.Length == 0 ? Flow.Falls
            : possible.Any(exit => _environment[exit].Scalar.Id == _true!.Id) ? Flow.Left
            : Flow.Mixed;
    }

    private Value AnyOf(IEnumerable<Exit> exits)
    {
        Value? any = null;
        foreach (Exit exit in exits)
        {
            Value flag = _environment[exit].Scalar;
            any = any is null ? flag : _builder.Apply("orElse", IrType.Bool, any, flag);
        }

        return any ?? _false!;
    }

    private void Forget(params Exit[] exits)
    {
        foreach (Exit exit in exits)
        {
            _environment = _environment.SetItem(exit, _false!);
        }
    }

    /// <summary>Goes on behind code that may have left.</summary>
    private Flow Then(Flow flow, Func<Flow> rest)
    {
        if (flow.Kind != FlowKind.Mixed)
        {
            return flow.Kind == FlowKind.Falls ? rest() : flow;
        }

        Exit[] possible = PossibleExits();
        Value left = AnyOf(possible);
        int declared = _declared.Count;
        Arm done = Capture(() => possible.Length == 1 ? Take(possible[0]) : Flow.Left);
        Arm further = Capture(() =>
        {
            Forget(possible);
            return rest();
        });
        return Combine(left, done, further, declared);
    }

    private Flow LowerBranch(IBranchOperation branch)
    {
        foreach (Breakable breakable in Enumerable.Reverse(_exits.Breakables))
        {
            if (branch.BranchKind == BranchKind.Break && SymbolEqualityComparer.Default.Equals(branch.Target, breakable.BreakLabel))
            {
                return Take(breakable.Broken);
            }

            if (branch.BranchKind == BranchKind.Continue && SymbolEqualityComparer.Default.Equals(branch.Target, breakable.ContinueLabel))
            {
                return Take(breakable.Continued);
            }

            ISwitchCaseOperation? target = branch.BranchKind != BranchKind.GoTo ? null : breakable.Cases.FirstOrDefault(
                section => section.Clauses.Any(clause => SymbolEqualityComparer.Default.Equals(clause.Label, branch.Target)));
            if (target is not null && !breakable.Open.Contains(target))
            {
                return Section(breakable, target);
            }
        }

        Refuse(Reason.Goto, branch.Syntax, branch.Syntax.ToString());
        return Flow.Falls;
    }

    /// <summary>
    /// A switch statement: its sections are tried in the order of their clauses, the default last. The break at the end of a section falls
    /// through to what follows the switch; <c>goto case</c> lowers the section that it names where it stands.
    /// </summary>
    private Flow LowerSwitch(ISwitchOperation statement)
    {
        var breakable = new Breakable(statement.ExitLabel, null, [.. statement.Cases]);
        Datum subject = Lower(statement.Value);
        OpenExit(breakable.Broken);
        _exits.Breakables.Add(breakable);
        ISwitchCaseOperation? otherwise = statement.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        Flow flow = Sections(breakable, statement, subject, 0, otherwise);
        _exits.Breakables.RemoveAt(_exits.Breakables.Count - 1);
        if (_isDead)
        {
            return Flow.Thrown;
        }

        Forget(breakable.Broken);
        return flow.Kind == FlowKind.Falls ? flow : FlowOfExits();
    }

    private Flow Sections(Breakable breakable, ISwitchOperation statement, Datum subject, int index, ISwitchCaseOperation? otherwise)
    {
        EnterNode();
        if (index == statement.Cases.Length)
        {
            return otherwise is null ? Flow.Falls : Section(breakable, otherwise);
        }

        ISwitchCaseOperation section = statement.Cases[index];
        Value? condition = null;
        foreach (ICaseClauseOperation clause in section.Clauses.Where(clause => clause.CaseKind != CaseKind.Default))
        {
            Value matches = Clause(clause, subject, statement.Value.Type!);
            Value before = condition!;
            condition = condition is null ? matches : _builder.Apply("orElse", IrType.Bool, before, matches);
        }

        if (condition is null)
        {
            return Sections(breakable, statement, subject, index + 1, otherwise);
        }

        int declared = _declared.Count;
        Arm first = Capture(() => Section(breakable, section));
        Arm second = Capture(() => Sections(breakable, statement, subject, index + 1, otherwise));
        return Combine(condition, first, second, declared);
    }

    private Value Clause(ICaseClauseOperation clause, Datum subject, ITypeSymbol type)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return _builder.Apply("equal", IrType.Bool, subject.Scalar, LowerScalar(single.Value));
            case IPatternCaseClauseOperation pattern:
                Value matches = Match(pattern.Pattern, subject, type);
                return pattern.Guard is { } guard ? ShortCircuit(isAnd: true, matches, () => LowerScalar(guard)) : matches;
            default:
                throw new InvalidOperationException($"A switch has a clause of kind {clause.CaseKind}.");
        }
    }

    private Flow Section(Breakable breakable, ISwitchCaseOperation section)
    {
        List<IOperation> body = Flatten(section.Body);
        bool endsWithBreak = body.Count > 0 && body[body.Count - 1] is IBranchOperation { BranchKind: BranchKind.Break } branch
            && SymbolEqualityComparer.Default.Equals(branch.Target, breakable.BreakLabel);
        if (endsWithBreak)
        {
            body.RemoveAt(body.Count - 1);
        }

        breakable.Open.Add(section);
        Flow flow = Sequence(body, 0);
        breakable.Open.RemoveAt(breakable.Open.Count - 1);
        return flow;
    }
}
