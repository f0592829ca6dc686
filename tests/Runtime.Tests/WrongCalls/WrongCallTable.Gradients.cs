using System;
using System.Collections.Generic;
using static AutoDiff.Runtime.Tests.WrongCalls.WrongCall;

namespace AutoDiff.Runtime.Tests.WrongCalls;

/// <content>Gradients, missing arguments, and devices.</content>
internal static partial class WrongCallTable
{
    private const string NotRequired = "does not require grad";

    public static IEnumerable<WrongCall> Gradients() =>
    [
        Gradient("Backward of a constant", o => Run(() => o.Scalar.Backward()), "element 0 of tensors " + NotRequired),
        Gradient("Backward of a detached result", o => Run(() => o.Result.Detach().Backward(o.Vector)), NotRequired),
        Gradient("Backward of several elements", o => Run(() => o.Result.Backward()), "only for scalar outputs"),
        Gradient("Backward of no elements", o => Run(() => o.Leaf.Narrow(0, 0, 0).Backward()), "only for scalar outputs"),
        Gradient("Backward with another shape", o => Run(() => o.Result.Backward(o.Matrix)), "grad_output[0]", "[2, 3]", "[3]"),
        Gradient("Backward with a scalar", o => Run(() => o.Result.Backward(o.Scalar)), "[]", "[3]"),
        Gradient("Backward twice", o => Run(() => Twice(o.Leaf.Detach(), x => (x * x).Sum())), "a second time"),
        Gradient("Backward twice, matmul", o => Run(() => Twice(o.Leaf.Detach(), x => x.Matmul(x))), "a second time"),
        Gradient("Backward twice, softmax", o => Run(() => Twice(o.Leaf.Detach(), x => x.Softmax(0).Sum())), "a second time"),
        Gradient("Backward of recorded values without grad mode", o => Run(() => { using (Autograd.NoGrad()) { (o.Leaf * 2).Sum().Backward(); } }), NotRequired),
        Gradient("Grad of a constant", o => Autograd.Grad(o.Scalar, o.Leaf), NotRequired),
        Gradient("Grad for a constant", o => Autograd.Grad(o.Result.Sum(), o.Vector), "does not require grad"),
        Gradient("Grad for an unused tensor", o => Autograd.Grad(o.Result.Sum(), Tensor.Ones<double>(2).RequiringGrad()), "not have been used"),
        Gradient("Grad of several elements", o => Autograd.Grad(o.Result, o.Leaf), "only for scalar outputs"),
        Gradient("Grad with another shape", o => Autograd.Grad(o.Result, o.Leaf, o.Matrix), "[2, 3]", "[3]"),
        Gradient("Grad, second output wrong", o => Autograd.Grad([o.Result.Sum(), o.Result], [o.Leaf], [null, o.Square]), "grad_output[1]", "[2, 2]", "[3]"),
        Gradient("Grad, second output constant", o => Autograd.Grad([o.Result.Sum(), o.Scalar], [o.Leaf]), "element 1", NotRequired),
        Argument("Grad of nothing", o => Autograd.Grad<double>([], [o.Leaf]), "non-empty", "outputs"),
        Argument("Grad with too many gradients", o => Autograd.Grad([o.Result.Sum()], [o.Leaf], [null, null]), "1 outputs", "2 gradients", "gradOutputs"),
        Gradient("Leaf.Zero()", o => o.Leaf.Zero(), "a leaf Variable"),
        Gradient("Leaf.Fill(1)", o => o.Leaf.Fill(1), "a leaf Variable"),
        Gradient("Leaf.AddInPlace(v)", o => o.Leaf.AddInPlace(o.Vector), "a leaf Variable"),
        Gradient("Leaf.SubInPlace(1)", o => o.Leaf.SubInPlace(1), "a leaf Variable"),
        Gradient("Leaf.MulInPlace(v)", o => o.Leaf.MulInPlace(o.Vector), "a leaf Variable"),
        Gradient("Leaf.DivInPlace(2)", o => o.Leaf.DivInPlace(2), "a leaf Variable"),
        Gradient("Leaf.CopyFrom(v)", o => o.Leaf.CopyFrom(o.Vector), "a leaf Variable"),
        Gradient("Leaf.Select(0, 0).Fill(1)", o => o.Leaf.Select(0, 0).Fill(1), "a view of a leaf Variable"),
        Gradient("Leaf.Slice(0, 1).AddInPlace(1)", o => o.Leaf.Slice(0, 1).AddInPlace(1), "a view of a leaf Variable"),
        Gradient("Leaf.Reshape(3, 1).Transpose().Zero()", o => o.Leaf.Reshape(3, 1).Transpose().Zero(), "a view of a leaf Variable"),
        Gradient("change of a view made without recording", o => UnrecordedView(o.Result).AddInPlace(1), "no_grad mode"),
        Gradient("Result.RequiresGrad = false", o => o.Result.RequiresGrad = false, "leaf variables"),
        Argument("Leaf.Grad = m", o => o.Leaf.Grad = o.Matrix, "[2, 3]", "[3]", "value"),
        Argument("Leaf.Grad = scalar", o => o.Leaf.Grad = o.Scalar, "[]", "[3]"),
        Gradient("RegisterHook on a constant", o => o.Vector.RegisterHook(g => g), "doesn't require gradient"),
        Gradient("RegisterPostAccumulateGradHook on a result", o => o.Result.RegisterPostAccumulateGradHook(_ => { }), "non-leaf"),
        Gradient("RegisterPostAccumulateGradHook on a constant", o => o.Vector.RegisterPostAccumulateGradHook(_ => { }), "don't require gradient"),
        Gradient("RetainGrad on a constant", o => Run(() => o.Vector.RetainGrad()), "requires_grad=False"),
        Gradient("hook of another shape", o => Run(() => Hooked(o.Vector, _ => o.Matrix)), "[2, 3]", "[3]"),
        Gradient("change of a saved operand", o => Run(() => Changed(o.Vector, x => x.Sin())), "modified by an inplace operation", "[3]", "version 1", "version 0"),
        Gradient("change of a saved factor", o => Run(() => Changed(o.Vector, x => x * x)), "modified by an inplace operation"),
        Gradient("change of a saved exponential", o => Run(() => Changed(o.Vector, x => x.Softmax(0))), "modified by an inplace operation"),
        Gradient("change of a factor of a product", o => Run(() => Changed(o.Vector, x => x.Matmul(x))), "modified by an inplace operation"),
        Gradient("GraphText of a constant", o => Autograd.GraphText(o.Vector), NotRequired),
        Gradient("function with too few gradients", o => Run(() => Apply(o.Vector, _ => [])), "incorrect number of gradients", "expected 1, got 0"),
        Gradient("function with too many gradients", o => Run(() => Apply(o.Vector, g => [g, g])), "expected 1, got 2"),
        Gradient("function with a gradient of another shape", o => Run(() => Apply(o.Vector, _ => [o.Matrix])), "index 0", "[2, 3]", "[3]"),
        Gradient("function whose backward pass returns null", o => Run(() => Apply(o.Vector, _ => null!)), "returned null"),
        State("function that returns null", o => new UserFunction(null, g => [g]).Apply(o.Leaf), "Forward has returned null"),
        State("checkpoint that returns null", o => Autograd.Checkpoint<double>(_ => null!, o.Leaf), "has returned null"),
        Gradient("Grad through a checkpoint", o => Autograd.Grad(Autograd.Checkpoint(x => x[0].Exp().Sum(), o.Leaf), o.Leaf), "Checkpointing"),
    ];

