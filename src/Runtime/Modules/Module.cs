using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <summary>A function of a tensor that has parameters to train, and perhaps other modules inside: PyTorch's <c>torch.nn.Module</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// A class of one's own names its parameters and modules in its constructor, by <see cref="RegisterParameter"/> and <see cref="RegisterModule{TModule}"/>, and
/// computes with them in <see cref="Forward"/>. The names make up those of <see cref="State"/>: <c>0.weight</c> is the parameter <c>weight</c> of the module <c>0</c>.
/// </remarks>
public abstract class Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<(string Name, Tensor<T> Tensor)> _parameters = [];
    private readonly List<(string Name, Module<T> Module)> _modules = [];

    /// <summary>Whether the module is being trained, rather than used. <see cref="Dropout{T}"/> asks for it.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>Computes the function.</summary>
    /// <param name="input">The argument, in most modules of shape [batch, ...].</param>
    /// <returns>The value, through which gradients flow to the argument and the parameters.</returns>
    public abstract Tensor<T> Forward(Tensor<T> input);

    /// <summary>The parameters of this module and those inside, each once, in the order in which they were registered.</summary>
    public IReadOnlyList<Tensor<T>> Parameters() => [.. NamedParameters().Select(static parameter => parameter.Tensor)];

    /// <summary>The same with their names.</summary>
    /// <remarks>A parameter that several modules share has its first name.</remarks>
    public IReadOnlyList<(string Name, Tensor<T> Tensor)> NamedParameters()
    {
        var found = new List<(string Name, Tensor<T> Tensor)>();
        var seen = new HashSet<Tensor<T>>(ReferenceEqualityComparer.Instance);
        Visit(string.Empty, (name, parameter) =>
        {
            if (seen.Add(parameter))
            {
                found.Add((name, parameter));
            }
        });
        return found;
    }

    /// <summary>The parameters by their names, to be saved: PyTorch's <c>state_dict()</c>.</summary>
    /// <returns>
    /// The tensors themselves without their history: later changes in place show in them. A parameter that several modules share is there under each of its names.
    /// </returns>
    public IReadOnlyDictionary<string, Tensor<T>> State()
    {
        var state = new Dictionary<string, Tensor<T>>();
        Visit(string.Empty, (name, parameter) => state.Add(name, parameter.Detach()));
        return state;
    }

    /// <summary>Overwrites the parameters, in place: PyTorch's <c>load_state_dict</c>.</summary>
    /// <param name="state">A tensor for each parameter, as <see cref="State"/> names them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// A parameter is missing, a tensor belongs to none, or a shape is not that of the parameter; all of them are named. Nothing has been changed then.
    /// </exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor<T>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var targets = new Dictionary<string, Tensor<T>>();
        Visit(string.Empty, targets.Add);
        var problems = new List<string>();
        foreach ((string name, Tensor<T> parameter) in targets)
        {
            if (!state.TryGetValue(name, out Tensor<T>? tensor) || tensor is null)
            {
                problems.Add($"'{name}', of shape {Shapes.Text(parameter.Shape)}, is missing");
            }
            else if (!tensor.Shape.SequenceEqual(parameter.Shape))
            {
                problems.Add($"'{name}' has the shape {Shapes.Text(tensor.Shape)}, but the parameter has the shape {Shapes.Text(parameter.Shape)}");
            }
        }

        problems.AddRange(state.Keys.Where(name => !targets.ContainsKey(name)).Select(static name => $"'{name}' is unexpected: there is no such parameter"));
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The state does not fit this {GetType().Name.Split('`')[0]}: {string.Join("; ", problems)}.", nameof(state));
        }

        using (Autograd.NoGrad())
        {
            foreach ((string name, Tensor<T> parameter) in targets)
            {
                parameter.CopyFrom(state[name]);
            }
        }
    }

    /// <summary>Moves the parameters of this module and those inside, with their gradients, to a device: PyTorch's <c>to(device)</c>.</summary>
    /// <param name="device">The device.</param>
    /// <returns>This module: the tensors stay the same, so that optimizers need not know.</returns>
    /// <remarks>What shares elements with a parameter, such as a view of it or a graph that has saved it, stays where it is.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    public Module<T> To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        foreach (Tensor<T> parameter in Parameters())
        {
            parameter.MoveTo(device);
        }

        return this;
    }

    /// <summary>Sets <see cref="IsTraining"/>, here and in the modules inside: PyTorch's <c>train()</c>.</summary>
    /// <param name="isTraining">Whether training goes on.</param>
    public void Train(bool isTraining = true)
    {
        IsTraining = isTraining;
        foreach ((_, Module<T> module) in _modules)
        {
            module.Train(isTraining);
        }
    }

    /// <summary>Clears <see cref="IsTraining"/>, here and in the modules inside: PyTorch's <c>eval()</c>.</summary>
    public void Eval() => Train(isTraining: false);

    /// <summary>Names a parameter of this module.</summary>
    /// <param name="name">The name, without a dot, used once in the module.</param>
    /// <param name="parameter">The tensor: a leaf, which is made to require a gradient.</param>
    /// <returns><paramref name="parameter"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, has a dot or is taken, or the tensor is not a leaf.</exception>
    protected Tensor<T> RegisterParameter(string name, Tensor<T> parameter)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(parameter);
        if (!parameter.IsLeaf)
        {
            throw new ArgumentException($"The parameter '{name}' must be a leaf, but is the result of a recorded operation: Detach() it.", nameof(parameter));
        }

        parameter.RequiresGrad = true;
        _parameters.Add((name, parameter));
        return parameter;
    }

    /// <summary>Names a module inside this one.</summary>
    /// <typeparam name="TModule">The type of the module.</typeparam>
    /// <param name="name">The name, without a dot, used once in the module.</param>
    /// <param name="module">The module.</param>
    /// <returns><paramref name="module"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, has a dot or is taken, or the module is, or contains, this one.</exception>
    protected TModule RegisterModule<TModule>(string name, TModule module)
        where TModule : Module<T>
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(module);
        if (module.Contains(this))
        {
            throw new ArgumentException($"The module '{name}' contains the one that it is to be put into.", nameof(module));
        }

        _modules.Add((name, module));
        return module;
    }

    private bool Contains(Module<T> other) => this == other || _modules.Exists(inner => inner.Module.Contains(other));

    private void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The name '{name}' has a dot, which separates the names of modules.", nameof(name));
        }

        if (_parameters.Exists(parameter => parameter.Name == name) || _modules.Exists(module => module.Name == name))
        {
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
        }
    }

    private void Visit(string prefix, Action<string, Tensor<T>> visit)
    {
        foreach ((string name, Tensor<T> parameter) in _parameters)
        {
            visit(prefix + name, parameter);
        }

        foreach ((string name, Module<T> module) in _modules)
        {
            module.Visit($"{prefix}{name}.", visit);
        }
    }
}
