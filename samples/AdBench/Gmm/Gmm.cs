using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>The log posterior of a Gaussian mixture model, whose covariances are given by factors of their inverses.</summary>
/// <remarks>
/// The factor of a component is the matrix <c>Q = diag(exp(q)) + L</c> with a strictly lower triangular <c>L</c>. In
/// <c>icf</c> each component has its d numbers q, then the d(d-1)/2 numbers of L column by column.
/// </remarks>
internal static partial class Gmm
{
    // Not Math.PI: the reference implementation has this literal, and the constant term is multiplied by the number of points.
    private const double Pi = 3.14159265359;

    /// <summary>Computes the log posterior.</summary>
    /// <param name="d">The dimension of a point.</param>
    /// <param name="k">The number of components.</param>
    /// <param name="n">The number of points.</param>
    /// <param name="alphas">The k logarithms of the weights, up to a common constant.</param>
    /// <param name="means">The k means, one after the other.</param>
    /// <param name="icf">The k inverse covariance factors, d(d+1)/2 numbers each.</param>
    /// <param name="x">The n points, one after the other.</param>
    /// <param name="gamma">The scale of the Wishart prior.</param>
    /// <param name="m">The excess degrees of freedom of the Wishart prior.</param>
    /// <returns>The log posterior.</returns>
    [Differentiable]
    public static double Objective(
        int d,
        int k,
        int n,
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        [NoGrad] ReadOnlySpan<double> x,
        [NoGrad] double gamma,
        int m)
    {
        int factorSize = d * (d + 1) / 2;
        Span<double> diagonals = new double[k * d];
        Span<double> logDeterminants = new double[k];
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int i = 0; i < d; i++)
            {
                double q = icf[c * factorSize + i];
                sum += q;
                diagonals[c * d + i] = Math.Exp(q);
            }

            logDeterminants[c] = sum;
        }

        Span<double> centered = new double[d];
        Span<double> scaled = new double[d];
        Span<double> terms = new double[k];
        double likelihood = 0;
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                Subtract(x.Slice(i * d, d), means.Slice(c * d, d), centered);
                Multiply(diagonals.Slice(c * d, d), icf.Slice(c * factorSize + d, factorSize - d), centered, scaled);
                terms[c] = alphas[c] + logDeterminants[c] - 0.5 * SquaredNorm(scaled);
            }

            likelihood += LogSumExp(terms);
        }

        return -(0.5 * n * d * Math.Log(2 * Pi)) + likelihood - n * LogSumExp(alphas)
            + LogWishart(d, k, icf, diagonals, logDeterminants, gamma, m);
    }

    /// <summary>Computes the logarithm of the Wishart prior of all components.</summary>
    [Differentiable]
    public static double LogWishart(
        int d,
        int k,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> diagonals,
        ReadOnlySpan<double> logDeterminants,
        [NoGrad] double gamma,
        int m)
    {
        int factorSize = d * (d + 1) / 2;
        double sum = 0;
        for (int c = 0; c < k; c++)
        {
            double frobenius = SquaredNorm(diagonals.Slice(c * d, d)) + SquaredNorm(icf.Slice(c * factorSize + d, factorSize - d));
            sum += 0.5 * gamma * gamma * frobenius - m * logDeterminants[c];
        }

        return sum - k * LogWishartConstant(d, gamma, m);
    }

    /// <summary>Computes the logarithm of the sum of the exponentials, without overflow.</summary>
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        double max = values[0];
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > max)
            {
                max = values[i];
            }
        }

        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += Math.Exp(values[i] - max);
        }

        return max + Math.Log(sum);
    }

    /// <summary>Computes the sum of the squares.</summary>
    [Differentiable]
    public static double SquaredNorm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * values[i];
        }

        return sum;
    }

    /// <summary>Computes <c>point - mean</c>.</summary>
    [Differentiable]
    public static void Subtract([NoGrad] ReadOnlySpan<double> point, ReadOnlySpan<double> mean, Span<double> difference)
    {
        for (int i = 0; i < point.Length; i++)
        {
            difference[i] = point[i] - mean[i];
        }
    }

    /// <summary>Multiplies a lower triangular matrix, its strict part given column by column, by a vector.</summary>
    [Differentiable]
    public static void Multiply(
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> vector,
        Span<double> product)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            product[i] = diagonal[i] * vector[i];
        }

        int next = 0;
        for (int column = 0; column < diagonal.Length; column++)
        {
            double factor = vector[column];
            for (int row = column + 1; row < diagonal.Length; row++)
            {
                product[row] += lower[next] * factor;
                next++;
            }
        }
    }

    /// <summary>The logarithm of the prior's normalisation for one component; nothing in it is differentiated.</summary>
    private static double LogWishartConstant(int d, double gamma, int m)
    {
        int n = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Pi);
        for (int j = 1; j <= d; j++)
        {
            logGamma += SpecialFunctions.LogGamma(0.5 * n + 0.5 * (1 - j));
        }

        return n * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
    }
}
