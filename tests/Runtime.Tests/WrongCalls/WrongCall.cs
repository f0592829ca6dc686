using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.WrongCalls;

/// <summary>A misuse of the library, and what must come of it.</summary>
/// <param name="Name">The call as text.</param>
/// <param name="Run">The call.</param>
/// <param name="Exception">The exception that is documented.</param>
/// <param name="Fragments">What the message must say.</param>
internal sealed record WrongCall(string Name, Action<WrongCallOperands> Run, Type Exception, string[] Fragments)
{
    /// <summary>A wrong argument.</summary>
    public static WrongCall Argument(string name, Func<WrongCallOperands, object?> run, params string[] fragments) => new(name, o => run(o), typeof(ArgumentException), fragments);

    /// <summary>A number outside its range.</summary>
    public static WrongCall Range(string name, Func<WrongCallOperands, object?> run, params string[] fragments) => new(name, o => run(o), typeof(ArgumentOutOfRangeException), fragments);

    /// <summary>A missing argument.</summary>
    public static WrongCall Null(string name, Func<WrongCallOperands, object?> run, params string[] fragments) => new(name, o => run(o), typeof(ArgumentNullException), fragments);

    /// <summary>A tensor that the operation has no meaning for.</summary>
    public static WrongCall State(string name, Func<WrongCallOperands, object?> run, params string[] fragments) => new(name, o => run(o), typeof(InvalidOperationException), fragments);

    /// <summary>A gradient that cannot be.</summary>
    public static WrongCall Gradient(string name, Func<WrongCallOperands, object?> run, params string[] fragments) => new(name, o => run(o), typeof(AutogradException), fragments);

    public override string ToString() => Name;
}

/// <summary>Operands for wrong calls; none of them may have changed afterwards.</summary>
internal sealed class WrongCallOperands
{
    private readonly List<(Tensor<double> Tensor, double[] Elements, int Version, bool RequiresGrad, AutogradNode? GradFn)> _before;

    public WrongCallOperands()
    {
        Scalar = Tensor.Create(3.0);
        Vector = Tensor.Create([1.0, 2, 3]);
        Matrix = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Square = Tensor.Create(new double[,] { { 1, 2 }, { 3, 4 } });
        Cube = Tensor.Linspace(1.0, 24, 24).Reshape(2, 3, 4).Clone();
        Empty = Tensor.Zeros<double>(0, 3);
        Stretched = Tensor.Create(2.0).Expand(3);
        Leaf = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Result = Leaf * Leaf;
        Mask = Tensor.Mask(new[,] { { true, false, true }, { false, false, true } });
        Index = Tensor.Indices(0, 1);
        Tensor<double>[] all = [Scalar, Vector, Matrix, Square, Cube, Empty, Stretched, Leaf, Result];
        _before = [.. all.Select(tensor => (tensor, tensor.ToArray(), tensor.Storage.Version, tensor.RequiresGrad, tensor.GradFn))];
    }

    public Tensor<double> Scalar { get; }

    /// <summary>Of shape [3].</summary>
    public Tensor<double> Vector { get; }

    /// <summary>Of shape [2, 3].</summary>
    public Tensor<double> Matrix { get; }

    /// <summary>Of shape [2, 2].</summary>
    public Tensor<double> Square { get; }

    /// <summary>Of shape [2, 3, 4].</summary>
    public Tensor<double> Cube { get; }

    /// <summary>Of shape [0, 3].</summary>
    public Tensor<double> Empty { get; }

    /// <summary>Of shape [3], all one element.</summary>
    public Tensor<double> Stretched { get; }

    /// <summary>Of shape [3], requires a gradient.</summary>
    public Tensor<double> Leaf { get; }

    /// <summary>The square of <see cref="Leaf"/>.</summary>
    public Tensor<double> Result { get; }

    /// <summary>Of shape [2, 3].</summary>
    public MaskTensor Mask { get; }

    /// <summary>Of shape [2].</summary>
    public IndexTensor Index { get; }

    /// <summary>What has changed, in words.</summary>
    public IEnumerable<string> Changes() => _before.SelectMany((before, i) => new (bool HasChanged, string What)[]
    {
        (!before.Tensor.ToArray().SequenceEqual(before.Elements), "elements"),
        (before.Tensor.Storage.Version != before.Version, "version"),
        (before.Tensor.RequiresGrad != before.RequiresGrad, "requires grad"),
        (before.Tensor.GradFn != before.GradFn, "grad_fn"),
        (before.Tensor.Grad is not null, "grad"),
    }.Where(change => change.HasChanged).Select(change => $"{change.What} of operand {i}"));
}
