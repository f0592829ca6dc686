using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace AutoDiff.Runtime.Tests.Torch;

/// <summary>Reads libtorch's numbers; see tests/Data/torch-golden/README.md.</summary>
internal static class TorchFile
{
    public static readonly string[] ElementwiseFamilies = ["elementwise_unary", "elementwise_binary", "elementwise_ternary"];

    /// <summary>Opens the file of a family in the element type <typeparamref name="T"/>.</summary>
    public static JsonDocument Open<T>(string family)
    {
        string dtype = typeof(T) == typeof(float) ? "f32" : "f64";
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "torch-golden", $"{family}_{dtype}.json");
        return JsonDocument.Parse(File.ReadAllText(path));
    }

    /// <summary>An element-wise function: its arguments, gradients to seed the result with, and libtorch's numbers.</summary>
    public static (T[][] Columns, T[] Seeds, JsonElement Golden) Function<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (string family in ElementwiseFamilies)
        {
            using JsonDocument file = Open<T>(family);
            JsonElement root = file.RootElement.Clone();
            foreach (JsonElement function in root.GetProperty("functions").EnumerateArray())
            {
                if (function.GetProperty("name").GetString() == name)
                {
                    T[][] columns = [.. root.GetProperty("inputs").EnumerateArray().Take(function.GetProperty("arity").GetInt32()).Select(Numbers<T>)];
                    return (columns, Numbers<T>(root.GetProperty("g2")), function);
                }
            }
        }

        throw new ArgumentException($"libtorch's files have no function {name}.", nameof(name));
    }

    public static JsonElement Named(JsonElement list, string name) =>
        list.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    /// <summary>Numbers, which are parsed in their own type: a float must not be rounded twice.</summary>
    public static T[] Numbers<T>(JsonElement list)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. list.EnumerateArray().Select(number => T.Parse(
            number.ValueKind == JsonValueKind.String ? number.GetString()! : number.GetRawText(), CultureInfo.InvariantCulture))];

    public static int[] Shape(JsonElement tensor) => [.. tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];

    /// <summary>A tensor, written as its shape and its elements.</summary>
    public static Tensor<T> Tensor<T>(JsonElement tensor, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        AutoDiff.Tensor.Create<T>(Numbers<T>(tensor.GetProperty("data")), Shape(tensor), requiresGrad);
}