    public static IEnumerable<WrongCall> Others() =>
    [
        Null("m + null", o => o.Matrix + null!, "Tensor 1"),
        Null("null * m", o => null! * o.Matrix, "Tensor 0"),
        Null("-null", _ => -(Tensor<double>)null!, "Tensor 0"),
        Null("1 / null", _ => 1.0 / (Tensor<double>)null!, "Tensor 0"),
        Null("null < m", o => null! < o.Matrix, "x"),
        Null("m >= null", o => o.Matrix >= null!, "y"),
        Null("!null", _ => !(MaskTensor)null!, "x"),
        Null("mask & null", o => o.Mask & null!, "y"),
        Null("Where(null, m, m)", o => Tensor.Where(null!, o.Matrix, o.Matrix), "mask"),
        Null("Where(null, mask, mask)", o => Tensor.Where(null!, o.Mask, o.Mask), "mask"),
        Null("Where(mask, mask, null)", o => Tensor.Where(o.Mask, o.Mask, null!), "'y'"),
        Null("m.Pow(null)", o => o.Matrix.Pow(null!), "Tensor 1"),
        Null("Pow(null, 2)", _ => Tensor.Pow(null!, 2.0), "Tensor 0"),
        Null("Clamp(null, 0, 1)", _ => Tensor.Clamp(null!, 0.0, 1.0), "Tensor 0"),
        Null("Polygamma(1, null)", _ => Tensor.Polygamma<double>(1, null!), "Tensor 0"),
        Null("m.Matmul(null)", o => o.Matrix.Matmul(null!), "other"),
        Null("Cat(null)", _ => Tensor.Cat<double>(null!), "tensors"),
        Null("Cat([m, null])", o => Tensor.Cat([o.Matrix, null!]), "Tensor 1", "tensors"),
        Null("Stack([null])", _ => Tensor.Stack<double>([null!]), "Tensor 0", "tensors"),
        Null("AddInPlace(null)", o => o.Vector.AddInPlace(null!), "other"),
        Null("MulInPlace(null)", o => o.Vector.MulInPlace(null!), "other"),
        Null("CopyFrom(null)", o => o.Vector.CopyFrom(null!), "source"),
        Null("IndexSelect(0, null)", o => o.Matrix.IndexSelect(0, null!), "index"),
        Null("IndexSelect by a null array", o => o.Matrix.IndexSelect(0, (int[])null!), "elements"),
        Null("Gather(0, null)", o => o.Matrix.Gather(0, null!), "index"),
        Null("Scatter(0, null, m)", o => o.Matrix.Scatter(0, null!, o.Matrix), "index"),
        Null("ScatterAdd(0, i, null)", o => o.Matrix.ScatterAdd(0, o.Index, null!), "source"),
        Null("MaskedSelect(null)", o => o.Matrix.MaskedSelect(null!), "mask"),
        Null("MaskedFill(null, 1)", o => o.Matrix.MaskedFill(null!, 1), "mask"),
        Null("MseLoss(m, null)", o => Tensor.MseLoss(o.Matrix, null!), "target"),
        Null("CrossEntropy(m, null)", o => Tensor.CrossEntropy(o.Matrix, null!), "target"),
        Null("LayerNorm(null, [3])", _ => Tensor.LayerNorm<double>(null!, [3]), "input"),
        Null("Einsum(null, m, m)", o => Tensor.Einsum(null!, o.Matrix, o.Matrix), "equation"),
        Null("Einsum(ij,jk, m, null)", o => Tensor.Einsum("ij,jk", o.Matrix, null!), "'y'"),
        Null("Linear(m, null)", o => Tensor.Linear(o.Matrix, null!), "weight"),
        Null("Create(null array)", _ => Tensor.Create((double[])null!), "elements"),
        Null("Create(null matrix)", _ => Tensor.Create((double[,])null!), "elements"),
        Null("Mask(null)", _ => Tensor.Mask((bool[])null!), "elements"),
        Null("Grad(null, leaf)", o => Autograd.Grad(null!, o.Leaf), "outputs"),
        Null("Grad(result, null)", o => Autograd.Grad(o.Result.Sum(), null!), "inputs"),
        Null("RegisterHook(null)", o => o.Leaf.RegisterHook(null!), "hook"),
        Null("RegisterPostAccumulateGradHook(null)", o => o.Leaf.RegisterPostAccumulateGradHook(null!), "hook"),
        Null("Checkpoint(null)", o => Autograd.Checkpoint(null!, o.Leaf), "function"),
        Null("Apply(null)", _ => new UserFunction(x => x, g => [g]).Apply(null!), "inputs"),
        Null("Apply([leaf, null])", o => new UserFunction(x => x, g => [g]).Apply(o.Leaf, null!), "Tensor 1"),
        Null("StopGradient(null)", _ => Autograd.StopGradient((Tensor<double>)null!), "x"),
        Null("GraphText(null)", _ => Autograd.GraphText<double>(null!), "result"),
        Null("Device.Register(null)", _ => Run(() => Device.Register(null!)), "device"),
        Argument("Device.Register(cpu)", _ => Run(() => Device.Register(Device.Cpu)), "registered already", "cpu"),
        Argument("Arange(0, 1, 0)", _ => Tensor.Arange(0.0, 1, 0), "step", "0 to 1 by 0"),
        Argument("Arange(0, 1, -1)", _ => Tensor.Arange(0.0, 1, -1), "step", "0 to 1 by -1"),
        Argument("Arange(0, infinity, 1)", _ => Tensor.Arange(0.0, double.PositiveInfinity, 1), "finite"),
        Argument("Arange(0, NaN, 1)", _ => Tensor.Arange(0.0, double.NaN, 1), "NaN"),
        Argument("Arange(0, 1e300, 1)", _ => Tensor.Arange(0.0, 1e300, 1), "more elements"),
        Range("Linspace(0, 1, -1)", _ => Tensor.Linspace(0.0, 1, -1), "steps", "-1"),
        Range("Linspace(0, 1, 2^31 - 1)", _ => Tensor.Linspace(0.0, 1, int.MaxValue), "steps", "2147483647"),
        Argument("RandomUniform of a negative length", _ => Tensor.RandomUniform<double>(new Random(1), -1), "[-1]", "negative"),
        Range("RandomUniform from 1 to 0", _ => Tensor.RandomUniform(new Random(1), [2], 1.0, 0.0), "high", "1", "0"),
        Range("RandomNormal, deviation -1", _ => Tensor.RandomNormal(new Random(1), [2], 0.0, -1.0), "standardDeviation"),
        Null("RandomNormal(null, 2)", _ => Tensor.RandomNormal<double>(null!, 2), "random"),
        Range("RandomPermutation of -1", _ => Tensor.RandomPermutation(new Random(1), -1), "count", "-1"),
        Range("RandomPermutation of 2^31 - 1", _ => Tensor.RandomPermutation(new Random(1), int.MaxValue), "count", "2147483647"),
        Null("ZerosLike(null)", _ => Tensor.ZerosLike<double>(null!), "other"),
        Range("Polygamma(-1, m)", o => Tensor.Polygamma(-1, o.Matrix), "n", "-1"),
        Range("Polygamma(-1, empty)", o => Tensor.Polygamma(-1, o.Empty), "n", "-1"),
        Argument("Clamp(m, 1, 0)", o => Tensor.Clamp(o.Matrix, 1.0, 0.0), "min"),
        Argument("Clamp(empty, 1, 0)", o => Tensor.Clamp(o.Empty, 1.0, 0.0), "min"),
        new WrongCall("Zeros of halves", _ => Tensor.Zeros<Half>(2), typeof(NotSupportedException), ["float or double", "Half"]),
        new WrongCall("Full of native numbers", _ => Tensor.Full<System.Runtime.InteropServices.NFloat>([2], 1), typeof(NotSupportedException), ["float or double", "NFloat"]),
    ];

