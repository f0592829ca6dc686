using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>Reductions, products, shapes and losses against libtorch: values, gradients for two seeds, and second derivatives.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchExpressionTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, Dictionary<string, Func<TorchCase<T>, Tensor<T>>>> Expressions = new()
    {
        ["reductions"] = new()
        {
            ["sum(x)"] = c => c["x"].Sum(),
            ["sum(x,1)"] = c => c["x"].Sum(1),
            ["sum(x,(0,2),keepdim)"] = c => c["x"].Sum([0, 2], keepDim: true),
            ["sum(x,-1)"] = c => c["x"].Sum(-1),
            ["mean(x)"] = c => c["x"].Mean(),
            ["mean(x,1)"] = c => c["x"].Mean(1),
            ["mean(x,(0,2),keepdim)"] = c => c["x"].Mean([0, 2], keepDim: true),
            ["max(x)"] = c => c["x"].Max(),
            ["max(x): gradient split evenly among ties"] = c => c["x"].Max(),
            ["max(x,1).values"] = c => c["x"].Max(1).Values,
            ["max(x,1).values: gradient to ONE index"] = c => c["x"].Max(1).Values,
            ["min(x,2,keepdim).values"] = c => c["x"].Min(2, keepDim: true).Values,
            ["amax(x,1)"] = c => c["x"].AMax([1]),
            ["amax(x,1): gradient split evenly"] = c => c["x"].AMax([1]),
            ["amin(x,0)"] = c => c["x"].AMin([0]),
            ["prod(x)"] = c => c["x"].Prod(),
            ["prod(x,1)"] = c => c["x"].Prod(1),
            ["prod(x,0)"] = c => c["x"].Prod(0),
            ["logsumexp(x,2)"] = c => c["x"].LogSumExp(2),
            ["logsumexp(x,1)"] = c => c["x"].LogSumExp(1),
            ["softmax(x,1)"] = c => c["x"].Softmax(1),
            ["log_softmax(x,-1)"] = c => c["x"].LogSoftmax(-1),
            ["log_softmax(x,1)"] = c => c["x"].LogSoftmax(1),
            ["var(x)"] = c => c["x"].Var(),
            // The golden file has the unbiased variance under this name too; the biased one is tested below.
            ["var(x,correction=0)"] = c => c["x"].Var(),
            ["var(x,1)"] = c => c["x"].Var(1),
            ["var(x,(0,2),correction=0,keepdim)"] = c => c["x"].Var([0, 2], correction: 0, keepDim: true),
            ["std(x,1)"] = c => c["x"].Std(1),
            ["std(x) of constant"] = c => c["x"].Std(),
            ["var(x) n=1 -> NaN"] = c => c["x"].Var(),
            ["norm(x)"] = c => c["x"].Norm(),
            ["norm(x) at 0: subgradient 0"] = c => c["x"].Norm(),
            ["cumsum(x,1)"] = c => c["x"].CumSum(1),
            ["cumprod(x,1)"] = c => c["x"].CumProd(1),
            ["sum(x*x)"] = c => (c["x"] * c["x"]).Sum(),
        },
        ["matmul"] = new()
        {
            ["matmul(a,b)"] = c => c["a"].Matmul(c["b"]),
            ["linear(x,w,b) = x@w.T+b"] = c => Tensor.Linear(c["x"], c["w"], c["b"]),
            ["outer(a,b)"] = c => Tensor.Outer(c["a"], c["b"]),
            ["einsum('ij,kj->ik',x,w)"] = c => Tensor.Einsum("ij,kj->ik", c["x"], c["w"]),
        },
        ["broadcast"] = new()
        {
            ["add(a,b)"] = c => c["a"] + c["b"],
            ["sub(a,b)"] = c => c["a"] - c["b"],
            ["mul(a,b)"] = c => c["a"] * c["b"],
            ["div(a,b)"] = c => c["a"] / c["b"],
            ["maximum(a,b)"] = c => Tensor.Maximum(c["a"], c["b"]),
            ["atan2(a,b)"] = c => Tensor.Atan2(c["a"], c["b"]),
            ["hypot(a,b)"] = c => Tensor.Hypot(c["a"], c["b"]),
            ["a+b"] = c => c["a"] + c["b"],
            ["a*b"] = c => c["a"] * c["b"],
            ["a*s"] = c => c["a"] * c["s"],
            ["exp(a)**s"] = c => c["a"].Exp().Pow(c["s"]),
            ["a*2.5+1"] = c => (c["a"] * T.CreateTruncating(2.5)) + T.One,
            ["sin(a)*b"] = c => c["a"].Sin() * c["b"],
            ["a*b+a"] = c => (c["a"] * c["b"]) + c["a"],
            ["sum(a)"] = c => c["a"].Sum(),
            ["addcmul(a,b,c,0.5)"] = c => c["a"] + (c["b"] * c["c"] * T.CreateTruncating(0.5)),
            ["where(cond,b,c)"] = c => Tensor.Where(c.Mask("cond"), c["b"], c["c"]),
        },
        ["shape"] = new()
        {
            ["transpose(x,0,2)"] = c => c["x"].Transpose(0, 2),
            ["permute(x,(2,0,1))"] = c => c["x"].Permute(2, 0, 1),
            ["reshape(x,(6,4))"] = c => c["x"].Reshape(6, 4),
            ["reshape(x,(4,-1))"] = c => c["x"].Reshape(4, -1),
            ["reshape(transpose(x,0,2),(-1))"] = c => c["x"].Transpose(0, 2).Reshape(-1),
            ["unsqueeze(x,1)"] = c => c["x"].Unsqueeze(1),
            ["squeeze(unsqueeze(x,1),1)"] = c => c["x"].Unsqueeze(1).Squeeze(1),
            ["flatten(x,1)"] = c => c["x"].Flatten(1),
            ["expand(x,(2,3,4))"] = c => c["x"].Expand(2, 3, 4),
            ["x[:,:,1:4:2]"] = c => c["x"].Slice(2, 1, 4, 2),
            ["x[:,-2:]"] = c => c["x"].Slice(1, -2),
            ["x[1]"] = c => c["x"].Select(0, 1),
            ["x[1,2]"] = c => c["x"].Select(0, 1).Select(0, 2),
            ["x[...,3]"] = c => c["x"].Select(-1, 3),
            ["narrow(x,1,1,2)"] = c => c["x"].Narrow(1, 1, 2),
            ["index_select(x,1,idx) with duplicates"] = c => c["x"].IndexSelect(1, c.Index("idx")),
            ["x[:,idx]"] = c => c["x"].IndexSelect(1, c.Index("idx")),
            ["gather(x,2,idx)"] = c => c["x"].Gather(2, c.Index("idx")),
            ["x[mask]"] = c => c["x"].MaskedSelect(c.Mask("mask")),
            ["masked_fill(x,mask,-7)"] = c => c["x"].MaskedFill(c.Mask("mask"), T.CreateChecked(-7)),
            ["cat([a,b,a],1)"] = c => Tensor.Cat([c["a"], c["b"], c["a"]], 1),
            ["stack([a,c],1)"] = c => Tensor.Stack([c["a"], c["c"]], 1),
            ["chunk(a,3,1)[1]*chunk(a,3,1)[2]"] = c => c["a"].Chunk(3, 1)[1] * c["a"].Chunk(3, 1)[2],
            ["split(a,[1,2],1)[1]"] = c => c["a"].Split([1, 2], 1)[1],
            ["flip(x,(0,2))"] = c => c["x"].Flip(0, 2),
            ["roll(x,1,1)"] = c => c["x"].Roll(1, 1),
            ["repeat(x,(2,1,1))"] = c => c["x"].Repeat(2, 1, 1),
            ["tril(x)"] = c => c["x"].Tril(),
            ["diagonal(x,0,1,2)"] = c => c["x"].Diagonal(0, 1, 2),
            ["sort(x,2,descending).values"] = c => c["x"].Sort(2, descending: true).Values,
            ["topk(x,2).values"] = c => c["x"].TopK(2).Values,
            ["pad(x,(1,2)) constant 0"] = c => c["x"].Pad([1, 2]),
            ["where(x>0,x,0)"] = c => Tensor.Where(c["x"] > T.Zero, c["x"], T.Zero),
            ["zeros(2,2,4).scatter_add(2,idx,x[:, :2])"] = c => Tensor.Zeros<T>(2, 2, 4).ScatterAdd(2, c.Index("idx"), c["x"].Slice(1, 0, 2)),
        },
        ["training"] = new()
        {
            ["mse_loss(x,t)"] = c => Tensor.MseLoss(c["x"], c["t"]),
            ["l1_loss(x,t)"] = c => Tensor.L1Loss(c["x"], c["t"]),
            ["huber_loss(x,t,delta=1)"] = c => Tensor.HuberLoss(c["x"], c["t"], T.One),
            ["smooth_l1_loss(x,t)"] = c => Tensor.SmoothL1Loss(c["x"], c["t"], T.One),
            ["binary_cross_entropy_with_logits(x,t)"] = c => Tensor.BinaryCrossEntropyWithLogits(c["x"], c["t"]),
            ["cross_entropy(x,cls)"] = c => Tensor.CrossEntropy(c["x"], c.Index("cls")),
            ["cross_entropy(x,cls,reduction=sum,label_smoothing=0.1)"] = c => Tensor.CrossEntropy(c["x"], c.Index("cls"), LossReduction.Sum, 0.1),
            ["layer_norm(x,(3),w,b,eps=1e-5)"] = c => Tensor.LayerNorm(c["x"], [3], c["w"], c["b"]),
        },
    };

    [Test]
    public void Variance_OfAPopulation_DividesByTheCount()
    {
        Tensor<T> x = Tensor.Create([T.One, T.CreateChecked(2), T.CreateChecked(6)], requiresGrad: true);
        Tensor<T> variance = x.Var([], correction: 0);
        variance.Backward();

        Assert.That(double.CreateChecked(variance.Item()), Is.EqualTo(14.0 / 3).Within(1e-6));
        Assert.That(x.Grad!.ToArray().Select(double.CreateChecked), Is.EqualTo(new[] { -4.0 / 3, -2.0 / 3, 2.0 }).Within(1e-6));
    }

    /// <summary>The cases of a family for which there is an expression.</summary>
    internal static IEnumerable<string> CaseNames(string family) => Cases()
        .Where(entry => (string)entry[0] == family && Expressions[family].ContainsKey((string)entry[2]))
        .Select(entry => (string)entry[1]);

    private static IEnumerable<object[]> Cases()
    {
        foreach (string family in Expressions.Keys)
        {
            using JsonDocument file = TorchFile.Open<T>(family);
            foreach (JsonElement golden in file.RootElement.GetProperty("cases").EnumerateArray())
            {
                // The trainings are programs, not expressions.
                if (golden.TryGetProperty("expr", out JsonElement expr))
                {
                    yield return [family, golden.GetProperty("name").GetString()!, expr.GetString()!];
                }
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Expression_AgreesWithTorch(string family, string name, string expression) =>
        TorchCase<T>.AssertAgrees(family, name, Expressions[family][expression], family == "broadcast" ? 0 : TorchComparison.Tolerance<T>());
}
