using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace AutoDiff;

/// <summary>The texts of PyTorch's errors. They are part of the contract with the user.</summary>
internal static class AutogradErrors
{
    internal const string NoGradient = "element 0 of tensors does not require grad and does not have a grad_fn";

    internal static AutogradException NoGradientOf(int index) => new(NoGradient.Replace("element 0", $"element {index}", System.StringComparison.Ordinal));

    internal const string NotScalar = "grad can be implicitly created only for scalar outputs";

    internal const string AlreadyFreed =
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). "
        + "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True "
        + "if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

    internal const string NotLeaf = "you can only change requires_grad flags of leaf variables.";

    internal const string InPlaceLeaf = "a leaf Variable that requires grad is being used in an in-place operation.";

    internal const string InPlaceLeafView = "a view of a leaf Variable that requires grad is being used in an in-place operation.";

    internal const string InPlaceUnrecordedView =
        "A view was created in no_grad mode and is being modified inplace with grad mode enabled. This view must be created with grad mode "
        + "enabled if you want autograd to track the modification.";

    internal const string SharedRequiresGrad =
        "Can't give the elements of a Tensor that requires grad to code that may change them. Use tensor.Detach() first.";

    internal const string HookNotRequired = "cannot register a hook on a tensor that doesn't require gradient";

    internal const string HookNotLeaf = "post accumulate grad hooks cannot be registered on non-leaf tensors, or on tensors that don't require gradient";

    internal const string RetainNotRequired = "can't retain_grad on Tensor that has requires_grad=False";

    internal const string Unused =
        "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.";

    internal const string NotDifferentiated = "One of the differentiated Tensors does not require grad";

    internal const string NestedTooDeeply =
        "Backward passes start further backward passes without end: the function of a checkpoint, a custom function or a hook leads back to its own result.";

    internal const string CheckpointCapture =
        "Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use .backward() and do not "
        + "pass its `inputs` argument.";

    /// <summary>A gradient became NaN while anomalies were detected.</summary>
    internal static string Anomaly(AutogradNode node, int input) =>
        $"Function '{node.Name}' returned nan values in its {input}th output."
        + (Origin(node) ?? " It was recorded before anomalies were detected, so its forward call is not known.");

    internal static AutogradException Changed(string tensor, int version, int expected, AutogradNode node) =>
        new("one of the variables needed for gradient computation has been modified by an inplace operation: "
            + $"{tensor} is at version {version}; expected version {expected} instead."
            + (Origin(node) is { } origin ? $" It is needed by '{node.Name}'.{origin}" : string.Empty));

    internal static AutogradException GradientShape(int index, string gradient, string output) =>
        new($"Mismatch in shape: grad_output[{index}] has a shape of {gradient} and output[{index}] has a shape of {output}.");

    internal static AutogradException HookShape(string gradient, string expected) =>
        new($"A hook has changed the size of a gradient: it returned a tensor of shape {gradient} for one of shape {expected}.");

    internal static AutogradException GradientDevice(string what, Device device, Device expected) =>
        new($"{what} lies on {device}, but was expected on {expected}. Tensors that are moved, and functions and hooks that move gradients, need To(device) in the graph.");

    internal static AutogradException NoSecondDerivative(string node) =>
        new($"The backward pass of {node} cannot be differentiated: it has no derivative of its backward pass.");

    internal static AutogradException NotRecordable(string function) =>
        new($"The backward pass of {function} cannot be differentiated: the function has a loop, or an operation without a counterpart on tensors. "
            + "Gradients of its gradients need a function of straight-line code, choices and the usual functions.");

    /// <summary>Where an operation was recorded, the user's line first; null unless anomalies were being detected.</summary>
    private static string? Origin(AutogradNode node)
    {
        if (node.Trace is not { } trace)
        {
            return null;
        }

        string? library = typeof(AutogradErrors).Assembly.FullName;
        StackFrame? caller = trace.GetFrames().FirstOrDefault(frame => DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName is { } name && name != library);
        string line = caller?.GetFileName() is { } file ? string.Create(CultureInfo.InvariantCulture, $" at {file}:line {caller.GetFileLineNumber()}") : string.Empty;
        return $" Its forward call was{line}\n{trace}";
    }
}