    private static object? Run(Action action)
    {
        action();
        return null;
    }

    private static void Twice(Tensor<double> x, Func<Tensor<double>, Tensor<double>> function)
    {
        Tensor<double> result = function(x.RequiringGrad());
        result.Backward();
        result.Backward();
    }

    private static Tensor<double> UnrecordedView(Tensor<double> of)
    {
        using (Autograd.NoGrad())
        {
            return of.Slice(0, 1);
        }
    }

    private static void Hooked(Tensor<double> x, Func<Tensor<double>, Tensor<double>?> hook)
    {
        Tensor<double> leaf = x.Clone().RequiringGrad();
        leaf.RegisterHook(hook);
        leaf.Exp().Sum().Backward();
    }

    private static void Changed(Tensor<double> x, Func<Tensor<double>, Tensor<double>> function)
    {
        Tensor<double> leaf = x.Clone().RequiringGrad();
        Tensor<double> middle = leaf * 2;
        Tensor<double> result = function(middle);
        result.Detach().Fill(1);
        middle.Detach().Fill(1);
        result.Sum().Backward();
    }

    private static void Apply(Tensor<double> x, Func<Tensor<double>, Tensor<double>?[]> backward) =>
        new UserFunction(y => y.Exp(), backward).Apply(x.Clone().RequiringGrad()).Sum().Backward();

    private static Tensor<double> RequiringGrad(this Tensor<double> tensor)
    {
        tensor.RequiresGrad = true;
        return tensor;
    }

    private sealed class UserFunction(Func<Tensor<double>, Tensor<double>>? forward, Func<Tensor<double>, Tensor<double>?[]> backward) : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs) => forward?.Invoke(inputs[0])!;

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) => backward(gradient);
    }
}
