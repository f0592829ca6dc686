using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Calls of methods marked [Differentiable] that are not written into their caller: those from numbers to a number, those that call themselves,
/// and those of other assemblies. Only the signature is looked at, and whether elements of arrays are written.
/// </content>
internal sealed partial class BodyLowering
{
    private readonly Dictionary<ISymbol, bool> _recursive = new(SymbolEqualityComparer.Default);

    /// <summary>A call of a differentiable method, or null.</summary>
    private Datum? LowerDifferentiable(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        IMethodSymbol definition = method.OriginalDefinition;
        AttributeData? attribute = MethodContract.DifferentiableAttribute(definition);
        if (attribute is null)
        {
            return null;
        }

        bool isSame = SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, _model.Compilation.Assembly);
        Members needed = MethodContract.NeededByCallers(definition);
        bool hasMembers = (MethodContract.Asked(attribute) & needed) == needed
            && MethodContract.HasCallableSignature(definition)
            && (isSame || MethodContract.HasMembers(definition));
        if (!hasMembers || CalleeOf(method) is not { } callee)
        {
            return Refused(Reason.CalleeMembers, call, method.Name);
        }

        if (!callee.DeliversPartials && new SideEffects(BodyOf).Find(Definition(method)) is { } effect)
        {
            _problems.Add(new Problem(Reason.RunsTwice, Locate(call.Syntax.GetLocation()), _method.Name, method.Name, effect));
        }

        return Call(call, callee);
    }

    /// <summary>What generated code has to know of the method, or null if it cannot name or make what it takes.</summary>
    private CallAttribute? CalleeOf(IMethodSymbol method)
    {
        IMethodSymbol definition = Definition(method);
        var writes = new WrittenParameters(BodyOf, _model.Compilation);
        var parameters = new List<ParameterModel>();
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = definition.Parameters[i];
            if (MethodContract.ModelOf(parameter, Closed(method.Parameters[i].Type), _method) is not { } model)
            {
                return null;
            }

            parameters.Add(model with { IsWritten = model.Type.IsBuffer && writes.MayWrite(parameter) });
        }

        ITypeSymbol container = Closed(method.ContainingType);
        ShapeModel? result = method.ReturnsVoid ? null : Boundary.ShapeOf(Closed(method.ReturnType), _method);

        // What is inlined from elsewhere says where it calls: its names are not those that generated locals keep clear of.
        bool isOwn = _frames.Count == 0 && SymbolEqualityComparer.Default.Equals(container, _method.ContainingType);
        return result is null && !method.ReturnsVoid ? null : new CallAttribute(
            isOwn ? "" : TypeMap.ContainerText(container), method.Name, TypeArguments(method), parameters.ToArray(), result, IsCallable(method));
    }

    private Datum Call(IInvocationOperation call, CallAttribute callee)
    {
        CheckNameable(call.TargetMethod, call.Syntax);
        var values = new Datum?[callee.Parameters.Count];
        var places = new Place?[callee.Parameters.Count];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            int index = argument.Parameter!.Ordinal;
            if (!callee.Parameters[index].IsOutput)
            {
                values[index] = Lower(argument.Value);
            }
            else if (argument.Value is not IDiscardOperation)
            {
                places[index] = PlaceOf(argument.Value);
                if (places[index] is null)
                {
                    return Refused(Refusals.ReasonFor(argument.Value) ?? Reason.Reference, argument, argument.Syntax.ToString());
                }
            }
        }

        var operands = new List<Value>();
        for (int i = 0; i < values.Length; i++)
        {
            ParameterModel parameter = callee.Parameters[i];
            if (parameter.IsInput)
            {
                Datum value = values[i] ?? Read(places[i]!);
                ITypeSymbol type = Closed(call.TargetMethod.Parameters[i].Type);
                operands.AddRange(parameter.Shape.IsComposite ? Scalars(value.IsComposite ? value : Split(value.Scalar, type)) : [AsScalar(value, type, call.Syntax)]);
            }
        }

        IEnumerable<LeafModel> leaves = callee.Parameters.Where(parameter => parameter.IsOutput).SelectMany(parameter => parameter.Shape.Leaves);
        Value[] results = [.. (callee.Result?.Leaves ?? []).Concat(leaves).Select(leaf => _builder.NewValue(leaf.Type))];
        _builder.Add(new Op(OpKind.Call, results, operands.ToArray(), System.Array.Empty<Region>(), callee, _builder.Origin));
        int next = 0;
        Datum result = callee.Result is { } shape ? Made(shape, call.TargetMethod.ReturnType) : Datum.Void;
        for (int i = 0; i < places.Length; i++)
        {
            if (callee.Parameters[i].IsOutput)
            {
                Datum made = Made(callee.Parameters[i].Shape, call.TargetMethod.Parameters[i].Type);
                if (places[i] is { } place)
                {
                    Write(place, made);
                }
            }
        }

        return result;

        Datum Made(ShapeModel shape, ITypeSymbol type) =>
            shape.IsComposite ? Assembled(type, results, ref next) : Split(results[next++], type);
    }

    /// <summary>Whether a method that is written into its callers would be written into itself, directly or through others.</summary>
    private bool IsRecursive(IMethodSymbol method)
    {
        IMethodSymbol definition = Definition(method);
        if (!_recursive.TryGetValue(definition, out bool isRecursive))
        {
            isRecursive = Reaches(definition, definition, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
            _recursive.Add(definition, isRecursive);
        }

        return isRecursive;
    }

    private bool Reaches(IMethodSymbol from, IMethodSymbol target, HashSet<ISymbol> seen) =>
        BodyOf(from) is { } body && body.Descendants().OfType<IInvocationOperation>().Select(call => Definition(call.TargetMethod)).Any(callee =>
            SymbolEqualityComparer.Default.Equals(callee, target) || (seen.Add(callee) && HasSource(callee) && !IsCallable(callee) && Reaches(callee, target, seen)));
}
