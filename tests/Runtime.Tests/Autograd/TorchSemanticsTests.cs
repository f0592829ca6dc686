using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>Small programs whose values and gradients were recorded from libtorch (tests/Data/torch-golden).</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchSemanticsTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The programs by libtorch's names; each checks everything that the file holds of it.</summary>
    internal static readonly Dictionary<string, Action<Golden>> Programs = new()
    {
        ["nb_cell3"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x.Pow(N(2));
            y.Backward();
            golden.Check("y", y);
            golden.Check("x.grad", x.Grad);
        },
        ["nb_cell5_7"] = golden =>
        {
            Tensor<T> x = Tensor.Create(N(3), requiresGrad: true);
            Tensor<T> z = x.Pow(N(2)).Sin();
            z.Backward();
            golden.Check("z", z);
            golden.Check("x.grad", x.Grad);
            golden.Check("x.grad_after_zero_", x.Grad!.Zero());
        },
        ["nb_cell23"] = golden =>
        {
            Tensor<T> x = Pair();
            Tensor<T> y = x.Pow(N(2));
            Tensor<T> z = y.Sin();
            Tensor<T> w = z.Exp();
            Tensor<T> v = T.One / w;
            v.Sum().Backward();
            golden.Check("y", y);
            golden.Check("z", z);
            golden.Check("w", w);
            golden.Check("v", v);
            golden.Check("x.grad", x.Grad);
        },
        ["grad_accumulation"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            (x * x).Sum().Backward();
            golden.Check("after1", x.Grad);
            x.Sin().Sum().Backward();
            golden.Check("after2", x.Grad);
            x.Grad = null;
            x.Cos().Sum().Backward();
            golden.Check("after_none_then_cos", x.Grad);
        },
        ["retain_graph"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = (x * x).Sin().Sum();
            y.Backward(retainGraph: true);
            golden.Check("after1", x.Grad);
            y.Backward();
            golden.Check("after2", x.Grad);
        },
        ["detach_middle"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> z = ((x * x).Detach() * x).Sum();
            z.Backward();
            golden.Check("z", z);
            golden.Check("x.grad", x.Grad);
        },
        ["no_grad_block"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> c;
            using (Autograd.NoGrad())
            {
                c = x.Exp();
            }

            Tensor<T> z = (c * x).Sum();
            z.Backward();
            golden.Check("c", c);
            golden.Check("c.requires_grad", c.RequiresGrad);
            golden.Check("z", z);
            golden.Check("x.grad", x.Grad);
        },
        ["higher_order_x3_sinx"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> derivative = x.Pow(N(3)) * x.Sin();
            golden.Check("f", derivative);
            foreach (string label in new[] { "d1", "d2", "d3", "d4" })
            {
                derivative = Autograd.Grad(derivative, x, createGraph: true);
                golden.Check(label, derivative);
            }
        },
        ["gradient_penalty"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> g = Autograd.Grad((x.Pow(N(3)) * x.Sin()).Sum(), x, createGraph: true);
            golden.Check("g", g);
            g.Pow(N(2)).Sum().Backward();
            golden.Check("x.grad", x.Grad);
        },
        ["diamond"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> a = x.Exp();
            Tensor<T> d = ((a.Sin() * a.Cos()) + a).Sum();
            d.Backward();
            golden.Check("d", d);
            golden.Check("x.grad", x.Grad, conditionNumber: 1e4);
        },
        ["same_leaf_many"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> z = ((x * x) + (x / x) - x + x.Pow(x.Detach())).Sum();
            z.Backward();
            golden.Check("z", z);
            golden.Check("x.grad", x.Grad);
        },
        ["retain_grad_nonleaf"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x.Exp();
            y.RetainGrad();
            (y * y).Sum().Backward();
            golden.Check("y.grad", y.Grad);
            golden.Check("x.grad", x.Grad);
        },
        ["inplace_nonleaf"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x * N(2);
            y.MulInPlace(N(3));
            y.AddInPlace(x);
            y.Sum().Backward();
            golden.Check("y", y);
            golden.Check("x.grad", x.Grad);
        },
        ["setitem"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x * N(1);
            y.Select(0, 0).Fill(N(5));
            (y * y).Sum().Backward();
            golden.Check("y", y);
            golden.Check("x.grad", x.Grad);
        },
        ["index_leaf_product"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> v = x.Select(0, 0) * x.Select(0, 1);
            v.Backward();
            golden.Check("v", v);
            golden.Check("x.grad", x.Grad);
        },
        ["two_leaves_one_unused"] = golden =>
        {
            Tensor<T> x = Pair();
            Tensor<T> w = Tensor.Create(N(2), requiresGrad: true);
            Tensor<T> unused = Tensor.Create(N(1), requiresGrad: true);
            (x * w).Sum().Backward();
            golden.Check("x.grad", x.Grad);
            golden.Check("w.grad", w.Grad);
            golden.Check("unused.grad", unused.Grad);
        },
        ["vector_jacobian"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            (x * x).Backward(Tensor.Create([N(0.5), N(-2)]));
            golden.Check("x.grad", x.Grad);
        },
        ["deep_chain_50"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x;
            for (int i = 0; i < 50; i++)
            {
                y = (N(1.1) * y).Sin();
            }

            y.Backward();
            golden.Check("y", y);
            golden.Check("x.grad", x.Grad, conditionNumber: 50);
        },
        ["data_dependent_loop"] = golden =>
        {
            Tensor<T> x = golden.Input("x");
            Tensor<T> y = x;
            int iterations = 0;
            while (y.Item() < N(20))
            {
                y = (N(2) * y) + x;
                iterations++;
            }

            y.Backward();
            golden.Check("iterations", iterations);
            golden.Check("y", y);
            golden.Check("x.grad", x.Grad);
        },
        ["black_scholes_call"] = golden =>
        {
            Tensor<T> spot = golden.Input("S");
            Tensor<T> strike = golden.Input("K");
            Tensor<T> rate = golden.Input("r");
            Tensor<T> sigma = golden.Input("sigma");
            Tensor<T> time = golden.Input("t");
            Tensor<T> spread = sigma * time.Sqrt();
            Tensor<T> d1 = ((spot / strike).Log() + ((rate + (sigma * sigma / N(2))) * time)) / spread;
            Tensor<T> call = (spot * Normal(d1)) - (strike * (-rate * time).Exp() * Normal(d1 - spread));
            call.Sum().Backward();
            golden.Check("c", call, conditionNumber: 30);
            golden.Check("S.grad", spot.Grad, conditionNumber: 30);
            golden.Check("K.grad", strike.Grad, conditionNumber: 30);
            golden.Check("r.grad", rate.Grad, conditionNumber: 30);
            golden.Check("sigma.grad", sigma.Grad, conditionNumber: 30);
            golden.Check("t.grad", time.Grad, conditionNumber: 30);
        },
    };

    private static IEnumerable<string> Names()
    {
        using JsonDocument file = TorchFile.Open<T>("semantics");
        return [.. file.RootElement.GetProperty("cases").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!)];
    }

    [TestCaseSource(nameof(Names))]
    public void Program_AgreesWithTorch(string name)
    {
        using JsonDocument file = TorchFile.Open<T>("semantics");
        var golden = new Golden(TorchFile.Named(file.RootElement.GetProperty("cases"), name));
        Programs[name](golden);
        Assert.That(golden.Unused, Is.Empty, "labels that the program has not looked at");
    }

    private static T N(double number) => T.CreateChecked(number);

    private static Tensor<T> Pair() => Tensor.Create([N(3), N(7)], requiresGrad: true);

    private static Tensor<T> Normal(Tensor<T> q) => N(0.5) * (N(1) + (q / N(Math.Sqrt(2))).Erf());

    /// <summary>What libtorch says about a program; notes what has been asked for.</summary>
    internal sealed class Golden(JsonElement entry)
    {
        private readonly HashSet<string> _used = ["name", "steps"];

        public IEnumerable<string> Unused => entry.EnumerateObject().Select(label => label.Name).Except(_used);

        public Tensor<T> Input(string label) => TorchFile.Tensor<T>(Label(label), requiresGrad: true);

        public void Check(string label, Tensor<T>? actual, double conditionNumber = 1) =>
            TorchComparison.AssertAgrees(actual, Label(label), label, conditionNumber * TorchComparison.Tolerance<T>());

        public void Check(string label, bool actual) => Assert.That(actual, Is.EqualTo(Label(label).GetBoolean()), label);

        public void Check(string label, int actual) => Assert.That(actual, Is.EqualTo(Label(label).GetInt32()), label);

        private JsonElement Label(string label)
        {
            _used.Add(label);
            return entry.GetProperty(label);
        }
    }
}
