using System.Numerics;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>A backward pass made of recorded operations, so that its gradients can be differentiated again.</summary>
internal static class RecordedBackward
{
    /// <summary>The gradients of a result, as results of recorded operations; null where the result does not depend on a leaf.</summary>
    public static Tensor<T>?[] Gradients<T>(Tensor<T> result, Tensor<T> adjoint, params Tensor<T>[] leaves)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Autograd.Grad([result], leaves, [adjoint], createGraph: true, allowUnused: true);

    /// <summary>The gradient of the sum of a result with respect to its only leaf, any number of times.</summary>
    public static Tensor<T> Derivative<T>(Tensor<T> result, Tensor<T> leaf, int order = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++)
        {
            result = result.GradFn is null
                ? Tensor.Zeros<T>(leaf.Shape)
                : Gradients(result, Tensor.Full(result.Shape, T.One), leaf)[0] ?? Tensor.Zeros<T>(leaf.Shape);
        }

        return result;
    }
}
