using System;
using System.Globalization;
using System.Linq;

namespace AutoDiff;

/// <summary>
/// Compares the gradients of functions on tensors with differences of their values: PyTorch's <c>gradcheck</c> and <c>gradgradcheck</c>.
/// </summary>
/// <remarks>
/// <para>
/// For doubles only: differences of floats have too few digits to tell a right derivative from a wrong one. Check the function in doubles, which
/// runs the same code.
/// </para>
/// <para>
/// Every element of every input that requires a gradient is moved, so inputs should be small, and lie away from kinks and jumps. The function runs
/// on copies, which lie in memory as the inputs do: neither these nor their <see cref="Tensor{T}.Grad"/> change.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Tensor&lt;double&gt; x = Tensor.Create([0.3, -1.2, 2.0], requiresGrad: true);
/// GradientCheck.FirstOrder(inputs =&gt; new Cube().Apply(inputs), x);
/// GradientCheck.SecondOrder(inputs =&gt; new Cube().Apply(inputs), x);
/// </code>
/// </example>
public static class GradientCheck
{
    /// <summary>Compares the gradients of a function with central differences.</summary>
    /// <param name="function">The function. It must use the tensors that it is given, and give the same results for the same elements.</param>
    /// <param name="inputs">Where to compare. Those that require a gradient are checked, the others are constants.</param>
    /// <returns>Whether all derivatives agree.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// No input requires a gradient; one has several elements in one place, as after <see cref="Tensor{T}.Expand"/>; or the results depend on other
    /// tensors only.
    /// </exception>
    /// <exception cref="InvalidOperationException">The function has returned null, or results that differ from call to call.</exception>
    /// <exception cref="AutogradException">
    /// Derivatives differ; the message names the result, the input, their elements and both derivatives.
    /// </exception>
    public static bool FirstOrder(Func<Tensor<double>[], Tensor<double>> function, params Tensor<double>[] inputs) =>
        FirstOrder(Single(function), new GradientCheckOptions(), inputs);

    /// <inheritdoc cref="FirstOrder(Func{Tensor{double}[], Tensor{double}}, Tensor{double}[])"/>
    /// <param name="function">The function.</param>
    /// <param name="options">The step and the tolerances.</param>
    /// <param name="inputs">Where to compare.</param>
    public static bool FirstOrder(Func<Tensor<double>[], Tensor<double>> function, GradientCheckOptions options, params Tensor<double>[] inputs) =>
        FirstOrder(Single(function), options, inputs);

    /// <inheritdoc cref="FirstOrder(Func{Tensor{double}[], Tensor{double}}, Tensor{double}[])"/>
    public static bool FirstOrder(Func<Tensor<double>[], Tensor<double>[]> function, params Tensor<double>[] inputs) =>
        FirstOrder(function, new GradientCheckOptions(), inputs);

    /// <inheritdoc cref="FirstOrder(Func{Tensor{double}[], Tensor{double}}, GradientCheckOptions, Tensor{double}[])"/>
    public static bool FirstOrder(Func<Tensor<double>[], Tensor<double>[]> function, GradientCheckOptions options, params Tensor<double>[] inputs)
    {
        Require(function, options, inputs);
        using GradModeScope recording = Autograd.EnableGrad();
        Tensor<double>[] leaves = Copies(inputs);
        Tensor<double>[] outputs = Outputs(function, leaves);
        RequireSameValues(outputs, Outputs(function, Copies(inputs)));
        Jacobians analytical = Jacobians.Analytical(outputs, leaves);
        Jacobians numerical = Jacobians.Numerical(
            leaves => Outputs(function, leaves), () => Copies(inputs), [.. outputs.Select(output => output.Length)], options.Step);
        string? mismatch = analytical.Mismatch(numerical, outputs, leaves, options);
        return mismatch is null || (options.ThrowsOnMismatch ? throw new AutogradException(mismatch) : false);
    }

    /// <summary>
    /// Compares the gradients of the gradients of a function with central differences of its gradients. These are checked for fixed random gradients
    /// of the results, and with respect to these too. It says nothing of the first derivatives.
    /// </summary>
    /// <inheritdoc cref="FirstOrder(Func{Tensor{double}[], Tensor{double}}, Tensor{double}[])"/>
    public static bool SecondOrder(Func<Tensor<double>[], Tensor<double>> function, params Tensor<double>[] inputs) =>
        SecondOrder(Single(function), new GradientCheckOptions(), inputs);

