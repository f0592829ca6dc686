using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// Steps along the gradient times an estimate of the inverse Hessian matrix, which comes from how the gradient changed in the last steps: PyTorch's <c>torch.optim.LBFGS</c> (Nocedal,
/// <i>Updating quasi-Newton matrices with limited storage</i>, 1980). For losses without noise, of all examples at once.
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// <para>A call of <see cref="Step(Func{Tensor{T}})"/> makes several iterations, and computes the loss in each at least once. Gradients, directions and their products are computed in
/// double precision, whatever the element type. A parameter without a gradient counts as one whose gradient is zero.</para>
/// <para>The step is found by line search unless something else is asked for, where PyTorch has a fixed length by default: with that the loss may well grow.</para>
/// </remarks>
public sealed class LBFGS<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Below this the gradient has not changed along the step in a way that tells of curvature; PyTorch's number.
    private const double LeastCurvature = 1e-10;

    private readonly int _maxIterations;
    private readonly int _maxEvaluations;
    private readonly double _gradientTolerance;
    private readonly double _changeTolerance;
    private readonly int _historySize;
    private readonly LineSearchMethod _lineSearch;

    // The last steps and changes of the gradient, the oldest first.
    private readonly List<(double[] Step, double[] Change, double Product)> _history = [];
    private readonly T[] _values;
    private readonly Tensor<T>[] _parts;
    private double[]? _direction;
    private double[]? _lastGradient;
    private double _lastStep;
    private double _scale = 1;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The length of a step in units of the direction, or the first one that the line search tries.</param>
    /// <param name="maxIterations">The most iterations of one call of <see cref="Step(Func{Tensor{T}})"/>.</param>
    /// <param name="maxEvaluations">After so many computations of the loss a call begins no further iteration. If null, 5/4 of the iterations.</param>
    /// <param name="gradientTolerance">A call ends when no element of the gradient is greater: PyTorch's <c>tolerance_grad</c>.</param>
    /// <param name="changeTolerance">It ends when neither a parameter nor the loss changes by more: PyTorch's <c>tolerance_change</c>.</param>
    /// <param name="historySize">How many steps the estimate comes from. Each takes memory for two numbers a parameter.</param>
    /// <param name="lineSearch">How the length of a step is found.</param>
    /// <inheritdoc cref="Optimizer{T}.Optimizer(IEnumerable{Tensor{T}}, double)" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or a tolerance is negative or not finite.</exception>
    public LBFGS(
        IEnumerable<Tensor<T>> parameters,
        double learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9,
        int historySize = 100,
        LineSearchMethod lineSearch = LineSearchMethod.StrongWolfe)
        : base(parameters, learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(historySize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvaluations ?? 1, nameof(maxEvaluations));
        if (lineSearch is not (LineSearchMethod.None or LineSearchMethod.StrongWolfe))
        {
            throw new ArgumentOutOfRangeException(nameof(lineSearch), lineSearch, $"There is no line search {lineSearch}.");
        }

        _maxIterations = maxIterations;
        _maxEvaluations = maxEvaluations ?? (int)Math.Min(maxIterations * 5L / 4, int.MaxValue);
        _gradientTolerance = RequireNonNegative(gradientTolerance);
        _changeTolerance = RequireNonNegative(changeTolerance);
        _historySize = historySize;
        _lineSearch = lineSearch;
        _values = new T[checked(Parameters.Sum(static parameter => parameter.Length))];
        _parts = MakeParts();
    }

    /// <summary>Not possible: the loss must be computed several times in a step.</summary>
    /// <exception cref="InvalidOperationException">Always; call <see cref="Step(Func{Tensor{T}})"/>.</exception>
    public override void Step() =>
        throw new InvalidOperationException("L-BFGS computes the loss several times in a step: call Step(closure) with a function that does so.");

    /// <summary>Makes iterations until a tolerance or a limit is reached.</summary>
    /// <param name="closure">
    /// Sets the gradients back (<see cref="Optimizer.ZeroGrad"/>), computes the loss, runs it backward and returns it. It must not change the parameters, and must give the same loss for the same
    /// parameters.
    /// </param>
    /// <returns>The loss before the first iteration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="closure"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The closure returned null, or a loss with several elements.</exception>
    public override Tensor<T> Step(Func<Tensor<T>> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        Tensor<T> first = Evaluate(closure);
        double loss = double.CreateChecked(first.Item());
        double[] gradient = Gradient();
        int evaluations = 1;
        for (int iteration = 1; iteration <= _maxIterations && !IsSmall(gradient); iteration++)
        {
            bool isFirst = _direction is null;
            UpdateHistory(gradient);
            double[] direction = Direction(gradient);
            (_direction, _lastGradient, _lastStep) = (direction, gradient, 0);

            // Not "slope >": a NaN ends it too.
            double slope = Dot(gradient, direction);
            if (!(slope <= -_changeTolerance))
            {
                break;
            }

            // Nothing is known of the scale before the first step: it is no longer than 1.
            double step = isFirst ? Math.Min(1, 1 / gradient.Sum(static element => Math.Abs(element))) * LearningRate : LearningRate;
            double[] origin = Values();
            double lastLoss = loss;
            if (_lineSearch == LineSearchMethod.StrongWolfe)
            {
                var start = new WolfeSearch.Sample(0, loss, slope, gradient);
                (WolfeSearch.Sample found, int count) = WolfeSearch.Run(
                    length => Sample(closure, origin, direction, length), start, step, _changeTolerance / Largest(direction));
                (step, loss, gradient) = (found.Step, found.Loss, found.Gradient);
                evaluations += count;
                Move(origin, direction, step);
            }
            else if (iteration < _maxIterations)
            {
                WolfeSearch.Sample sample = Sample(closure, origin, direction, step);
                (loss, gradient) = (sample.Loss, sample.Gradient);
                evaluations++;
            }
            else
            {
                // Nobody would look at the loss any more.
                Move(origin, direction, step);
            }

            _lastStep = step;
            if (evaluations >= _maxEvaluations || step * Largest(direction) <= _changeTolerance || Math.Abs(loss - lastLoss) < _changeTolerance)
            {
                break;
            }
        }

        return first;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddScaled(double[] target, double factor, double[] term)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * term[i];
        }
    }

    private static double Largest(double[] numbers) => numbers.Length == 0 ? 0 : numbers.Max(static number => Math.Abs(number));

    private bool IsSmall(double[] gradient) => Largest(gradient) <= _gradientTolerance;

    // What the last step has told of the curvature.
    private void UpdateHistory(double[] gradient)
    {
        if (_direction is null || _lastStep == 0)
        {
            return;
        }

        var change = new double[gradient.Length];
        var step = new double[gradient.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            change[i] = gradient[i] - _lastGradient![i];
            step[i] = _lastStep * _direction[i];
        }

        double product = Dot(step, change);
        if (product > LeastCurvature)
        {
            if (_history.Count == _historySize)
            {
                _history.RemoveAt(0);
            }

            _history.Add((step, change, product));
            _scale = product / Dot(change, change);
        }
    }

    // The two loops of Nocedal and Wright, algorithm 7.4.
    private double[] Direction(double[] gradient)
    {
        double[] direction = Array.ConvertAll(gradient, static element => -element);
        var weights = new double[_history.Count];
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            (double[] step, double[] change, double product) = _history[i];
            weights[i] = Dot(step, direction) / product;
            AddScaled(direction, -weights[i], change);
        }

        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] *= _scale;
        }

        for (int i = 0; i < _history.Count; i++)
        {
            (double[] step, double[] change, double product) = _history[i];
            AddScaled(direction, weights[i] - (Dot(change, direction) / product), step);
        }

        return direction;
    }

    private WolfeSearch.Sample Sample(Func<Tensor<T>> closure, double[] origin, double[] direction, double step)
    {
        Move(origin, direction, step);
        double loss = double.CreateChecked(Evaluate(closure).Item());
        double[] gradient = Gradient();
        return new WolfeSearch.Sample(step, loss, Dot(gradient, direction), gradient);
    }

    /// <summary>The elements of all gradients, one parameter after the other.</summary>
    private double[] Gradient()
    {
        Array.Clear(_values);
        int start = 0;
        foreach (Tensor<T> parameter in ParameterSpan)
        {
            parameter.Grad?.CopyTo(_values.AsSpan(start));
            start += parameter.Length;
        }

        return Array.ConvertAll(_values, static element => double.CreateChecked(element));
    }

    /// <summary>The elements of all parameters.</summary>
    private double[] Values()
    {
        int start = 0;
        foreach (Tensor<T> parameter in ParameterSpan)
        {
            parameter.CopyTo(_values.AsSpan(start));
            start += parameter.Length;
        }

        return Array.ConvertAll(_values, static element => double.CreateChecked(element));
    }

    /// <summary>Sets the parameters to what they are after a step.</summary>
    private void Move(double[] origin, double[] direction, double step)
    {
        for (int i = 0; i < origin.Length; i++)
        {
            _values[i] = T.CreateChecked(origin[i] + (step * direction[i]));
        }

        using (Autograd.NoGrad())
        {
            for (int i = 0; i < _parts.Length; i++)
            {
                Parameters[i].CopyFrom(_parts[i]);
            }
        }
    }

    // The values as tensors of the shapes of the parameters.
    private Tensor<T>[] MakeParts()
    {
        var storage = new Storage<T>(_values);
        int start = 0;
        return [.. Parameters.Select(parameter =>
        {
            var part = new Tensor<T>(storage, start, parameter.ShapeArray, Shapes.RowMajorStrides(parameter.Shape));
            start += parameter.Length;
            return part;
        })];
    }
}
