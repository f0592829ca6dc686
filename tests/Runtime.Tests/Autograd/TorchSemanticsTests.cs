using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>Small programs whose values and gradients were recorded from libtorch (tests/Data/torch-golden).</summary>
public class TorchSemanticsTests
{
    private static readonly Lazy<JsonDocument> Golden = new(() => JsonDocument.Parse(File.ReadAllText(
        Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "torch-golden", "semantics_f64.json"))));

    [Test]
    public void GradAccumulation()
    {
        Tensor<double> x = Input("grad_accumulation", "x");
        (x * x).Sum().Backward();
        Check("grad_accumulation", "after1", x.Grad);
        x.Sin().Sum().Backward();
        Check("grad_accumulation", "after2", x.Grad);
        x.Grad = null;
        x.Cos().Sum().Backward();
        Check("grad_accumulation", "after_none_then_cos", x.Grad);
    }

    [Test]
    public void NotebookCells()
    {
        Tensor<double> x = Input("nb_cell3", "x");
        Tensor<double> y = x.Pow(2);
        y.Backward();
        Check("nb_cell3", "y", y);
        Check("nb_cell3", "x.grad", x.Grad);

        x.Grad = null;
        Tensor<double> z = x.Pow(2).Sin();
        z.Backward();
        Check("nb_cell5_7", "z", z);
        Check("nb_cell5_7", "x.grad", x.Grad);
        Check("nb_cell5_7", "x.grad_after_zero_", x.Grad!.Zero());

        Tensor<double> x2 = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> y2 = x2.Pow(2);
        Tensor<double> z2 = y2.Sin();
        Tensor<double> w2 = z2.Exp();
        Tensor<double> v2 = 1 / w2;
        v2.Sum().Backward();
        Check("nb_cell23", "y", y2);
        Check("nb_cell23", "z", z2);
        Check("nb_cell23", "w", w2);
        Check("nb_cell23", "v", v2);
        Check("nb_cell23", "x.grad", x2.Grad);
    }

    [Test]
    public void RetainGraph()
    {
        Tensor<double> x = Input("retain_graph", "x");
        Tensor<double> y = (x * x).Sin().Sum();
        y.Backward(retainGraph: true);
        Check("retain_graph", "after1", x.Grad);
        y.Backward();
        Check("retain_graph", "after2", x.Grad);
    }

    [Test]
    public void DetachInTheMiddle()
    {
        Tensor<double> x = Input("detach_middle", "x");
        Tensor<double> z = ((x * x).Detach() * x).Sum();
        z.Backward();
        Check("detach_middle", "z", z);
        Check("detach_middle", "x.grad", x.Grad);
    }

    [Test]
    public void NoGradBlock()
    {
        Tensor<double> x = Input("no_grad_block", "x");
        Tensor<double> c;
        using (Autograd.NoGrad())
        {
            c = x.Exp();
        }

        Tensor<double> z = (c * x).Sum();
        z.Backward();
        Check("no_grad_block", "c", c);
        Check("no_grad_block", "z", z);
        Check("no_grad_block", "x.grad", x.Grad);
        Assert.That(c.RequiresGrad, Is.EqualTo(Entry("no_grad_block", "c.requires_grad").GetBoolean()));
    }

    [Test]
    public void Diamond()
    {
        Tensor<double> x = Input("diamond", "x");
        Tensor<double> a = x.Exp();
        Tensor<double> d = (a.Sin() * a.Cos() + a).Sum();
        d.Backward();
        Check("diamond", "d", d);
        Check("diamond", "x.grad", x.Grad);
    }

    [Test]
    public void SameLeafManyTimes()
    {
        Tensor<double> x = Input("same_leaf_many", "x");
        Tensor<double> z = (x * x + x / x - x + x.Pow(x.Detach())).Sum();
        z.Backward();
        Check("same_leaf_many", "z", z);
        Check("same_leaf_many", "x.grad", x.Grad);
    }

    [Test]
    public void TwoLeavesOneUnused()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> w = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> unused = Tensor.Create(1.0, requiresGrad: true);
        (x * w).Sum().Backward();
        Check("two_leaves_one_unused", "x.grad", x.Grad);
        Check("two_leaves_one_unused", "w.grad", w.Grad);
        Check("two_leaves_one_unused", "unused.grad", unused.Grad);
    }

    [Test]
    public void VectorJacobianProduct()
    {
        Tensor<double> x = Input("vector_jacobian", "x");
        (x * x).Backward(Tensor.Create([0.5, -2.0]));
        Check("vector_jacobian", "x.grad", x.Grad);
    }

    [Test]
    public void DeepChain()
    {
        Tensor<double> x = Input("deep_chain_50", "x");
        Tensor<double> y = x;
        for (int i = 0; i < 50; i++)
        {
            y = (1.1 * y).Sin();
        }

        y.Backward();
        Check("deep_chain_50", "y", y);
        Check("deep_chain_50", "x.grad", x.Grad);
    }

    [Test]
    public void DataDependentLoop()
    {
        Tensor<double> x = Input("data_dependent_loop", "x");
        Tensor<double> y = x;
        int iterations = 0;
        while (y.Item() < 20)
        {
            y = 2 * y + x;
            iterations++;
        }

        y.Backward();
        Assert.That(iterations, Is.EqualTo(Entry("data_dependent_loop", "iterations").GetInt32()));
        Check("data_dependent_loop", "y", y);
        Check("data_dependent_loop", "x.grad", x.Grad);
    }

    [Test]
    public void BlackScholesCall()
    {
        const string Name = "black_scholes_call";
        Tensor<double> spot = Input(Name, "S");
        Tensor<double> strike = Input(Name, "K");
        Tensor<double> rate = Input(Name, "r");
        Tensor<double> sigma = Input(Name, "sigma");
        Tensor<double> time = Input(Name, "t");
        Tensor<double> spread = sigma * time.Sqrt();
        Tensor<double> d1 = ((spot / strike).Log() + (rate + sigma * sigma / 2) * time) / spread;
        Tensor<double> call = spot * Normal(d1) - strike * (-rate * time).Exp() * Normal(d1 - spread);
        call.Sum().Backward();

        Check(Name, "c", call);
        Check(Name, "S.grad", spot.Grad);
        Check(Name, "K.grad", strike.Grad);
        Check(Name, "r.grad", rate.Grad);
        Check(Name, "sigma.grad", sigma.Grad);
        Check(Name, "t.grad", time.Grad);

        static Tensor<double> Normal(Tensor<double> q) => 0.5 * (1 + (q / Math.Sqrt(2)).Erf());
    }

    private static JsonElement Entry(string name, string label) =>
        Golden.Value.RootElement.GetProperty("cases").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == name).GetProperty(label);

    private static Tensor<double> Input(string name, string label)
    {
        JsonElement entry = Entry(name, label);
        return Tensor.Create(Values(entry), ShapeOf(entry), requiresGrad: true);
    }

    private static void Check(string name, string label, Tensor<double>? actual)
    {
        JsonElement entry = Entry(name, label);
        if (entry.ValueKind == JsonValueKind.Null)
        {
            Assert.That(actual, Is.Null, label);
            return;
        }

        Assert.That(actual, Is.Not.Null, label);
        Assert.That(actual!.Shape.ToArray(), Is.EqualTo(ShapeOf(entry)), label);
        Assert.That(actual.ToArray(), Is.EqualTo(Values(entry)).Within(1e-10).Percent, label);
    }

    private static double[] Values(JsonElement entry) =>
        entry.GetProperty("data").EnumerateArray().Select(v => v.GetDouble()).ToArray();

    private static int[] ShapeOf(JsonElement entry) =>
        entry.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()).ToArray();
}
