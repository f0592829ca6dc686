using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>The public members that make tensors, masks and indices, as text: <c>Tensor.Sin(Tensor)</c>, <c>x.Sum(int, bool)</c>.</summary>
internal static class PublicMembers
{
    public static string[] All()
    {
        Type[] owners = [typeof(Tensor), typeof(Tensor<>), typeof(MaskTensor), typeof(IndexTensor)];
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return [.. owners.SelectMany(owner => owner.GetMethods(Flags))
            .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal) || method.Name.StartsWith("get_Item", StringComparison.Ordinal) || method.Name.StartsWith("get_Element", StringComparison.Ordinal))
            .Where(method => Makes(method.ReturnType))
            .Select(Text)
            .Order(StringComparer.Ordinal)];
    }

    private static bool Makes(Type type) =>
        Name(type) is "Tensor" or "Mask" or "Index"
        || (type.IsArray && Makes(type.GetElementType()!))
        || (type.IsGenericType && type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && Array.Exists(type.GetGenericArguments(), Makes));

    private static string Text(MethodInfo method)
    {
        string owner = method.DeclaringType == typeof(Tensor) || method.IsStatic ? Name(method.DeclaringType!) : method.DeclaringType == typeof(MaskTensor) ? "mask" : "x";
        IEnumerable<string> parameters = method.GetParameters().Select(parameter => Name(parameter.ParameterType));
        return $"{owner}.{method.Name}({string.Join(", ", parameters)})";
    }

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.GetArrayRank() == 2 ? "[,]" : "[]");
        }

        if (type.IsGenericParameter)
        {
            return "T";
        }

        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsGenericType)
        {
            string argument = Name(type.GetGenericArguments()[0]);
            return type.Name switch
            {
                "Tensor`1" => "Tensor",
                "ReadOnlySpan`1" or "IReadOnlyList`1" => argument + "[]",
                "Nullable`1" => argument + "?",
                string name => name[..name.IndexOf('`', StringComparison.Ordinal)],
            };
        }

        return type == typeof(int) ? "int" : type == typeof(bool) ? "bool" : type == typeof(double) ? "double" : type == typeof(MaskTensor) ? "Mask" : type == typeof(IndexTensor) ? "Index" : type.Name;
    }
}
