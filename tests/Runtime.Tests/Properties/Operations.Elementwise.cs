using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Runtime.Tests.Properties;

/// <content>
/// Element-wise functions. Their reference is the function of one number, whose accuracy other tests measure: here it is the layouts, the broadcasting
/// and the derivatives that are in question.
/// </content>
internal static partial class Operations<T>
{
    private static readonly (int[] Left, int[] Right)[] Pairs =
        [([], []), ([3], []), ([], [2, 3]), ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]), ([0, 3], [3]), ([2, 1, 3], [4, 1]), ([1], [0]), ([2, 1], [2, 0])];

    // Name, function, and the numbers between which it has derivatives.
    private static readonly (string Name, Func<double, double> Function, double Low, double High)[] UnaryFunctions =
    [
        ("Sin", Math.Sin, -2, 2), ("Cos", Math.Cos, -2, 2), ("Tan", Math.Tan, -1.2, 1.2), ("Asin", Math.Asin, -0.9, 0.9), ("Acos", Math.Acos, -0.9, 0.9), ("Atan", Math.Atan, -2, 2),
        ("Sinh", Math.Sinh, -2, 2), ("Cosh", Math.Cosh, -2, 2), ("Tanh", Math.Tanh, -2, 2), ("Asinh", Math.Asinh, -2, 2), ("Acosh", Math.Acosh, 1.2, 3), ("Atanh", Math.Atanh, -0.9, 0.9),
        ("Exp", Math.Exp, -2, 2), ("Exp2", double.Exp2, -2, 2), ("ExpM1", SpecialFunctions.ExpM1, -2, 2), ("Log", Math.Log, 0.2, 3), ("Log2", Math.Log2, 0.2, 3), ("Log10", Math.Log10, 0.2, 3),
        ("LogP1", SpecialFunctions.LogP1, -0.7, 3), ("Sqrt", Math.Sqrt, 0.2, 3), ("Rsqrt", x => 1 / Math.Sqrt(x), 0.2, 3), ("Cbrt", Math.Cbrt, 0.2, 3), ("Abs", Math.Abs, -2, 2), ("Square", x => x * x, -2, 2),
        ("Reciprocal", x => 1 / x, 0.4, 3), ("Sigmoid", SpecialFunctions.Sigmoid, -2, 2), ("LogSigmoid", SpecialFunctions.LogSigmoid, -2, 2), ("Softplus", SpecialFunctions.Softplus, -2, 2),
        ("Relu", x => double.IsNaN(x) || x > 0 ? x : 0, -2, 2), ("Erf", SpecialFunctions.Erf, -2, 2), ("Erfc", SpecialFunctions.Erfc, -2, 2), ("LogGamma", SpecialFunctions.LogGamma, 0.4, 3),
        ("Digamma", SpecialFunctions.Digamma, 0.4, 1.2), ("NormalCdf", SpecialFunctions.NormalCdf, -2, 2), ("Exp10", double.Exp10, -2, 2), ("Exp2M1", double.Exp2M1, 0.5, 2), ("Exp10M1", double.Exp10M1, 0.5, 2),
        ("Log2P1", double.Log2P1, 0.5, 3), ("Log10P1", double.Log10P1, 0.5, 3), ("SinPi", double.SinPi, -0.9, 0.9), ("CosPi", double.CosPi, -0.4, 0.4), ("TanPi", double.TanPi, -0.4, 0.4), ("AsinPi", double.AsinPi, -0.9, 0.9),
        ("AcosPi", double.AcosPi, -0.9, 0.9), ("AtanPi", double.AtanPi, -2, 2), ("DegreesToRadians", double.DegreesToRadians, -2, 2), ("RadiansToDegrees", double.RadiansToDegrees, -2, 2),
        ("ScaledErfc", SpecialFunctions.ScaledErfc, -1, 2), ("NormalPdf", SpecialFunctions.NormalPdf, -2, 2), ("Floor", Math.Floor, -2, 2), ("Ceiling", Math.Ceiling, -2, 2), ("Truncate", Math.Truncate, -2, 2), ("Round", Math.Round, -2, 2),
    ];

    private static readonly (string Name, Func<double, double, double> Function)[] BinaryFunctions =
    [
        ("Atan2", Math.Atan2), ("Atan2Pi", double.Atan2Pi), ("Hypot", double.Hypot), ("Maximum", Math.Max), ("Minimum", Math.Min), ("LogAddExp", (x, y) => SpecialFunctions.LogAddExp(x, y)), ("XLogY", SpecialFunctions.XLogY),
        ("Pow", Math.Pow), ("CopySign", Math.CopySign), ("MaxMagnitude", double.MaxMagnitude), ("MinMagnitude", double.MinMagnitude), ("MaxNumber", double.MaxNumber), ("MinNumber", double.MinNumber),
        ("MaxMagnitudeNumber", double.MaxMagnitudeNumber), ("MinMagnitudeNumber", double.MinMagnitudeNumber),
    ];

    private static IEnumerable<Operation<T>> Unary()
    {
        foreach ((string name, Func<double, double> function, double low, double high) in UnaryFunctions)
        {
            Func<Tensor<T>, Tensor<T>> run = Static<Func<Tensor<T>, Tensor<T>>>(name);
            Func<Tensor<T>, Tensor<T>> runInstance = typeof(Tensor<T>).GetMethod(name, [])!.CreateDelegate<Func<Tensor<T>, Tensor<T>>>();
            yield return Op($"Tensor.{name}(Tensor)", Usual(name, run, x => x.Map(function), Change));
            yield return Op($"x.{name}()", Usual(name, runInstance, x => x.Map(function), Change));

            Call<T> Change(Call<T> call) => call with { Low = low, High = high, Units = name == "NormalCdf" ? 64 : 16 };
        }

        yield return Op("Tensor.op_UnaryNegation(Tensor)", Usual("-x", x => -x, x => x.Map(a => -a)));
        yield return Op("Tensor.Polygamma(int, Tensor)", Usual("Polygamma(2, x)", x => Tensor.Polygamma(2, x), x => x.Map(a => SpecialFunctions.Polygamma(2, a)), call => call with { Low = 0.5, High = 3, Units = 64 }));
        foreach (double exponent in new[] { 3, 2, 0.5, -1.5, 0 })
        {
            yield return Op(
                "Tensor.Pow(Tensor, T) | x.Pow(T)",
                [.. Usual($"Pow(x, {exponent})", x => Tensor.Pow(x, Number(exponent)), Powers, Change), .. Usual($"x.Pow({exponent})", x => x.Pow(Number(exponent)), Powers, Change)]);

            LogicalArray Powers(LogicalArray x) => x.Map(a => Math.Pow(a, exponent));

            Call<T> Change(Call<T> call) => call with { Low = 0.3, High = 3, Units = 16 };
        }

        yield return Op(
            "Tensor.Clamp(Tensor, T, T) | x.Clamp(T, T)",
            [.. Usual("Clamp", x => Tensor.Clamp(x, Number(-1), Number(0.7)), Clamped), .. Usual("x.Clamp", x => x.Clamp(Number(-1), Number(0.7)), Clamped)]);

        static LogicalArray Clamped(LogicalArray x) => x.Map(a => double.Clamp(a, -1, double.CreateChecked(Number(0.7))));
    }

    private static IEnumerable<Operation<T>> Binary()
    {
        foreach ((string name, Func<double, double, double> function) in BinaryFunctions)
        {
            Func<Tensor<T>, Tensor<T>, Tensor<T>> run = Static<Func<Tensor<T>, Tensor<T>, Tensor<T>>>(name);
            yield return Op($"Tensor.{name}(Tensor, Tensor)", [.. Pairs.Select(pair => On(name, pair.Left, pair.Right, run, Broadcast(function)) with { Low = 0.3, High = 2.5, Units = 16 })]);
        }

        yield return Op("x.Pow(Tensor)", [.. Pairs.Select(pair => On("x.Pow(y)", pair.Left, pair.Right, (x, y) => x.Pow(y), Broadcast(Math.Pow)) with { Low = 0.3, Units = 16 })]);
        (string Name, Func<Tensor<T>, Tensor<T>, Tensor<T>> Tensors, Func<Tensor<T>, T, Tensor<T>> Right, Func<T, Tensor<T>, Tensor<T>> Left, Func<double, double, double> Function)[] operators =
        [
            ("Addition", (x, y) => x + y, (x, y) => x + y, (x, y) => x + y, (a, b) => a + b),
            ("Subtraction", (x, y) => x - y, (x, y) => x - y, (x, y) => x - y, (a, b) => a - b),
            ("Multiply", (x, y) => x * y, (x, y) => x * y, (x, y) => x * y, (a, b) => a * b),
            ("Division", (x, y) => x / y, (x, y) => x / y, (x, y) => x / y, (a, b) => a / b),
        ];
        foreach (var entry in operators)
        {
            yield return Op($"Tensor.op_{entry.Name}(Tensor, Tensor)", [.. Pairs.Select(pair => On(entry.Name, pair.Left, pair.Right, entry.Tensors, Broadcast(entry.Function)) with { Low = 0.3 })]);
            yield return Op($"Tensor.op_{entry.Name}(Tensor, T)", Usual(entry.Name, x => entry.Right(x, Number(1.75)), x => x.Map(a => entry.Function(a, 1.75))));
            yield return Op($"Tensor.op_{entry.Name}(T, Tensor)", Usual(entry.Name, x => entry.Left(Number(1.75), x), x => x.Map(a => entry.Function(1.75, a)), call => call with { Low = 0.3, Units = 2 }));
        }

        // Which of two numbers the machine takes where one is NaN, or both are zeros, is its own choice.
        yield return Op("Tensor.MaxNative(Tensor, Tensor)", [.. Pairs.Select(pair => On("MaxNative", pair.Left, pair.Right, Tensor.MaxNative, Broadcast(Math.Max)) with { TakesSpecials = false })]);
        yield return Op("Tensor.MinNative(Tensor, Tensor)", [.. Pairs.Select(pair => On("MinNative", pair.Left, pair.Right, Tensor.MinNative, Broadcast(Math.Min)) with { TakesSpecials = false })]);
        yield return Op("Tensor.GuardedMultiply(Tensor, Tensor)", [.. Pairs.Select(pair => On("GuardedMultiply", pair.Left, pair.Right, Tensor.GuardedMultiply, Broadcast((a, b) => a == 0 ? 0 : a * b)))]);
        yield return Op("Tensor.GuardedDivide(Tensor, Tensor)", [.. Pairs.Select(pair => On("GuardedDivide", pair.Left, pair.Right, Tensor.GuardedDivide, Broadcast((a, b) => a == 0 ? 0 : a / b)) with { Low = 0.3 })]);

        static Func<LogicalArray, LogicalArray, LogicalArray> Broadcast(Func<double, double, double> function) =>
            (x, y) => LogicalArray.Map(numbers => function(numbers[0], numbers[1]), x, y);
    }

    private static IEnumerable<Operation<T>> Ternary()
    {
        int[][][] shapes = [[[], [], []], [[2, 3], [2, 3], [2, 3]], [[2, 1], [3], []], [[0, 3], [3], [1]], [[4, 1, 1], [2, 1], [3]]];
        (string Member, Func<Tensor<T>, Tensor<T>, Tensor<T>, Tensor<T>> Run, Func<double, double, double, double> Function, bool IsTotal)[] functions =
        [
            ("Tensor.Lerp(Tensor, Tensor, Tensor)", Tensor.Lerp, (x, y, amount) => (x * (1 - amount)) + (y * amount), false),
            ("Tensor.FusedMultiplyAdd(Tensor, Tensor, Tensor)", Tensor.FusedMultiplyAdd, Math.FusedMultiplyAdd, true),
            ("Tensor.MultiplyAddEstimate(Tensor, Tensor, Tensor)", Tensor.MultiplyAddEstimate, Math.FusedMultiplyAdd, true),
            ("Tensor.Clamp(Tensor, Tensor, Tensor)", (x, y, z) => Tensor.Clamp(x, y, y + z.Square()), Clamped, false),
            ("x.Clamp(Tensor, Tensor)", (x, y, z) => x.Clamp(y, y + z.Square()), Clamped, false),
            ("Tensor.ClampNative(Tensor, Tensor, Tensor)", (x, y, z) => Tensor.ClampNative(x, y, y + z.Square()), Clamped, false),
            ("Tensor.MathClamp(Tensor, Tensor, Tensor)", (x, y, z) => Tensor.MathClamp(x, y, y + z.Square()), Clamped, false),
        ];
        foreach (var entry in functions)
        {
            yield return Op(entry.Member, [.. shapes.Select(operands => new Call<T>(
                entry.Member, operands, x => entry.Run(x[0], x[1], x[2]), x => LogicalArray.Map(numbers => entry.Function(numbers[0], numbers[1], numbers[2]), x)) with { Units = 16, TakesSpecials = entry.IsTotal })]);
        }

        static double Clamped(double x, double low, double size) => Math.Clamp(x, low, low + (size * size));
    }

    private static TDelegate Static<TDelegate>(string name)
        where TDelegate : Delegate
    {
        int count = typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Length;
        MethodInfo method = typeof(Tensor).GetMethods().Single(method => method.Name == name
            && method.GetParameters().Length == count
            && Array.TrueForAll(method.GetParameters(), parameter => parameter.ParameterType.IsGenericType));
        return method.MakeGenericMethod(typeof(T)).CreateDelegate<TDelegate>();
    }
}
