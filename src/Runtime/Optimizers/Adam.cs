using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// Steps of a size that adapts to each element: PyTorch's <c>torch.optim.Adam</c> (Kingma and Ba, <i>Adam: a method for stochastic optimization</i>, 2015).
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// With the gradient <c>g</c>, increased by <c>weightDecay p</c>, step <c>t</c> of a parameter is
/// <c>m += (1 - beta1) (g - m)</c>, <c>v = beta2 v + (1 - beta2) g^2</c> and
/// <c>p -= learningRate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c>. With <c>amsgrad</c> the largest <c>v</c> so far takes the place of <c>v</c> there
/// (Reddi et al., <i>On the convergence of Adam and beyond</i>, 2018).
/// </remarks>
public class Adam<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;
    private readonly bool _isDecoupled;
    private readonly bool _keepsLargest;
    private readonly ParameterState<T>[] _states;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="beta1">The share of the mean of gradients that is kept in a step, below 1.</param>
    /// <param name="beta2">The share of the mean of squares that is kept in a step, below 1.</param>
    /// <param name="epsilon">What is added to the root of the mean of squares.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradients: that of an L2 penalty.</param>
    /// <param name="amsgrad">Whether the largest mean of squares so far is divided by, rather than the present one.</param>
    /// <inheritdoc cref="Optimizer{T}.Optimizer(IEnumerable{Tensor{T}}, double)" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or a beta is not below 1.</exception>
    public Adam(
        IEnumerable<Tensor<T>> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false)
        : this(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, isDecoupled: false)
    {
    }

    private protected Adam(
        IEnumerable<Tensor<T>> parameters,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        bool amsgrad,
        bool isDecoupled)
        : base(parameters, learningRate)
    {
        _beta1 = RequireBelowOne(beta1);
        _beta2 = RequireBelowOne(beta2);
        _epsilon = RequireNonNegative(epsilon);
        _weightDecay = RequireNonNegative(weightDecay);
        _keepsLargest = amsgrad;
        _isDecoupled = isDecoupled;
        _states = MakeStates();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        ReadOnlySpan<Tensor<T>> parameters = ParameterSpan;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Grad is { } gradient)
            {
                ParameterState<T> state = _states[i];
                state.Begin(parameters[i], _keepsLargest ? 3 : 2);
                UpdateLoop.Run(new Rule(this, state.Steps), parameters[i], gradient, state);
            }
        }
    }

    private readonly struct Rule(Adam<T> owner, int step) : IUpdateRule<T>
    {
        // The factors are computed in double precision and rounded once, whatever the element type.
        private readonly Vector<T> _newMean = new(T.CreateChecked(1 - owner._beta1));
        private readonly Vector<T> _oldSquare = new(T.CreateChecked(owner._beta2));
        private readonly Vector<T> _newSquare = new(T.CreateChecked(1 - owner._beta2));
        private readonly Vector<T> _epsilon = new(T.CreateChecked(owner._epsilon));
        private readonly Vector<T> _rate = new(T.CreateChecked(owner.LearningRate / (1 - Math.Pow(owner._beta1, step))));
        private readonly Vector<T> _rootCorrection = new(T.CreateChecked(Math.Sqrt(1 - Math.Pow(owner._beta2, step))));
        private readonly Vector<T> _shrinkage = new(T.CreateChecked(owner._isDecoupled ? 1 - (owner.LearningRate * owner._weightDecay) : 1));
        private readonly WeightDecay<T> _decay = new(owner._isDecoupled ? 0 : owner._weightDecay);
        private readonly bool _keepsLargest = owner._keepsLargest;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            gradient = _decay.Add(gradient, value);
            first += _newMean * (gradient - first);
            second = (_oldSquare * second) + (_newSquare * gradient * gradient);
            Vector<T> square = second;
            if (_keepsLargest)
            {
                third = Vector.Max(third, second);
                square = third;
            }

            value = (_shrinkage * value) - (_rate * (first / ((Vector.SquareRoot(square) / _rootCorrection) + _epsilon)));
        }

        public static string Hlsl => WeightDecay<T>.Hlsl + """
            first += asfloat(c2) * (gradient - first);
            second = asfloat(c3) * second + asfloat(c4) * gradient * gradient;
            if (c9 != 0u)
            {
                third = ad_Max(third, second);
            }

            real square = c9 != 0u ? third : second;
            value = asfloat(c8) * value - asfloat(c6) * (first / (ad_Sqrt(square) / asfloat(c7) + asfloat(c5)));
            """;

        public void WriteConstants(ref HlslConstants constants)
        {
            _decay.WriteConstants(ref constants);
            constants.Add(_newMean[0]);
            constants.Add(_oldSquare[0]);
            constants.Add(_newSquare[0]);
            constants.Add(_epsilon[0]);
            constants.Add(_rate[0]);
            constants.Add(_rootCorrection[0]);
            constants.Add(_shrinkage[0]);
            constants.Add(_keepsLargest);
        }
    }
}
