using System;
using System.Numerics;

namespace AutoDiff;

// TEMPORARY: delete this file when the generator writes these kernels from ElementwiseFunctions.cs. It holds just those that the
// tests of the engine need, in the shape that the generator gives them.
internal static partial class ElementwiseFunctions
{
    public readonly struct AddKernel<T> : IElementwiseKernel<AddKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Add";

        public static int Arity => 2;

        public static bool GradientReads(int gradient, int operand) => false;

        public static void Forward(
            in AddKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x + y;
            }
        }

        public static void Backward(
            in AddKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint;
                }

                if (gradients[1].IsWanted)
                {
                    gradients[1][i] = adjoint;
                }
            }
        }

        public static void ForwardWithPartials(
            in AddKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x + y;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One;
                }

                if (partials[1].IsWanted)
                {
                    partials[1][i] = T.One;
                }
            }
        }
    }

    public readonly struct SubKernel<T> : IElementwiseKernel<SubKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Sub";

        public static int Arity => 2;

        public static bool GradientReads(int gradient, int operand) => false;

        public static void Forward(
            in SubKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x - y;
            }
        }

        public static void Backward(
            in SubKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint;
                }

                if (gradients[1].IsWanted)
                {
                    gradients[1][i] = -adjoint;
                }
            }
        }

        public static void ForwardWithPartials(
            in SubKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x - y;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One;
                }

                if (partials[1].IsWanted)
                {
                    partials[1][i] = -T.One;
                }
            }
        }
    }

    public readonly struct MulKernel<T> : IElementwiseKernel<MulKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Mul";

        public static int Arity => 2;

        public static bool GradientReads(int gradient, int operand) => gradient != operand;

        public static void Forward(
            in MulKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x * y;
            }
        }

        public static void Backward(
            in MulKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint * y;
                }

                if (gradients[1].IsWanted)
                {
                    gradients[1][i] = adjoint * x;
                }
            }
        }

        public static void ForwardWithPartials(
            in MulKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x * y;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One * y;
                }

                if (partials[1].IsWanted)
                {
                    partials[1][i] = T.One * x;
                }
            }
        }
    }

    public readonly struct DivKernel<T> : IElementwiseKernel<DivKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Div";

        public static int Arity => 2;

        public static bool GradientReads(int gradient, int operand) => gradient == 1 || operand == 1;

        public static void Forward(
            in DivKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x / y;
            }
        }

        public static void Backward(
            in DivKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint / y;
                }

                if (gradients[1].IsWanted)
                {
                    gradients[1][i] = -adjoint * x / (y * y);
                }
            }
        }

        public static void ForwardWithPartials(
            in DivKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = x / y;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One / y;
                }

                if (partials[1].IsWanted)
                {
                    partials[1][i] = -T.One * x / (y * y);
                }
            }
        }
    }

    public readonly struct NegKernel<T> : IElementwiseKernel<NegKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Neg";

        public static int Arity => 1;

        public static bool GradientReads(int gradient, int operand) => false;

        public static void Forward(
            in NegKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = -x;
            }
        }

        public static void Backward(
            in NegKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = -adjoint;
                }
            }
        }

        public static void ForwardWithPartials(
            in NegKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = -x;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = -T.One;
                }
            }
        }
    }

    public readonly struct PowKernel<T>(T exponent) : IElementwiseKernel<PowKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T _exponent = exponent;

        public static string Name => "Pow";

        public static int Arity => 1;

        public static void Forward(
            in PowKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Pow(x, kernel._exponent);
            }
        }

        public static void Backward(
            in PowKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint * (kernel._exponent == T.Zero ? T.Zero : kernel._exponent * T.Pow(x, kernel._exponent - T.One));
                }
            }
        }

        public static void ForwardWithPartials(
            in PowKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Pow(x, kernel._exponent);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One * (kernel._exponent == T.Zero ? T.Zero : kernel._exponent * T.Pow(x, kernel._exponent - T.One));
                }
            }
        }
    }

    public readonly struct PowerKernel<T> : IElementwiseKernel<PowerKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Power";

        public static int Arity => 2;

        public static void Forward(
            in PowerKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = T.Pow(x, y);
            }
        }

        public static void Backward(
            in PowerKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint * (y == T.Zero ? T.Zero : y * T.Pow(x, y - T.One));
                }

                if (gradients[1].IsWanted)
                {
                    gradients[1][i] = x == T.Zero && y >= T.Zero ? T.Zero : adjoint * T.Pow(x, y) * T.Log(x);
                }
            }
        }

        public static void ForwardWithPartials(
            in PowerKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T y = operands[1][i];
                result[i] = T.Pow(x, y);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One * (y == T.Zero ? T.Zero : y * T.Pow(x, y - T.One));
                }

                if (partials[1].IsWanted)
                {
                    partials[1][i] = x == T.Zero && y >= T.Zero ? T.Zero : T.One * T.Pow(x, y) * T.Log(x);
                }
            }
        }
    }

    public readonly struct ReciprocalKernel<T> : IElementwiseKernel<ReciprocalKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Reciprocal";

        public static int Arity => 1;

        public static void Forward(
            in ReciprocalKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.One / x;
            }
        }

        public static void Backward(
            in ReciprocalKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = -adjoint / (x * x);
                }
            }
        }

        public static void ForwardWithPartials(
            in ReciprocalKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.One / x;
                if (partials[0].IsWanted)
                {
                    partials[0][i] = -T.One / (x * x);
                }
            }
        }
    }

    public readonly struct ExpKernel<T> : IElementwiseKernel<ExpKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Exp";

        public static int Arity => 1;

        public static void Forward(
            in ExpKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Exp(x);
            }
        }

        public static void Backward(
            in ExpKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint * T.Exp(x);
                }
            }
        }

        public static void ForwardWithPartials(
            in ExpKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Exp(x);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One * T.Exp(x);
                }
            }
        }
    }

    public readonly struct LogKernel<T> : IElementwiseKernel<LogKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Log";

        public static int Arity => 1;

        public static void Forward(
            in LogKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Log(x);
            }
        }

        public static void Backward(
            in LogKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint / x;
                }
            }
        }

        public static void ForwardWithPartials(
            in LogKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Log(x);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One / x;
                }
            }
        }
    }

    public readonly struct SqrtKernel<T> : IElementwiseKernel<SqrtKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Sqrt";

        public static int Arity => 1;

        public static void Forward(
            in SqrtKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Sqrt(x);
            }
        }

        public static void Backward(
            in SqrtKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint / (T.CreateChecked(2) * T.Sqrt(x));
                }
            }
        }

        public static void ForwardWithPartials(
            in SqrtKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Sqrt(x);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One / (T.CreateChecked(2) * T.Sqrt(x));
                }
            }
        }
    }

    public readonly struct SinKernel<T> : IElementwiseKernel<SinKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Sin";

        public static int Arity => 1;

        public static void Forward(
            in SinKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Sin(x);
            }
        }

        public static void Backward(
            in SinKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = adjoint * T.Cos(x);
                }
            }
        }

        public static void ForwardWithPartials(
            in SinKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Sin(x);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = T.One * T.Cos(x);
                }
            }
        }
    }

    public readonly struct CosKernel<T> : IElementwiseKernel<CosKernel<T>, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static string Name => "Cos";

        public static int Arity => 1;

        public static void Forward(
            in CosKernel<T> kernel, ReadOnlySpan<ElementwiseOperand<T>> operands, ElementwiseOperand<T> result, int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Cos(x);
            }
        }

        public static void Backward(
            in CosKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<T>> gradients,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                T adjoint = resultAdjoint[i];
                if (gradients[0].IsWanted)
                {
                    gradients[0][i] = -adjoint * T.Sin(x);
                }
            }
        }

        public static void ForwardWithPartials(
            in CosKernel<T> kernel,
            ReadOnlySpan<ElementwiseOperand<T>> operands,
            ElementwiseOperand<T> result,
            ReadOnlySpan<ElementwiseOperand<T>> partials,
            int count)
        {
            for (int i = 0; i < count; i++)
            {
                T x = operands[0][i];
                result[i] = T.Cos(x);
                if (partials[0].IsWanted)
                {
                    partials[0][i] = -T.One * T.Sin(x);
                }
            }
        }
    }
}
