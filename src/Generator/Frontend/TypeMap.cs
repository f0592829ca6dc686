using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>C# types as the IR sees them, and as generated code spells them.</summary>
internal static class TypeMap
{
    private const string NumericsNamespace = "System.Numerics";

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type in C#, with <c>global::</c>.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    /// <summary>The type as the receiver of a static member or in <c>new</c>: without a nullable mark.</summary>
    public static string ContainerText(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static IrType Ir(ITypeSymbol type)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Double:
                return IrType.Double;
            case SpecialType.System_Single:
                return IrType.Float;
            case SpecialType.System_Boolean:
                return IrType.Bool;
            default:
                return ElementOf(type) is { } element
                    ? IrType.Buffer(BufferText(type, element), Ir(element), (type as IArrayTypeSymbol)?.Rank ?? 1)
                    : new IrType(Kind(type), Text(type));
        }
    }

    /// <summary>The type of the elements if the type is an array or a span of numbers or bools, else null.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type)
    {
        ITypeSymbol? element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } span when span.ContainingNamespace.ToDisplayString() == "System" => span.TypeArguments[0],
            _ => null,
        };
        return IsReal(element) || IsInteger(element) || element?.SpecialType == SpecialType.System_Boolean ? element : null;
    }

    /// <summary>A buffer is never null where it is used.</summary>
    private static string BufferText(ITypeSymbol type, ITypeSymbol element) => type is IArrayTypeSymbol array
        ? $"{Text(element)}[{new string(',', array.Rank - 1)}]"
        : $"global::System.{type.Name}<{Text(element)}>";

    public static bool IsReal(ITypeSymbol? type) =>
        type is not null && (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || IsRealParameter(type));

    public static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or
        SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Char;

    public static bool IsUnsigned(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or
        SpecialType.System_UIntPtr or SpecialType.System_Char;

    /// <summary>
    /// Whether the type is a type parameter of numbers that may be floating-point ones. That of a type has to have
    /// <c>IFloatingPointIeee754&lt;T&gt;</c> among its constraints; that of a method may have a weaker one, such as <c>INumber&lt;T&gt;</c>, since the
    /// members generated for it have constraints of their own.
    /// </summary>
    public static bool IsRealParameter(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter
        && (IsFloatingPoint(parameter)
            || (parameter.TypeParameterKind == TypeParameterKind.Method && IsConstrainedTo(parameter, "INumberBase`1")
                && !IsConstrainedTo(parameter, "IBinaryInteger`1") && !IsConstrainedTo(parameter, "IUnsignedNumber`1")));

    /// <summary>Whether a type parameter stands for floating-point types only.</summary>
    public static bool IsFloatingPoint(ITypeParameterSymbol parameter) => IsConstrainedTo(parameter, "IFloatingPointIeee754`1");

    private static bool IsConstrainedTo(ITypeParameterSymbol parameter, string numbers) => EffectiveInterfaces(parameter, 0).Any(candidate =>
        candidate.MetadataName == numbers && candidate.ContainingNamespace.ToDisplayString() == NumericsNamespace
        && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], parameter));

    /// <summary>
    /// Whether values of the type hold real numbers that a derivative would have to flow through, now or when arrays and
    /// structs are supported: such a parameter must not pass for a constant without a word.
    /// </summary>
    public static bool CarriesReals(ITypeSymbol type) => CarriesReals(type, []);

    /// <summary>Whether the type is <c>System.Exception</c> or derives from it.</summary>
    public static bool IsException(INamedTypeSymbol? type) =>
        type is not null && ((type.Name == "Exception" && type.ContainingNamespace.ToDisplayString() == "System") || IsException(type.BaseType));

    /// <summary>Whether the type is an array or a span, for the message.</summary>
    public static bool IsBuffer(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || (type is INamedTypeSymbol { IsGenericType: true, Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } named
            && named.ContainingNamespace.ToDisplayString() == "System");

    /// <summary>Whether a type in the text cannot be named from another file.</summary>
    public static bool IsFileLocal(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsFileLocal(array.ElementType);
            case INamedTypeSymbol named:
                for (INamedTypeSymbol? current = named; current is not null; current = current.ContainingType)
                {
                    if (current.IsFileLocal || current.TypeArguments.Any(IsFileLocal))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static ScalarKind Kind(ITypeSymbol type) =>
        IsInteger(type) ? ScalarKind.Integer : IsRealParameter(type) ? ScalarKind.Generic : ScalarKind.Opaque;

    private static IEnumerable<INamedTypeSymbol> EffectiveInterfaces(ITypeParameterSymbol parameter, int depth)
    {
        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            if (constraint is INamedTypeSymbol named)
            {
                yield return named;
                foreach (INamedTypeSymbol inherited in named.AllInterfaces)
                {
                    yield return inherited;
                }
            }
            else if (constraint is ITypeParameterSymbol other && depth < 8)
            {
                foreach (INamedTypeSymbol inherited in EffectiveInterfaces(other, depth + 1))
                {
                    yield return inherited;
                }
            }
        }
    }

    private static bool CarriesReals(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (IsReal(type) || type.SpecialType == SpecialType.System_Decimal)
        {
            return true;
        }

        if (!seen.Add(type))
        {
            return false;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                return CarriesReals(array.ElementType, seen);
            case IPointerTypeSymbol pointer:
                return CarriesReals(pointer.PointedAtType, seen);
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate }:
                return true;
            case INamedTypeSymbol { EnumUnderlyingType: not null }:
                return false;
            case INamedTypeSymbol named when named.ContainingNamespace?.ToDisplayString() == "System"
                && named.Name is "Half" or "DateTime" or "TimeSpan" or "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly":
                return named.Name == "Half";
            case INamedTypeSymbol named:
                return named.TypeArguments.Any(argument => CarriesReals(argument, seen))
                    || ((named.IsValueType || named.IsRecord) && named.GetMembers().OfType<IFieldSymbol>()
                        .Any(field => !field.IsStatic && CarriesReals(field.Type, seen)));
            default:
                return false;
        }
    }
}
