using System;

namespace AutoDiff;

/// <summary>
/// Looks along a direction for a step that satisfies the strong Wolfe conditions: the loss falls by at least a ten-thousandth of what the slope at the start promises, and the slope at
/// the end is at most nine tenths as steep. Algorithms 3.5 and 3.6 of Nocedal and Wright, <i>Numerical optimization</i>, 2006.
/// </summary>
/// <remarks>In: a start with a negative slope. Out: a step with no greater loss than the start has, which is the start itself if nothing better was found.</remarks>
internal sealed class WolfeSearch
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MostEvaluations = 25;

    private readonly Func<double, Sample> _evaluate;
    private readonly Sample _start;
    private readonly double _least;

    private WolfeSearch(Func<double, Sample> evaluate, Sample start, double least)
    {
        _evaluate = evaluate;
        _start = start;
        _least = least;
    }

    /// <summary>How often the loss has been computed.</summary>
    private int Evaluations { get; set; }

    /// <summary>Looks for a step.</summary>
    /// <param name="evaluate">Computes loss and gradient at a step.</param>
    /// <param name="start">Those at step 0.</param>
    /// <param name="first">The step to try first.</param>
    /// <param name="least">Steps that differ by less are the same.</param>
    /// <returns>The step, and how often the loss was computed.</returns>
    internal static (Sample Step, int Evaluations) Run(Func<double, Sample> evaluate, Sample start, double first, double least)
    {
        var search = new WolfeSearch(evaluate, start, least);
        return (search.Run(first), search.Evaluations);
    }

    private Sample Run(double first)
    {
        Sample previous = _start;
        double step = first;
        while (Evaluations < MostEvaluations)
        {
            Sample current = Evaluate(step);
            if (IsTooHigh(current) || (previous.Step > 0 && current.Loss >= previous.Loss))
            {
                return Zoom(previous, current);
            }

            if (IsFlat(current))
            {
                return current;
            }

            if (current.Slope >= 0)
            {
                return Zoom(current, previous);
            }

            // Still downhill: further on, to where a cubic through both points is least, but neither hardly further nor much.
            double least = current.Step + (0.01 * (current.Step - previous.Step));
            double guess = Cubic(previous, current);
            step = double.IsFinite(guess) ? Math.Clamp(guess, least, 10 * current.Step) : 10 * current.Step;
            previous = current;
        }

        return previous;
    }

    /// <summary>Narrows an interval that has good steps in it.</summary>
    /// <param name="low">The end with the smaller loss, which satisfies the first condition.</param>
    /// <param name="high">The other end, to which the slope of the first one leads down.</param>
    private Sample Zoom(Sample low, Sample high)
    {
        while (Evaluations < MostEvaluations && Math.Abs(high.Step - low.Step) > _least)
        {
            double width = high.Step - low.Step;
            double guess = (Cubic(low, high) - low.Step) / width;

            // Near an end the interval would hardly get shorter. A loss that is not finite tells nothing of where to look.
            double share = double.IsFinite(guess) ? Math.Clamp(guess, 0.1, 0.9) : 0.5;
            Sample current = Evaluate(low.Step + (share * width));
            if (IsTooHigh(current) || current.Loss >= low.Loss)
            {
                high = current;
                continue;
            }

            if (IsFlat(current))
            {
                return current;
            }

            if (current.Slope * width >= 0)
            {
                high = low;
            }

            low = current;
        }

        return low;
    }

    private Sample Evaluate(double step)
    {
        Evaluations++;
        return _evaluate(step);
    }

    private bool IsTooHigh(Sample sample) => !(sample.Loss <= _start.Loss + (SufficientDecrease * sample.Step * _start.Slope));

    private bool IsFlat(Sample sample) => Math.Abs(sample.Slope) <= -Curvature * _start.Slope;

    // Where the cubic through two losses with their slopes is least (equation 3.59); NaN or infinite where there is no such place.
    private static double Cubic(Sample a, Sample b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Step - b.Step));
        double d2 = Math.CopySign(Math.Sqrt((d1 * d1) - (a.Slope * b.Slope)), b.Step - a.Step);
        return b.Step - ((b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
    }

    /// <summary>The loss at a step.</summary>
    /// <param name="Step">The step, as a multiple of the direction.</param>
    /// <param name="Loss">The loss.</param>
    /// <param name="Slope">Its derivative along the direction.</param>
    /// <param name="Gradient">Its gradient.</param>
    internal sealed record Sample(double Step, double Loss, double Slope, double[] Gradient);
}
