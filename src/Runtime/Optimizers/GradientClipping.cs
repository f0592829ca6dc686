using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Limits gradients before a step: PyTorch's <c>torch.nn.utils.clip_grad_norm_</c> and <c>clip_grad_value_</c>.</summary>
public static class GradientClipping
{
    // PyTorch's: a norm of 0 divides nothing by 0.
    private const double Epsilon = 1e-6;

    /// <summary>
    /// Scales all gradients by one factor, in place, where their norm, as if they were one vector, is above a limit: by <c>maxNorm / (norm + 1e-6)</c> where that is below 1.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameters">The tensors whose gradients are scaled; those without are left out.</param>
    /// <param name="maxNorm">The limit.</param>
    /// <param name="normType">The exponent of the norm: 2 for the Euclidean one, infinity for the greatest absolute value.</param>
    /// <param name="errorIfNonFinite">Whether a norm that is NaN or infinite is an error; otherwise it makes gradients zero or NaN.</param>
    /// <returns>The norm before scaling, summed in double precision.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null, or contains null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is negative or NaN, or <paramref name="normType"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">
    /// The norm is not finite and that is an error, or a gradient repeats elements as <see cref="Tensor{T}.Expand"/> does. Nothing has been changed then.
    /// </exception>
    public static double ClipGradNorm<T>(
        IEnumerable<Tensor<T>> parameters, double maxNorm, double normType = 2, bool errorIfNonFinite = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLimit(maxNorm, normType);
        List<Tensor<T>> gradients = Gradients(parameters);
        double norm = Norm(gradients, normType);
        if (errorIfNonFinite && !double.IsFinite(norm))
        {
            throw new InvalidOperationException(
                $"The total norm of order {normType} for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`");
        }

        double factor = maxNorm / (norm + Epsilon);

        // Not "factor < 1": NaN scales too.
        if (!(factor >= 1))
        {
            var rule = new Scale<T>(factor);
            foreach (Tensor<T> gradient in gradients)
            {
                UpdateLoop.Run(rule, gradient, gradient);
            }
        }

        return norm;
    }

    /// <summary>
    /// The same as <see cref="ClipGradNorm"/> with the norm as a tensor, as PyTorch has it: of gradients on a device nothing is copied back, neither to find the norm nor to scale.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameters">The tensors whose gradients are scaled, all on one device; those without are left out.</param>
    /// <param name="maxNorm">The limit.</param>
    /// <param name="normType">The exponent of the norm: 2 for the Euclidean one, infinity for the greatest absolute value.</param>
    /// <returns>The norm before scaling: a scalar on the device of the gradients, computed in their precision; 0 where there are none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null, or contains null.</exception>
    /// <exception cref="ArgumentException">Gradients lie on different devices.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is negative or NaN, or <paramref name="normType"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">A gradient repeats elements as <see cref="Tensor{T}.Expand"/> does. Nothing has been changed then.</exception>
    public static Tensor<T> ClipGradNormAsTensor<T>(IEnumerable<Tensor<T>> parameters, double maxNorm, double normType = 2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLimit(maxNorm, normType);
        using (Autograd.NoGrad())
        {
            List<Tensor<T>> gradients = Gradients(parameters);
            if (gradients.Count == 0)
            {
                return Tensor.Create(T.Zero);
            }

            // Of the norms of the gradients, again as if they were one vector.
            Tensor<T> norm = NormOf(Tensor.Stack([.. gradients.Select(gradient => NormOf(gradient.Detach(), normType))]), normType);
            Tensor<T> factor = Tensor.Minimum(T.CreateChecked(maxNorm) / (norm + T.CreateChecked(Epsilon)), Tensor.Create(T.One));
            foreach (Tensor<T> gradient in gradients)
            {
                gradient.MulInPlace(factor);
            }

            return norm;
        }
    }

    /// <summary>Brings each element of all gradients to the range from <c>-clipValue</c> to <c>clipValue</c>, in place. NaN stays NaN.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameters">The tensors whose gradients are limited; those without are left out.</param>
    /// <param name="clipValue">The greatest absolute value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null, or contains null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clipValue"/> is negative or NaN.</exception>
    /// <exception cref="InvalidOperationException">A gradient repeats elements as <see cref="Tensor{T}.Expand"/> does. Nothing has been changed then.</exception>
    public static void ClipGradValue<T>(IEnumerable<Tensor<T>> parameters, double clipValue)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(clipValue >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(clipValue), clipValue, $"clipValue must be at least 0, but is {clipValue}.");
        }

        var rule = new Limit<T>(clipValue);
        foreach (Tensor<T> gradient in Gradients(parameters))
        {
            UpdateLoop.Run(rule, gradient, gradient);
        }
    }

    private static void CheckLimit(double maxNorm, double normType)
    {
        if (!(maxNorm >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, $"maxNorm must be at least 0, but is {maxNorm}.");
        }

        if (!(normType > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(normType), normType, $"normType must be greater than 0, but is {normType}.");
        }
    }

    private static Tensor<T> NormOf<T>(Tensor<T> values, double order)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        values.Length == 0 ? Tensor.Full([], T.Zero, device: values.Device)
        : double.IsPositiveInfinity(order) ? values.Abs().AMax([])
        : order == 2 ? values.Norm()
        : values.Abs().Pow(T.CreateChecked(order)).Sum().Pow(T.CreateChecked(1 / order));

    private static List<Tensor<T>> Gradients<T>(IEnumerable<Tensor<T>> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var gradients = new List<Tensor<T>>();
        foreach (Tensor<T> parameter in parameters)
        {
            if ((parameter ?? throw new ArgumentNullException(nameof(parameters), "A parameter is null.")).Grad is { } gradient)
            {
                if (gradient.RepeatsElements)
                {
                    throw new InvalidOperationException(
                        $"A gradient of shape {Shapes.Text(gradient.Shape)} has elements that share one memory location, so that it cannot be clipped in place: Clone() it first.");
                }

                gradients.Add(gradient);
            }
        }

        return gradients;
    }

    private static double Norm<T>(List<Tensor<T>> gradients, double order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = 0;
        foreach (Tensor<T> gradient in gradients)
        {
            Tensor<T> elements = gradient.Detach().To(Device.Cpu).ToContiguous();
            double own = 0;
            foreach (T element in elements.ContiguousElements)
            {
                double size = Math.Abs(double.CreateChecked(element));
                own = double.IsPositiveInfinity(order) ? Math.Max(own, size) : own + (order == 2 ? size * size : Math.Pow(size, order));
            }

            total = double.IsPositiveInfinity(order) ? Math.Max(total, own) : total + own;
            GC.KeepAlive(elements.Storage);
        }

        return double.IsPositiveInfinity(order) ? total : order == 2 ? Math.Sqrt(total) : Math.Pow(total, 1 / order);
    }

    private readonly struct Scale<T>(double factor) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _factor = new(T.CreateChecked(factor));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) => value *= _factor;

        public static string Hlsl => "value *= asfloat(c0);";

        public void WriteConstants(ref HlslConstants constants) => constants.Add(_factor[0]);
    }

    private readonly struct Limit<T>(double limit) : IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _limit = new(T.CreateChecked(limit));

        // Max and Min give NaN where an argument is NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            value = Vector.Min(Vector.Max(value, -_limit), _limit);

        public static string Hlsl => "value = ad_Min(ad_Max(value, -asfloat(c0)), asfloat(c0));";

        public void WriteConstants(ref HlslConstants constants) => constants.Add(_limit[0]);
    }
}
