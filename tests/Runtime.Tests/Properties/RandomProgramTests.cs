using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>
/// Random programs of views, views of views, operations and changes in place: their gradients are those of differences, or they are refused. What must
/// not be is a third: a gradient that is wrong without a word.
/// </summary>
public class RandomProgramTests
{
    private const int Programs = 400;
    private const int Steps = 9;

    [Test]
    public void Gradients_AreThoseOfDifferences_OrRefused()
    {
        int right = 0;
        var failures = new List<string>();
        for (int seed = 0; seed < Programs; seed++)
        {
            var steps = new List<string>();
            try
            {
                Tensor<double> x = Tensor.Create<double>([0.3, -0.7, 1.1, 0.9, -1.3, 0.5], [2, 3], requiresGrad: true);
                Tensor<double> w = Tensor.Create([0.4, -0.8, 0.6], requiresGrad: true);
                int program = seed;
                GradientCheck.FirstOrder(inputs => Run(program, inputs, steps), x, w);
                if (seed % 2 == 0)
                {
                    GradientCheck.SecondOrder(inputs => Run(program, inputs, steps), x, w);
                }

                right++;
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
            }
            catch (Exception exception)
            {
                failures.Add($"{seed}: {string.Join("; ", steps)}: {exception.GetType().Name} {exception.Message}");
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures.Take(10)));
        Assert.That(right, Is.GreaterThan(Programs / 3));
    }

    private static bool IsRefusal(Exception exception) =>
        exception is AutogradException && exception.Message.StartsWith("one of the variables needed", StringComparison.Ordinal);

    private static Tensor<double> Run(int seed, Tensor<double>[] inputs, List<string> steps)
    {
        var random = new Random(seed);
        var tensors = new List<Tensor<double>> { inputs[0] * 1.5, inputs[1] };
        steps.Clear();
        for (int i = 0; i < Steps; i++)
        {
            int at = random.Next(tensors.Count);
            Tensor<double> x = tensors[at];
            switch (random.Next(4))
            {
                case 0:
                    (Tensor<double> made, string name) = Operation(random, x, tensors[random.Next(tensors.Count)]);
                    steps.Add($"t{tensors.Count} = t{at}.{name}");
                    tensors.Add(made);
                    break;
                case 1 or 2:
                    (Tensor<double> view, string viewName) = View(random, x);
                    steps.Add($"t{tensors.Count} = t{at}.{viewName}");
                    tensors.Add(view);
                    break;
                default:
                    int other = random.Next(tensors.Count);
                    if (!x.RepeatsElements && !ReferenceEquals(x, inputs[1]) && !IsViewOf(x, inputs[1]) && Fits(x, tensors[other]))
                    {
                        steps.Add($"t{at} {Change(random, x, tensors[other])} t{other}");
                    }

                    break;
            }
        }

        // All of them count, each otherwise.
        return tensors.Select((tensor, i) => (tensor * (0.5 + (0.1 * i))).Sin().Sum()).Aggregate((sum, term) => sum + term);
    }

    private static bool IsViewOf(Tensor<double> x, Tensor<double> leaf) => x.Storage == leaf.Storage;

    private static bool Fits(Tensor<double> x, Tensor<double> other) => other.Rank <= x.Rank
        && Enumerable.Range(1, other.Rank).All(i => other.Shape[^i] == 1 || other.Shape[^i] == x.Shape[^i]);

    private static string Change(Random random, Tensor<double> x, Tensor<double> other)
    {
        switch (random.Next(6))
        {
            case 0:
                x.AddInPlace(other);
                return "+=";
            case 1:
                x.MulInPlace(other);
                return "*=";
            case 2:
                x.CopyFrom(other);
                return "=";
            case 3:
                x.SubInPlace(0.25);
                return "-= 0.25, not";
            case 4:
                x.Fill(0.75);
                return "= 0.75, not";
            default:
                x.DivInPlace(other.Square() + 1);
                return "/= 1 + the square of";
        }
    }

    private static (Tensor<double> Result, string Name) Operation(Random random, Tensor<double> x, Tensor<double> other) => random.Next(5) switch
    {
        0 => (x.Sin(), "Sin()"),
        1 => (x + 0.5, "+ 0.5"),
        2 when Fits(x, other) => (x * other, "* another"),
        3 when x.Rank > 0 => (x.Softmax(-1), "Softmax(-1)"),
        _ => (x.Clone(), "Clone()"),
    };

    private static (Tensor<double> Result, string Name) View(Random random, Tensor<double> x)
    {
        if (x.Rank == 0)
        {
            return random.Next(2) == 0 ? (x.Unsqueeze(0), "Unsqueeze(0)") : (x.Expand(2), "Expand(2)");
        }

        int dim = random.Next(x.Rank);
        return random.Next(8) switch
        {
            0 when x.Shape[dim] > 0 => (x.Select(dim, x.Shape[dim] - 1), $"Select({dim}, -1)"),
            1 => (x.Slice(dim, 1), $"Slice({dim}, 1)"),
            2 => (x.Slice(dim, 0, null, 2), $"Slice({dim}, 0, null, 2)"),
            3 => (x.Transpose(0, dim), $"Transpose(0, {dim})"),
            4 => (x.Reshape(-1), "Reshape(-1)"),
            5 when x.Rank < 3 => (x.Unsqueeze(dim), $"Unsqueeze({dim})"),
            6 when x.Rank > 1 => (x.Diagonal(), "Diagonal()"),
            7 when x.Rank < 3 => (x.Expand([2, .. x.Shape]), "Expand(2, ...)"),
            _ => (x.Squeeze(), "Squeeze()"),
        };
    }
}
