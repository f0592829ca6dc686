using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>The loss of a recurrent network that predicts the next character of a text; all its weights are element by element.</summary>
internal static partial class Lstm
{
    /// <summary>Computes the mean negative log-likelihood of a sequence.</summary>
    /// <param name="l">The number of layers.</param>
    /// <param name="c">The number of characters.</param>
    /// <param name="b">The number of bits of a character, which is the number of units of a layer.</param>
    /// <param name="main">
    /// 8b numbers a layer: the weights of the forget, input and output gates and of the change, then their biases.
    /// </param>
    /// <param name="extra">3b numbers: the weights of the input, the weights and the biases of the output.</param>
    /// <param name="state">2b numbers a layer: what hidden units and cells start from.</param>
    /// <param name="sequence">The bits of the characters, each 0 or 1.</param>
    /// <returns>The loss.</returns>
    [Differentiable]
    public static double Objective(
        int l,
        int c,
        int b,
        ReadOnlySpan<double> main,
        ReadOnlySpan<double> extra,
        [NoGrad] ReadOnlySpan<double> state,
        [NoGrad] ReadOnlySpan<double> sequence)
    {
        double[] hidden = new double[l * b];
        double[] cell = new double[l * b];
        for (int layer = 0; layer < l; layer++)
        {
            for (int i = 0; i < b; i++)
            {
                hidden[layer * b + i] = state[2 * layer * b + i];
                cell[layer * b + i] = state[(2 * layer + 1) * b + i];
            }
        }

        double[] signal = new double[b];
        double[] output = new double[b];
        double total = 0;
        for (int t = 0; t < c - 1; t++)
        {
            for (int i = 0; i < b; i++)
            {
                signal[i] = sequence[t * b + i] * extra[i];
            }

            for (int layer = 0; layer < l; layer++)
            {
                ReadOnlySpan<double> weights = main.Slice(8 * layer * b, 4 * b);
                ReadOnlySpan<double> biases = main.Slice((8 * layer + 4) * b, 4 * b);
                for (int i = 0; i < b; i++)
                {
                    int unit = layer * b + i;
                    double forget = Sigmoid(signal[i] * weights[i] + biases[i]);
                    double ingate = Sigmoid(hidden[unit] * weights[b + i] + biases[b + i]);
                    double outgate = Sigmoid(signal[i] * weights[2 * b + i] + biases[2 * b + i]);
                    double change = Math.Tanh(hidden[unit] * weights[3 * b + i] + biases[3 * b + i]);
                    cell[unit] = cell[unit] * forget + ingate * change;
                    hidden[unit] = outgate * Math.Tanh(cell[unit]);
                    signal[i] = hidden[unit];
                }
            }

            double sum = 0;
            for (int i = 0; i < b; i++)
            {
                output[i] = signal[i] * extra[b + i] + extra[2 * b + i];
                sum += Math.Exp(output[i]);
            }

            double normalization = Math.Log(2 + sum);
            for (int i = 0; i < b; i++)
            {
                total += sequence[(t + 1) * b + i] * (output[i] - normalization);
            }
        }

        return -total / ((c - 1) * b);
    }

    /// <summary>Computes the logistic function.</summary>
    [Differentiable]
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
