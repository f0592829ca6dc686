using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <content>Functions with a backward pass of the user's own, and checkpoints.</content>
public static partial class Autograd
{
    /// <summary>A function on tensors whose backward pass is written by hand: PyTorch's <c>torch.autograd.Function</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <example>
    /// <code>
    /// sealed class Cube : Autograd.Function&lt;double&gt;
    /// {
    ///     protected override Tensor&lt;double&gt; Forward(Context context, Tensor&lt;double&gt;[] inputs)
    ///     {
    ///         context.SaveForBackward(inputs[0]);
    ///         return inputs[0].Pow(3);
    ///     }
    ///
    ///     protected override Tensor&lt;double&gt;?[] Backward(Context context, Tensor&lt;double&gt; gradient) =&gt;
    ///         [gradient * 3 * context.SavedTensors[0].Pow(2)];
    /// }
    ///
    /// Tensor&lt;double&gt; y = new Cube().Apply(x);
    /// </code>
    /// </example>
    public abstract class Function<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Computes the function, and records it where an input requires a gradient and recording is on.</summary>
        /// <param name="inputs">The inputs.</param>
        /// <returns>The result.</returns>
        /// <exception cref="ArgumentNullException">An input is null.</exception>
        /// <exception cref="InvalidOperationException"><see cref="Forward"/> has returned null.</exception>
        public Tensor<T> Apply(params Tensor<T>[] inputs)
        {
            RequireTensors(inputs, nameof(inputs));

            // Whose array it is may put other tensors into it, and so may the function into that which it gets.
            inputs = [.. inputs];
            bool isRecorded = FunctionNode<T>.IsRecorded(inputs);
            var context = new Context([.. inputs.Select(input => isRecorded && input.RequiresGrad)]);
            Tensor<T> result;
            using (NoGrad())
            {
                result = Forward(context, [.. inputs]) ?? throw new InvalidOperationException($"{GetType().Name}.Forward has returned null.");
            }

            if (!isRecorded)
            {
                return result;
            }

            int[][] shapes = [.. inputs.Select(input => input.ShapeArray)];
            Device[] devices = [.. inputs.Select(input => input.Device)];
            Tensor<T> own = OwnResult(result, inputs);
            string name = GetType().Name + "Backward";
            return FunctionNode<T>.Record(own, name, inputs, [.. context.Saved.Select(tensor => tensor == result ? own : tensor)], (gradient, saved, needed) =>
            {
                Tensor<T>?[] gradients = Backward(context with { SavedTensors = saved }, gradient)
                    ?? throw new AutogradException($"function {name} returned null instead of {shapes.Length} gradients");
                return gradients.Length == shapes.Length
                    ? [.. gradients.Select((part, i) => part is null || !needed[i] ? null : Fitted(part, i))]
                    : throw new AutogradException(
                        $"function {name} returned an incorrect number of gradients (expected {shapes.Length}, got {gradients.Length})");
            }, isUserCode: true);

            Tensor<T> Fitted(Tensor<T> part, int i) =>
                !part.Shape.SequenceEqual(shapes[i]) ? throw new AutogradException(
                    $"Function {name} returned an invalid gradient at index {i} - got {Shapes.Text(part.Shape)} but expected shape compatible with {Shapes.Text(shapes[i])}")
                : part.Device != devices[i] ? throw AutogradErrors.GradientDevice($"The gradient at index {i} that function {name} has returned", part.Device, devices[i])
                : part;
        }

        /// <summary>Computes the result. Operations in it are not recorded.</summary>
        /// <param name="context">Takes what <see cref="Backward"/> needs.</param>
        /// <param name="inputs">The inputs.</param>
        /// <returns>The result: a new tensor.</returns>
        protected abstract Tensor<T> Forward(Context context, Tensor<T>[] inputs);

