using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// Gradients divided by the root of the mean of their squares: PyTorch's <c>torch.optim.RMSprop</c> (Hinton, lecture 6 of <i>Neural networks for machine
/// learning</i>, 2012; centred as in Graves, <i>Generating sequences with recurrent neural networks</i>, 2013).
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// With the gradient <c>g</c>, increased by <c>weightDecay p</c>, a step is <c>s = alpha s + (1 - alpha) g^2</c> and
/// <c>p -= learningRate g / (sqrt(s) + epsilon)</c>. Centred: <c>m += (1 - alpha) (g - m)</c>, and <c>s - m^2</c> takes the place of <c>s</c> under the root. With
/// momentum: <c>b = momentum b + g / (sqrt(s) + epsilon)</c> and <c>p -= learningRate b</c>.
/// </remarks>
public sealed class RMSprop<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _alpha;
    private readonly double _epsilon;
    private readonly double _weightDecay;
    private readonly double _momentum;
    private readonly bool _isCentered;
    private readonly ParameterState<T>[] _states;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="alpha">The share of the mean of squares that is kept in a step, at most 1.</param>
    /// <param name="epsilon">What is added to the root of the mean of squares.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradients: that of an L2 penalty.</param>
    /// <param name="momentum">The share of the velocity that is kept; 0 for no velocity.</param>
    /// <param name="centered">Whether the variance of the gradients is divided by, rather than the mean of their squares.</param>
    /// <inheritdoc cref="Optimizer{T}.Optimizer(IEnumerable{Tensor{T}}, double)" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or <paramref name="alpha"/> is above 1.</exception>
    public RMSprop(
        IEnumerable<Tensor<T>> parameters,
        double learningRate = 1e-2,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false)
        : base(parameters, learningRate)
    {
        // PyTorch takes an alpha above 1 and computes roots of negative numbers with it.
        _alpha = alpha is >= 0 and <= 1
            ? alpha
            : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"alpha must be at least 0 and at most 1, but is {alpha}.");
        _epsilon = RequireNonNegative(epsilon);
        _weightDecay = RequireNonNegative(weightDecay);
        _momentum = RequireNonNegative(momentum);
        _isCentered = centered;
        _states = MakeStates();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        // The memories are the mean of squares, then the velocity or the mean, then the other one of these.
        int count = 1 + (_momentum != 0 ? 1 : 0) + (_isCentered ? 1 : 0);
        var rule = new Rule(this);
        ReadOnlySpan<Tensor<T>> parameters = ParameterSpan;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Grad is { } gradient)
            {
                _states[i].Begin(parameters[i], count);
                UpdateLoop.Run(rule, parameters[i], gradient, _states[i]);
            }
        }
    }

    private readonly struct Rule(RMSprop<T> owner) : IUpdateRule<T>
    {
        private readonly Vector<T> _rate = new(T.CreateChecked(owner.LearningRate));
        private readonly Vector<T> _kept = new(T.CreateChecked(owner._alpha));
        private readonly Vector<T> _added = new(T.CreateChecked(1 - owner._alpha));
        private readonly Vector<T> _epsilon = new(T.CreateChecked(owner._epsilon));
        private readonly Vector<T> _momentum = new(T.CreateChecked(owner._momentum));
        private readonly WeightDecay<T> _decay = new(owner._weightDecay);
        private readonly bool _hasMomentum = owner._momentum != 0;
        private readonly bool _isCentered = owner._isCentered;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            gradient = _decay.Add(gradient, value);
            first = (_kept * first) + (_added * gradient * gradient);
            Vector<T> square = first;
            if (_isCentered)
            {
                ref Vector<T> mean = ref _hasMomentum ? ref third : ref second;
                mean += _added * (gradient - mean);
                square = first - (mean * mean);
            }

            Vector<T> direction = gradient / (Vector.SquareRoot(square) + _epsilon);
            if (_hasMomentum)
            {
                second = (_momentum * second) + direction;
                direction = second;
            }

            value -= _rate * direction;
        }

        public static string Hlsl => WeightDecay<T>.Hlsl + """
            first = asfloat(c2) * first + asfloat(c3) * gradient * gradient;
            real mean = c7 != 0u ? third : second;
            mean += asfloat(c3) * (gradient - mean);
            real square = c8 != 0u ? first - mean * mean : first;
            real direction = gradient / (ad_Sqrt(square) + asfloat(c4));
            real velocity = asfloat(c5) * second + direction;
            value -= asfloat(c6) * (c7 != 0u ? velocity : direction);
            third = c8 != 0u && c7 != 0u ? mean : third;
            second = c7 != 0u ? velocity : (c8 != 0u ? mean : second);
            """;

        public void WriteConstants(ref HlslConstants constants)
        {
            _decay.WriteConstants(ref constants);
            constants.Add(_kept[0]);
            constants.Add(_added[0]);
            constants.Add(_epsilon[0]);
            constants.Add(_momentum[0]);
            constants.Add(_rate[0]);
            constants.Add(_hasMomentum);
            constants.Add(_isCentered);
        }
    }
}
