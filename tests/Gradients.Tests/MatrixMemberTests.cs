using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>Members of methods whose parameters are arrays of two or more dimensions: derivatives in them are row by row, and returned in the same shape.</summary>
[TestFixture]
internal sealed partial class MatrixMemberTests
{
    private static readonly double[,] Matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
    private static readonly double[,,] Cube = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } };

    [Differentiable]
    internal static double OfMatrix(double[,] m, double x) => (m[0, 0] * m[0, 2] * x) + (m[1, 1] * m[1, 1]);

    [Differentiable]
    internal static double OfCube(double[,,] c, double x) => (c[0, 0, 0] * c[0, 0, 1] * x) + (c[0, 1, 0] * c[0, 1, 1]) + (c[1, 0, 1] * c[1, 0, 1]);

    [Differentiable]
    internal static void Spread(double x, double[,,] c)
    {
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int j = 0; j < c.GetLength(1); j++)
            {
                for (int k = 0; k < c.GetLength(2); k++)
                {
                    c[i, j, k] *= x * (i + j + k + 1);
                }
            }
        }
    }

    [Test]
    public void Gradients_are_row_by_row()
    {
        double[] dm = new double[6];
        (double value, double dx) = OfMatrixValueAndGradient(Matrix, 2, dm);
        Assert.That(value, Is.EqualTo(31));
        Assert.That(dx, Is.EqualTo(3));
        Assert.That(dm, Is.EqualTo(new[] { 6.0, 0, 2, 0, 10, 0 }));

        double[] dc = new double[8];
        (value, dx) = OfCubeValueAndGradient(Cube, 2, dc);
        Assert.That(value, Is.EqualTo(52));
        Assert.That(dx, Is.EqualTo(2));
        Assert.That(dc, Is.EqualTo(new[] { 4.0, 2, 4, 3, 0, 12, 0, 0 }));
    }

    [Test]
    public void The_allocating_overload_returns_the_same_shape()
    {
        (double[,] dm, double dx) = OfMatrixGradient(Matrix, 2);
        Assert.That(dx, Is.EqualTo(3));
        Assert.That(dm, Is.EqualTo(new double[,] { { 6, 0, 2 }, { 0, 10, 0 } }));

        (double[,,] dc, dx) = OfCubeGradient(Cube, 2);
        Assert.That(dx, Is.EqualTo(2));
        Assert.That(dc, Is.EqualTo(new double[,,] { { { 4, 2 }, { 4, 3 } }, { { 0, 12 }, { 0, 0 } } }));
    }

    [Test]
    public void Tangents_are_row_by_row()
    {
        Assert.That(OfMatrixJvp(Matrix, 2, [1, 0, 10, 0, 100, 0], 1000).Tangent, Is.EqualTo(6 + 20 + 1000 + 3000));
        Assert.That(OfCubeJvp(Cube, 2, [1, 10, 0, 0, 0, 100, 0, 0], 1000).Tangent, Is.EqualTo(4 + 20 + 1200 + 2000));
    }

    [Test]
    public void What_the_method_writes_has_its_adjoint_going_in_and_coming_out()
    {
        double[,,] c = (double[,,])Cube.Clone();
        double[] dc = [1, 1, 1, 1, 1, 1, 1, 1];
        double dx = SpreadVjp(0.5, c, dc);
        double[] weights = [1, 2, 2, 3, 2, 3, 3, 4];
        double[] elements = [.. Cube.Cast<double>()];
        Assert.That(c.Cast<double>(), Is.EqualTo(elements.Zip(weights, (element, weight) => element * 0.5 * weight)));
        Assert.That(dc, Is.EqualTo(weights.Select(weight => 0.5 * weight)));
        Assert.That(dx, Is.EqualTo(elements.Zip(weights, (element, weight) => element * weight).Sum()));
    }

    [Test]
    public void Wrong_lengths_are_named()
    {
        System.ArgumentException error = Assert.Throws<System.ArgumentException>(() => OfCubeGradient(Cube, 2, new double[7]))!;
        Assert.That(error.ParamName, Is.EqualTo("cGradient"));
        Assert.That(error.Message, Does.StartWith("'cGradient' has length 7, but 'c' has length 8."));
    }

    [Test]
    public void Jacobians_have_a_row_and_a_column_for_each_element_row_by_row()
    {
        double[] jacobian = new double[8 * 9];
        double[,,] c = (double[,,])Cube.Clone();
        SpreadJacobian(0.5, c, jacobian);
        double[] weights = [1, 2, 2, 3, 2, 3, 3, 4];
        double[] elements = [.. Cube.Cast<double>()];
        Assert.That(c.Cast<double>(), Is.EqualTo(elements.Zip(weights, (element, weight) => element * 0.5 * weight)));
        for (int row = 0; row < 8; row++)
        {
            double[] expected = [elements[row] * weights[row], .. Enumerable.Range(0, 8).Select(k => k == row ? 0.5 * weights[row] : 0)];
            Assert.That(jacobian[(row * 9)..((row + 1) * 9)], Is.EqualTo(expected), $"row {row}");
        }

        double[] ofTwo = new double[2 * 7];
        DiagonalJacobian(2, Matrix, ofTwo);
        Assert.That(ofTwo, Is.EqualTo(new[] { 1.0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0 }));
    }

    [Differentiable]
    internal static (double First, double Second) Diagonal(double x, double[,] m) => (m[0, 0] * x, m[1, 1] * m[1, 1]);
}
