using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>The steps of the optimizers for one number, as the pages of PyTorch write them.</summary>
internal static class ReferenceRules
{
    /// <summary>An optimizer, and the value of a parameter after steps with the given gradients.</summary>
    public sealed record Rule<T>(string Name, Func<IEnumerable<Tensor<T>>, Optimizer<T>> Make, Func<double, double[], double> Run)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public override string ToString() => Name;
    }

    public static IEnumerable<Rule<T>> All<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return new("SGD", p => new SGD<T>(p, 0.1), (x, g) => Sgd(x, g, 0.1, 0, 0, 0, false));
        yield return new("SGD weight decay", p => new SGD<T>(p, 0.1, weightDecay: 0.2), (x, g) => Sgd(x, g, 0.1, 0, 0, 0.2, false));
        yield return new("SGD dampening", p => new SGD<T>(p, 0.1, 0.8, 0.3), (x, g) => Sgd(x, g, 0.1, 0.8, 0.3, 0, false));
        yield return new("SGD Nesterov", p => new SGD<T>(p, 0.1, 0.8, weightDecay: 0.1, nesterov: true), (x, g) => Sgd(x, g, 0.1, 0.8, 0, 0.1, true));
        yield return new("Adam", p => new Adam<T>(p, 0.05, 0.8, 0.95, 1e-3), (x, g) => Adam(x, g, 0.05, 0.8, 0.95, 1e-3, 0, false, false));
        yield return new("Adam amsgrad", p => new Adam<T>(p, 0.05, 0.8, 0.5, amsgrad: true), (x, g) => Adam(x, g, 0.05, 0.8, 0.5, 1e-8, 0, true, false));
        yield return new("Adam weight decay", p => new Adam<T>(p, 0.05, weightDecay: 0.3), (x, g) => Adam(x, g, 0.05, 0.9, 0.999, 1e-8, 0.3, false, false));
        yield return new("AdamW amsgrad", p => new AdamW<T>(p, 0.05, 0.8, 0.5, weightDecay: 0.3, amsgrad: true), (x, g) => Adam(x, g, 0.05, 0.8, 0.5, 1e-8, 0.3, true, true));
        yield return new("RMSprop", p => new RMSprop<T>(p, 0.02, 0.8, 1e-4, 0.1), (x, g) => RmsProp(x, g, 0.02, 0.8, 1e-4, 0.1, 0, false));
        yield return new("RMSprop momentum", p => new RMSprop<T>(p, 0.02, 0.8, momentum: 0.7), (x, g) => RmsProp(x, g, 0.02, 0.8, 1e-8, 0, 0.7, false));
        yield return new("RMSprop centered", p => new RMSprop<T>(p, 0.02, 0.8, 1e-2, centered: true), (x, g) => RmsProp(x, g, 0.02, 0.8, 1e-2, 0, 0, true));
        yield return new(
            "RMSprop centered, momentum",
            p => new RMSprop<T>(p, 0.02, 0.8, 1e-2, momentum: 0.7, centered: true),
            (x, g) => RmsProp(x, g, 0.02, 0.8, 1e-2, 0, 0.7, true));
    }

    private static double Sgd(double x, double[] gradients, double rate, double momentum, double dampening, double decay, bool isNesterov)
    {
        double velocity = 0;
        for (int t = 1; t <= gradients.Length; t++)
        {
            double g = gradients[t - 1] + (decay * x);
            if (momentum != 0)
            {
                velocity = t == 1 ? g : (momentum * velocity) + ((1 - dampening) * g);
                g = isNesterov ? g + (momentum * velocity) : velocity;
            }

            x -= rate * g;
        }

        return x;
    }

    private static double Adam(
        double x, double[] gradients, double rate, double beta1, double beta2, double epsilon, double decay, bool keepsLargest, bool isDecoupled)
    {
        double m = 0;
        double v = 0;
        double largest = 0;
        for (int t = 1; t <= gradients.Length; t++)
        {
            double g = gradients[t - 1];
            if (isDecoupled)
            {
                x -= rate * decay * x;
            }
            else
            {
                g += decay * x;
            }

            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            largest = Math.Max(largest, v);
            double mean = m / (1 - Math.Pow(beta1, t));
            double square = (keepsLargest ? largest : v) / (1 - Math.Pow(beta2, t));
            x -= rate * mean / (Math.Sqrt(square) + epsilon);
        }

        return x;
    }

    private static double RmsProp(
        double x, double[] gradients, double rate, double alpha, double epsilon, double decay, double momentum, bool isCentered)
    {
        double square = 0;
        double mean = 0;
        double buffer = 0;
        foreach (double gradient in gradients)
        {
            double g = gradient + (decay * x);
            square = (alpha * square) + ((1 - alpha) * g * g);
            mean = (alpha * mean) + ((1 - alpha) * g);
            double direction = g / (Math.Sqrt(isCentered ? square - (mean * mean) : square) + epsilon);
            buffer = (momentum * buffer) + direction;
            x -= rate * buffer;
        }

        return x;
    }
}
