using System.Numerics;

namespace AutoDiff;

/// <summary>A tensor that a node needs for its backward pass, with the version its elements had in the forward pass.</summary>
internal readonly struct SavedTensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T> _tensor;
    private readonly int _version;

    internal SavedTensor(Tensor<T> tensor)
    {
        _tensor = tensor;
        _version = tensor.Storage.Version;
    }

    /// <summary>Returns the tensor.</summary>
    /// <param name="node">Who has saved it.</param>
    /// <exception cref="AutogradException">Its elements have been changed in place.</exception>
    internal Tensor<T> Unpack(AutogradNode node)
    {
        int version = _tensor.Storage.Version;
        if (version != _version)
        {
            string description = $"[Tensor<{ElementName}> {Shapes.Text(_tensor.Shape)}]";
            if (_tensor.GradFn is { } producer)
            {
                description += $", which is output {_tensor.ResultIndex} of {producer.Name},";
            }

            throw AutogradErrors.Changed(description, version, _version, node);
        }

        return _tensor;
    }

    private static string ElementName => typeof(T) == typeof(float) ? "float" : "double";
}
