using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Stochastic gradient descent, with momentum if wanted: PyTorch's <c>torch.optim.SGD</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// With the gradient <c>g</c>, increased by <c>weightDecay p</c>, a step is <c>p -= learningRate g</c>. With momentum there is a velocity,
/// <c>v = momentum v + (1 - dampening) g</c>, which is the gradient itself in the first step, and <c>p -= learningRate v</c>; in Nesterov's form
/// <c>p -= learningRate (g + momentum v)</c> (Sutskever et al., <i>On the importance of initialization and momentum in deep learning</i>, 2013, with the learning rate
/// outside of the velocity as in PyTorch).
/// </remarks>
public sealed class SGD<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _momentum;
    private readonly double _dampening;
    private readonly double _weightDecay;
    private readonly bool _isNesterov;
    private readonly ParameterState<T>[] _states;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="momentum">The share of the velocity that is kept; 0 for no velocity.</param>
    /// <param name="dampening">The share of a gradient that does not go into the velocity.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to the gradients: that of an L2 penalty.</param>
    /// <param name="nesterov">Whether the momentum is Nesterov's. It must not be 0 then, and the dampening must be.</param>
    /// <inheritdoc cref="Optimizer{T}.Optimizer(IEnumerable{Tensor{T}}, double)" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    /// <exception cref="ArgumentException">Nesterov's momentum is asked for without momentum or with dampening.</exception>
    public SGD(
        IEnumerable<Tensor<T>> parameters,
        double learningRate = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false)
        : base(parameters, learningRate)
    {
        _momentum = RequireNonNegative(momentum);
        _dampening = double.IsFinite(dampening)
            ? dampening
            : throw new ArgumentOutOfRangeException(nameof(dampening), dampening, $"dampening must be finite, but is {dampening}.");
        _weightDecay = RequireNonNegative(weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening", nameof(nesterov));
        }

        _isNesterov = nesterov;
        _states = MakeStates();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        ReadOnlySpan<Tensor<T>> parameters = ParameterSpan;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Grad is not { } gradient)
            {
                continue;
            }

            ParameterState<T> state = _states[i];
            state.Begin(parameters[i], _momentum == 0 ? 0 : 1);
            if (_momentum == 0)
            {
                UpdateLoop.Run(new Descent(LearningRate, _weightDecay), parameters[i], gradient);
            }
            else
            {
                // The first velocity is the whole gradient, dampened or not.
                double share = state.Steps == 1 ? 1 : 1 - _dampening;
                UpdateLoop.Run(new Velocity(LearningRate, _weightDecay, _momentum, share, _isNesterov), parameters[i], gradient, state);
            }
        }
    }

    private readonly struct Descent(double learningRate, double weightDecay) : IUpdateRule<T>
    {
        private readonly Vector<T> _rate = new(T.CreateChecked(learningRate));
        private readonly WeightDecay<T> _decay = new(weightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            value -= _rate * _decay.Add(gradient, value);

        public static string Hlsl => WeightDecay<T>.Hlsl + "value -= asfloat(c2) * gradient;";

        public void WriteConstants(ref HlslConstants constants)
        {
            _decay.WriteConstants(ref constants);
            constants.Add(_rate[0]);
        }
    }

    private readonly struct Velocity(double learningRate, double weightDecay, double momentum, double share, bool isNesterov) : IUpdateRule<T>
    {
        private readonly Vector<T> _rate = new(T.CreateChecked(learningRate));
        private readonly Vector<T> _momentum = new(T.CreateChecked(momentum));
        private readonly Vector<T> _share = new(T.CreateChecked(share));
        private readonly WeightDecay<T> _decay = new(weightDecay);
        private readonly bool _isNesterov = isNesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            gradient = _decay.Add(gradient, value);
            first = (_momentum * first) + (_share * gradient);
            value -= _rate * (_isNesterov ? gradient + (_momentum * first) : first);
        }

        public static string Hlsl => WeightDecay<T>.Hlsl + """
            first = asfloat(c2) * first + asfloat(c3) * gradient;
            value -= asfloat(c4) * (c5 != 0u ? gradient + asfloat(c2) * first : first);
            """;

        public void WriteConstants(ref HlslConstants constants)
        {
            _decay.WriteConstants(ref constants);
            constants.Add(_momentum[0]);
            constants.Add(_share[0]);
            constants.Add(_rate[0]);
            constants.Add(_isNesterov);
        }
    }
}