    /// <inheritdoc cref="SecondOrder(Func{Tensor{double}[], Tensor{double}}, Tensor{double}[])"/>
    /// <param name="function">The function.</param>
    /// <param name="options">The step and the tolerances.</param>
    /// <param name="inputs">Where to compare.</param>
    public static bool SecondOrder(Func<Tensor<double>[], Tensor<double>> function, GradientCheckOptions options, params Tensor<double>[] inputs) =>
        SecondOrder(Single(function), options, inputs);

    /// <inheritdoc cref="SecondOrder(Func{Tensor{double}[], Tensor{double}}, Tensor{double}[])"/>
    public static bool SecondOrder(Func<Tensor<double>[], Tensor<double>[]> function, params Tensor<double>[] inputs) =>
        SecondOrder(function, new GradientCheckOptions(), inputs);

    /// <inheritdoc cref="SecondOrder(Func{Tensor{double}[], Tensor{double}}, GradientCheckOptions, Tensor{double}[])"/>
    public static bool SecondOrder(Func<Tensor<double>[], Tensor<double>[]> function, GradientCheckOptions options, params Tensor<double>[] inputs)
    {
        Require(function, options, inputs);
        using GradModeScope recording = Autograd.EnableGrad();
        Tensor<double>[] outputs = Outputs(function, Copies(inputs));
        int[] recorded = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad)];
        if (recorded.Length == 0)
        {
            // Constants: FirstOrder says whether they should be.
            return true;
        }

        var random = new Random(1);
        Tensor<double>[] seeds = [.. recorded.Select(i => Tensor.RandomUniform(random, outputs[i].Shape, -1.0, 1.0, requiresGrad: true))];
        return FirstOrder(Gradients, options, [.. inputs, .. seeds]);

        Tensor<double>[] Gradients(Tensor<double>[] all)
        {
            Tensor<double>[] results = Outputs(function, all[..inputs.Length]);
            Tensor<double>[] active = [.. all[..inputs.Length].Where(input => input.RequiresGrad)];
            return Autograd.Grad(
                [.. recorded.Select(i => results[i])], active, all[inputs.Length..], createGraph: true, allowUnused: true, materializeGrads: true)!;
        }
    }

    private static Func<Tensor<double>[], Tensor<double>[]> Single(Func<Tensor<double>[], Tensor<double>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return inputs => [function(inputs)];
    }

    private static void Require(Func<Tensor<double>[], Tensor<double>[]> function, GradientCheckOptions options, Tensor<double>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(options);
        Autograd.RequireTensors(inputs, nameof(inputs));
        if (!Array.Exists(inputs, input => input.RequiresGrad))
        {
            throw new ArgumentException(
                "gradcheck expects at least one input tensor to require gradient, but none of them have RequiresGrad set.", nameof(inputs));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].RequiresGrad && inputs[i].RepeatsElements)
            {
                throw new ArgumentException(
                    $"Input {i}, of shape {Shapes.Text(inputs[i].Shape)}, has several elements in one place: they cannot be moved one by one. Call Clone() on it first.",
                    nameof(inputs));
            }
        }
    }

    // A function may change what it is given, so each call gets tensors of its own.
    private static Tensor<double>[] Copies(Tensor<double>[] inputs) => [.. inputs.Select(input =>
    {
        Tensor<double> copy = input.RepeatsElements ? input.Detach() : input.CopyLike(input);
        copy.RequiresGrad = input.RequiresGrad;
        return copy;
    })];

    private static Tensor<double>[] Outputs(Func<Tensor<double>[], Tensor<double>[]> function, Tensor<double>[] leaves)
    {
        Tensor<double>[]? outputs = function([.. leaves]);
        return outputs is not null && Array.TrueForAll(outputs, output => output is not null)
            ? outputs
            : throw new InvalidOperationException("The function to be checked has returned null.");
    }

    private static void RequireSameValues(Tensor<double>[] first, Tensor<double>[] second)
    {
        for (int i = 0; i < first.Length; i++)
        {
            if (second.Length != first.Length || !first[i].Shape.SequenceEqual(second[i].Shape) || !first[i].ToArray().AsSpan().SequenceEqual(second[i].ToArray()))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The function to be checked is not deterministic: its result {i} differs between two calls with the same elements."));
            }
        }
    }
}
