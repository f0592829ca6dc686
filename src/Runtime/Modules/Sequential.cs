using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace AutoDiff;

/// <summary>Modules one after the other: PyTorch's <c>torch.nn.Sequential</c>. Their names are their positions, from 0 on.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
public sealed class Sequential<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Module<T>[] _modules;

    /// <summary>Makes the chain.</summary>
    /// <param name="modules">The modules, the first one to be computed first; none for the identity.</param>
    /// <exception cref="ArgumentNullException">A module is null.</exception>
    public Sequential(params ReadOnlySpan<Module<T>> modules)
    {
        _modules = modules.ToArray();
        for (int i = 0; i < _modules.Length; i++)
        {
            RegisterModule(
                i.ToString(CultureInfo.InvariantCulture),
                _modules[i] ?? throw new ArgumentNullException(nameof(modules), $"Module {i} is null."));
        }
    }

    /// <summary>The modules, in their order.</summary>
    public IReadOnlyList<Module<T>> Modules => _modules;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        foreach (Module<T> module in _modules)
        {
            input = module.Forward(input);
        }

        return input;
    }
}
