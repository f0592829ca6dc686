using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Frames: what is in scope while the body of another method is lowered in place. Its parameters, its <c>this</c>, the types
/// that its type parameters stand for; and where problems in it are shown.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Bodies that may be written into one method: calls of calls multiply.</summary>
    private const int MaximumInlined = 2000;

    private int _inlined;

    /// <summary>
    /// Lowers something with the parameters of a method in scope. Null if the method is being inlined already: a problem is recorded.
    /// </summary>
    private Datum? InFrame(
        IMethodSymbol method, Binding? receiver, IReadOnlyList<Binding> arguments, SyntaxNode callSite, Func<Datum> body)
    {
        IMethodSymbol definition = Definition(method);
        if (_frames.Any(frame => SymbolEqualityComparer.Default.Equals(frame.Method, definition)))
        {
            Refuse(Reason.Recursion, callSite, definition.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            return null;
        }

        if (++_inlined > MaximumInlined)
        {
            if (_inlined == MaximumInlined + 1)
            {
                Refuse(Reason.TooDeep, callSite, definition.Name);
            }

            return null;
        }

        (int outer, int origin, SyntaxNode? place) = (_outerVariables, _builder.Origin, _place);
        ImmutableDictionary<object, Datum> before = _environment;
        List<(ITypeSymbol Parameter, ITypeSymbol? Before)> types = BindTypes(method, definition);
        _outerVariables = _declared.Count;
        _frames.Add(new Frame(definition, callSite));
        BodyExits exits = OpenExits();
        if (receiver is { } target)
        {
            Bind(definition, target);
        }

        foreach (Binding argument in arguments)
        {
            Bind(argument.Parameter!, argument);
        }

        Datum? result = IsLowerable(definition) ? body() : null;
        _frames.RemoveAt(_frames.Count - 1);
        _exits = exits;
        _declared.RemoveRange(_outerVariables, _declared.Count - _outerVariables);
        LeaveFrame(before);
        foreach ((ITypeSymbol parameter, ITypeSymbol? argument) in types)
        {
            _typeArguments.Remove(parameter);
            if (argument is not null)
            {
                _typeArguments.Add(parameter, argument);
            }
        }

        (_outerVariables, _builder.Origin, _place) = (outer, origin, place);
        return result;
    }

    /// <summary>Forgets the callee's variables, so that an unchanged environment is the very one from before.</summary>
    private void LeaveFrame(ImmutableDictionary<object, Datum> before)
    {
        ImmutableDictionary<object, Datum> after = before;
        foreach (object variable in _declared)
        {
            Datum? value = Find(_environment, variable);
            if (!ReferenceEquals(value, Find(before, variable)))
            {
                after = value is null ? after.Remove(variable) : after.SetItem(variable, value);
            }
        }

        _environment = after;
    }

    private void Bind(ISymbol variable, Binding binding)
    {
        _aliases.Remove(variable);
        _environment = _environment.Remove(variable);
        if (binding.Place is { } place)
        {
            _aliases.Add(variable, place);
            return;
        }

        _declared.Add(variable);
        if (binding.Value is { } value)
        {
            bool isConstant = variable is IParameterSymbol parameter && MethodContract.IsNoGrad(parameter);
            Assign(variable, isConstant ? Stopped(value) : value);
        }
    }

    /// <summary>The value with derivative zero.</summary>
    private Datum Stopped(Datum value) => value.IsComposite ? value.WithElements([.. value.Elements.Select(Stopped)])
        : value.Scalar.Type.IsReal ? _builder.Apply("stopGradient", value.Scalar.Type, value.Scalar)
        : value;

    /// <summary>Puts in the types of a generic call; gives what to put back afterwards.</summary>
    private List<(ITypeSymbol Parameter, ITypeSymbol? Before)> BindTypes(IMethodSymbol method, IMethodSymbol definition)
    {
        var pairs = new List<(ITypeSymbol Parameter, ITypeSymbol Argument)>();
        for (int i = 0; i < definition.TypeParameters.Length; i++)
        {
            pairs.Add((definition.TypeParameters[i], Closed(method.TypeArguments[i])));
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeArguments.Length; i++)
            {
                pairs.Add((type.OriginalDefinition.TypeParameters[i], Closed(type.TypeArguments[i])));
            }
        }

        var changed = new List<(ITypeSymbol, ITypeSymbol?)>();
        foreach ((ITypeSymbol parameter, ITypeSymbol argument) in pairs)
        {
            if (!SymbolEqualityComparer.Default.Equals(parameter, argument))
            {
                changed.Add((parameter, _typeArguments.TryGetValue(parameter, out ITypeSymbol? before) ? before : null));
                _typeArguments[parameter] = argument;
            }
        }

        return changed;
    }

    /// <summary>Whether the callee holds nothing that is refused by its kind; problems are recorded the first time.</summary>
    private bool IsLowerable(IMethodSymbol definition)
    {
        if (!_lowerable.TryGetValue(definition, out bool isLowerable))
        {
            int before = _problems.Count;
            if (BodyOf(definition) is { } body && !Refusals.Find(body, _method.Name, _problems, _token, Locate))
            {
                HasErrors = true;
            }

            isLowerable = !HasErrors && _problems.Count == before;
            _lowerable.Add(definition, isLowerable);
        }

        return isLowerable;
    }

    /// <summary>The place of a problem: where it stands if that is in this method's file, else the call that led there.</summary>
    private Location Locate(Location location) =>
        location.SourceTree == _model.SyntaxTree ? location : CallSite()?.GetLocation() ?? _method.Locations[0];

    /// <summary>The innermost call in this method's file that has led to the code which is lowered.</summary>
    private SyntaxNode? CallSite() =>
        _frames.AsEnumerable().Reverse().Select(frame => frame.CallSite).FirstOrDefault(site => site.SyntaxTree == _model.SyntaxTree);

    private void CheckNameable(ISymbol member, SyntaxNode place)
    {
        ITypeSymbol? type = member as ITypeSymbol ?? member.ContainingType;
        if (TypeMap.IsFileLocal(type))
        {
            Refuse(Reason.FileLocal, place, type!.Name);
        }
        else if (_frames.Count > 0 && !IsNameable(member))
        {
            Refuse(Reason.Inaccessible, place, member.Name);
        }
    }

    /// <summary>Whether generated code, which stands in the method's own type, may name the member.</summary>
    private bool IsNameable(ISymbol member) =>
        !TypeMap.IsFileLocal(member as ITypeSymbol ?? member.ContainingType)
        && _model.Compilation.IsSymbolAccessibleWithin(member, _method.ContainingType);
}