        /// <summary>
        /// Computes the gradients of the inputs. Operations in it are recorded when the pass is (<c>createGraph</c>), so that gradients of
        /// higher order come by themselves.
        /// </summary>
        /// <param name="context">What <see cref="Forward"/> has saved.</param>
        /// <param name="gradient">The gradient of the result.</param>
        /// <returns>For each input its gradient, of its shape, or null where it is zero or not needed.</returns>
        protected abstract Tensor<T>?[] Backward(Context context, Tensor<T> gradient);

        /// <summary>What a forward pass hands to its backward pass.</summary>
        public sealed record Context
        {
            internal Context(bool[] needed) => NeedsInputGrad = needed;

            /// <summary>For each input whether its gradient is needed.</summary>
            public IReadOnlyList<bool> NeedsInputGrad { get; }

            /// <summary>In the backward pass: the saved tensors, which have not been changed in place since.</summary>
            public IReadOnlyList<Tensor<T>> SavedTensors { get; internal init; } = [];

            internal List<Tensor<T>> Saved { get; } = [];

            /// <summary>Saves inputs, or the result. Numbers and anything else may be kept in fields of the function.</summary>
            /// <param name="tensors">The tensors.</param>
            /// <exception cref="ArgumentNullException">A tensor is null.</exception>
            public void SaveForBackward(params Tensor<T>[] tensors)
            {
                RequireTensors(tensors, nameof(tensors));
                Saved.AddRange(tensors);
            }
        }
    }

    /// <summary>
    /// Computes a function without keeping what its backward pass needs; that computes the function again: memory for time. PyTorch's
    /// <c>torch.utils.checkpoint.checkpoint</c>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="function">The function. It must give the same result both times; it may use parameters besides its inputs.</param>
    /// <param name="inputs">The inputs. If none requires a gradient, the function is recorded as any other code.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The function has returned null.</exception>
    /// <remarks>
    /// Gradients of parameters that the function uses besides its inputs are added to them by <see cref="Tensor{T}.Backward"/>; a pass for chosen tensors
    /// (<see cref="Grad{T}(Tensor{T}, Tensor{T}, Tensor{T}, bool?, bool)"/>) through a checkpoint is refused, as in PyTorch, and so is <c>createGraph</c>.
    /// </remarks>
    public static Tensor<T> Checkpoint<T>(Func<Tensor<T>[], Tensor<T>> function, params Tensor<T>[] inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireTensors(inputs, nameof(inputs));

        // Whose array it is may put other tensors into it, and so may the function into that which it gets.
        inputs = [.. inputs];
        if (!FunctionNode<T>.IsRecorded(inputs))
        {
            return function(inputs);
        }

        Tensor<T> result;
        using (NoGrad())
        {
            result = function([.. inputs]) ?? throw new InvalidOperationException("The function of a checkpoint has returned null.");
        }

        return FunctionNode<T>.Record(OwnResult(result, inputs), "CheckpointFunctionBackward", inputs, inputs, (gradient, saved, needed) =>
        {
            if (BackwardEngine.IsCapturing || IsGradEnabled)
            {
                throw new AutogradException(AutogradErrors.CheckpointCapture);
            }

            Tensor<T>[] leaves = [.. saved.Select((tensor, i) =>
            {
                Tensor<T> leaf = tensor.Detach();
                leaf.RequiresGrad = needed[i];
                return leaf;
            })];
            using (EnableGrad())
            {
                function([.. leaves]).Backward(gradient);
            }

            return [.. leaves.Select(leaf => leaf.Grad)];
        });
    }

    /// <summary>
    /// A tensor that may become the result of a node. An input or another tensor with a graph that a function hands through, or a view of one, must not: a
    /// change in place of one would change the elements of the other, and its graph would not know. What the function has returned is not touched: it may
    /// keep that tensor.
    /// </summary>
    private static Tensor<T> OwnResult<T>(Tensor<T> result, Tensor<T>[] inputs)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        result.RequiresGrad || Array.Exists(inputs, input => input.Storage == result.Storage) ? result.Copy() : result.Detach();
}
