using System;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Frontend;

/// <summary>Constants as the compiler folded them: by bits where the IR knows the type, as C# text elsewhere.</summary>
internal static class ConstantText
{
    public static ConstantAttribute Of(ITypeSymbol type, object? value)
    {
        switch (value)
        {
            case double number:
                return new(BitConverter.DoubleToInt64Bits(number));
            case float number:
                return new(BitConverter.DoubleToInt64Bits(number));
            case bool truth:
                return new(truth ? 1 : 0);
            case char character:
                return new(character, SymbolDisplay.FormatLiteral(character, quote: true));
            case string text:
                return new(0, SymbolDisplay.FormatLiteral(text, quote: true));
            case decimal number:
                return new(0, number.ToString(CultureInfo.InvariantCulture) + "m");
            case null:
                return new(0, type.SpecialType == SpecialType.System_Object ? "null" : $"({TypeMap.Text(type)}{NullMark(type)})null");
            default:
                long bits = value is ulong large ? unchecked((long)large) : Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return type.TypeKind == TypeKind.Enum ? new(bits, EnumText(type, value)) : new(bits);
        }
    }

    private static string NullMark(ITypeSymbol type) =>
        type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.Annotated ? "?" : "";

    private static string EnumText(ITypeSymbol type, object value)
    {
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value));
        string name = TypeMap.ContainerText(type);
        return member is null
            ? $"(({name})({Convert.ToString(value, CultureInfo.InvariantCulture)}))"
            : $"{name}.{Spell(member.Name)}";
    }

    /// <summary>An identifier, escaped if it is a keyword.</summary>
    public static string Spell(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
