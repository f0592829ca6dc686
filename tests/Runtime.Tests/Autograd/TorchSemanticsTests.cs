using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>The programs of libtorch's semantics files, as a C# user writes them.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchSemanticsTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, string> NotCovered = new()
    {
        ["higher_order_x3_sinx"] = "Backward has no createGraph yet",
        ["gradient_penalty"] = "Backward has no createGraph, and Autograd no Grad yet",
        ["retain_grad_nonleaf"] = "Tensor has no RetainGrad yet",
        ["inplace_nonleaf"] = "Tensor has no in-place arithmetic yet",
        ["setitem"] = "an element of a tensor cannot be assigned yet",
        ["index_leaf_product"] = "an indexed element is a number, not a tensor, yet",
    };

    // A program is given the leaves that it asks for by name, and reports numbers under the names of the file.
    private static readonly Dictionary<string, Action<Func<string, Tensor<T>>, Action<string, object?>>> Programs = new()
    {
        ["nb_cell3"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> y = x.Pow(Two);
            y.Backward();
            report("y", y);
            report("x.grad", x.Grad);
        },
        ["nb_cell5_7"] = (leaf, report) =>
        {
            Tensor<T> x = Tensor.Create(Number(3), requiresGrad: true);
            Tensor<T> z = Tensor.Sin(x.Pow(Two));
            z.Backward();
            report("z", z);
            report("x.grad", x.Grad);
            x.Grad!.Zero();
            report("x.grad_after_zero_", x.Grad);
        },
        ["nb_cell23"] = (leaf, report) =>
        {
            Tensor<T> x = ThreeAndSeven();
            Tensor<T> y = x.Pow(Two);
            Tensor<T> z = Tensor.Sin(y);
            Tensor<T> w = Tensor.Exp(z);
            Tensor<T> v = T.One / w;
            Tensor<T> t = v.Sum();
            t.Backward();
            report("y", y);
            report("z", z);
            report("w", w);
            report("v", v);
            report("x.grad", x.Grad);
        },
        ["grad_accumulation"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            (x * x).Sum().Backward();
            report("after1", x.Grad);
            x.Sin().Sum().Backward();
            report("after2", x.Grad);
            x.Grad = null;
            x.Cos().Sum().Backward();
            report("after_none_then_cos", x.Grad);
        },
        ["retain_graph"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> y = (x * x).Sin().Sum();
            y.Backward(retainGraph: true);
            report("after1", x.Grad);
            y.Backward();
            report("after2", x.Grad);
        },
        ["detach_middle"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> y = x * x;
            Tensor<T> z = (y.Detach() * x).Sum();
            z.Backward();
            report("z", z);
            report("x.grad", x.Grad);
        },
        ["no_grad_block"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> c;
            using (Autograd.NoGrad())
            {
                c = x.Exp();
            }

            Tensor<T> z = (c * x).Sum();
            z.Backward();
            report("c", c);
            report("c.requires_grad", c.RequiresGrad);
            report("z", z);
            report("x.grad", x.Grad);
        },
        ["diamond"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> a = x.Exp();
            Tensor<T> d = ((a.Sin() * a.Cos()) + a).Sum();
            d.Backward();
            report("d", d);
            report("x.grad", x.Grad);
        },
        ["same_leaf_many"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> z = ((x * x) + (x / x) - x + x.Pow(x.Detach())).Sum();
            z.Backward();
            report("z", z);
            report("x.grad", x.Grad);
        },
        ["two_leaves_one_unused"] = (leaf, report) =>
        {
            Tensor<T> x = ThreeAndSeven();
            Tensor<T> w = Tensor.Create(Two, requiresGrad: true);
            Tensor<T> unused = Tensor.Create(Two, requiresGrad: true);
            (x * w).Sum().Backward();
            report("x.grad", x.Grad);
            report("w.grad", w.Grad);
            report("unused.grad", unused.Grad);
        },
        ["vector_jacobian"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            (x * x).Backward(Tensor.Create([Number(0.5), -Two]));
            report("x.grad", x.Grad);
        },
        ["deep_chain_50"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> y = x;
            for (int i = 0; i < 50; i++)
            {
                y = (y * Number(1.1)).Sin();
            }

            y.Backward();
            report("y", y);
            report("x.grad", x.Grad);
        },
        ["data_dependent_loop"] = (leaf, report) =>
        {
            Tensor<T> x = leaf("x");
            Tensor<T> y = x;
            int iterations = 0;
            while (y.Item() < Number(20))
            {
                y = (Two * y) + x;
                iterations++;
            }

            y.Backward();
            report("iterations", iterations);
            report("y", y);
            report("x.grad", x.Grad);
        },
        ["black_scholes_call"] = (leaf, report) =>
        {
            (Tensor<T> price, Tensor<T> strike, Tensor<T> rate) = (leaf("S"), leaf("K"), leaf("r"));
            (Tensor<T> sigma, Tensor<T> time) = (leaf("sigma"), leaf("t"));
            Tensor<T> deviation = sigma * time.Sqrt();
            Tensor<T> d1 = ((price / strike).Log() + ((rate + (sigma * sigma / Two)) * time)) / deviation;
            Tensor<T> d2 = d1 - deviation;
            Tensor<T> call = (price * Normal(d1)) - (strike * (-rate * time).Exp() * Normal(d2));
            call.Sum().Backward();
            report("c", call);
            report("S.grad", price.Grad);
            report("K.grad", strike.Grad);
            report("r.grad", rate.Grad);
            report("sigma.grad", sigma.Grad);
            report("t.grad", time.Grad);
        },
    };

    private static T Two => Number(2);

    private static IEnumerable<string> Names => Programs.Keys;

    [TestCaseSource(nameof(Names))]
    public void Program_YieldsWhatItYieldsInTorch(string name)
    {
        using JsonDocument file = TorchFile.Open<T>("semantics");
        JsonElement golden = TorchFile.Named(file.RootElement.GetProperty("cases"), name);
        var reported = new List<string> { "name", "steps" };
        Programs[name](Leaf, Check);

        Assert.That(reported, Is.EquivalentTo(golden.EnumerateObject().Select(label => label.Name)));

        Tensor<T> Leaf(string label)
        {
            reported.Add(label);
            return TorchFile.Tensor<T>(golden.GetProperty(label), requiresGrad: true);
        }

        void Check(string label, object? actual)
        {
            reported.Add(label);
            JsonElement expected = golden.GetProperty(label);
            switch (actual)
            {
                case bool flag:
                    Assert.That(flag, Is.EqualTo(expected.GetBoolean()), label);
                    break;
                case int number:
                    Assert.That(number, Is.EqualTo(expected.GetInt32()), label);
                    break;
                default:
                    TorchComparison.AssertAgrees((Tensor<T>?)actual, expected, label);
                    break;
            }
        }
    }

    [Test]
    public void EveryProgramOfTorch_IsRunOrNotCoveredWithAReason()
    {
        using JsonDocument file = TorchFile.Open<T>("semantics");
        IEnumerable<string?> names =
            file.RootElement.GetProperty("cases").EnumerateArray().Select(golden => golden.GetProperty("name").GetString());

        Assert.That(Programs.Keys.Concat(NotCovered.Keys), Is.EquivalentTo(names));
    }

    private static T Number(double value) => T.CreateTruncating(value);

    private static Tensor<T> ThreeAndSeven() => Tensor.Create([Number(3), Number(7)], requiresGrad: true);

    private static Tensor<T> Normal(Tensor<T> x) => Number(0.5) * (T.One + (x / Number(Math.Sqrt(2))).Erf());
}
