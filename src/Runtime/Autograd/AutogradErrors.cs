namespace AutoDiff;

/// <summary>The texts of PyTorch's errors. They are part of the contract with the user.</summary>
internal static class AutogradErrors
{
    internal const string NoGradient = "element 0 of tensors does not require grad and does not have a grad_fn";

    internal const string NotScalar = "grad can be implicitly created only for scalar outputs";

    internal const string AlreadyFreed =
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). "
        + "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True "
        + "if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

    internal const string NotLeaf = "you can only change requires_grad flags of leaf variables.";

    internal const string InPlaceLeaf = "a leaf Variable that requires grad is being used in an in-place operation.";

    internal static AutogradException Changed(string tensor, int version, int expected) =>
        new("one of the variables needed for gradient computation has been modified by an inplace operation: "
            + $"{tensor} is at version {version}; expected version {expected} instead.");

    internal static AutogradException GradientShape(string gradient, string output) =>
        new($"Mismatch in shape: grad_output[0] has a shape of {gradient} and output[0] has a shape of {output}.");

    internal static AutogradException NoSecondDerivative(string node) =>
        new($"The backward pass of {node} cannot be differentiated: it has no derivative of its backward pass.");

    internal static AutogradException NotRecordable(string function) =>
        new($"The backward pass of {function} cannot be differentiated: the function has a loop, or an operation without a counterpart on tensors. "
            + "Gradients of its gradients need a function of straight-line code, choices and the usual functions.");
}
