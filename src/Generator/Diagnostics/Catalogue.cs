using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Frontend;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// The texts of all diagnostics. In a message {0} is the method and {1} the thing in the way; it says what to do and that
/// no derivative was generated, or that it was and where it runs.
/// </summary>
internal static class Catalogue
{
    private const string NoDerivative = " No derivative was generated for '{0}'.";
    private const string NotOnDevices = " The derivatives of '{0}' were generated and run on the CPU.";

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Usage(
            Reason.TypeNotPartial,
            "The type around a differentiable method is not partial",
            "'{1}' holds the [Differentiable] method '{0}' but is not partial; add 'partial' to it and to every type around it." + NoDerivative),
        Usage(
            Reason.NotStatic,
            "A differentiable method is not static",
            "'{0}' is a method of an instance that can change; make it static and pass what it reads as parameters, or its type a readonly struct or an immutable record." + NoDerivative),
        Usage(
            Reason.LocalFunctionAttributed,
            "A local function or lambda is marked as differentiable",
            "[Differentiable] stands on a local function or lambda, beside which no member can be generated; make '{0}' a static method of a partial type." + NoDerivative),
        Usage(
            Reason.NoBody,
            "A differentiable method has no body",
            "'{0}' has no body here; put [Differentiable] on a method with a body, for a partial method on its implementing part." + NoDerivative),
        Usage(
            Reason.MethodKind,
            "This kind of method cannot be differentiable",
            "'{0}' is an operator, accessor, extension member, explicit implementation or virtual method; move its body to an ordinary static method and call that." + NoDerivative),
        Usage(
            Reason.NoActiveParameter,
            "A differentiable method has no active parameter",
            "'{0}' has no parameter to differentiate with respect to; give it one of real numbers that is not marked [NoGrad]: double, float, a floating-point type parameter, or an array or a span of these." + NoDerivative),
        Usage(
            Reason.ResultNotReal,
            "The result of a differentiable method has no derivative",
            "'{0}' returns '{1}'; return a real number, or a tuple, struct or record of real numbers that generated code can put together, or write the results into a span, an array or an out parameter." + NoDerivative),
        Usage(
            Reason.ParameterByReference,
            "A parameter cannot be passed by reference",
            "Parameter '{1}' is an array or a passive value by reference: what the caller gets back would have no derivative; pass it by value." + NoDerivative),
        Usage(
            Reason.ParameterType,
            "A parameter holds real numbers in a type that carries no derivative",
            "A parameter of type '{1}' holds real numbers, but derivatives are carried by real numbers, arrays and spans of them, and structs, records and tuples that generated code can put together; use one of these, or mark the parameter [NoGrad] if it is a constant." + NoDerivative),
        Usage(
            Reason.Constraint,
            "A type parameter is not known to be a floating-point type",
            "Type '{1}' is a type parameter without the constraint IFloatingPointIeee754<{1}>; add it, or mark the parameter [NoGrad]." + NoDerivative),
        Usage(
            Reason.MemberTaken,
            "The name of a generated member is taken",
            "The member '{1}' that would be generated already exists with the same signature; rename it, or leave it out with [Differentiable(Emit = ...)]." + NoDerivative),
        Usage(
            Reason.OverloadsCollide,
            "Two differentiable overloads generate the same member",
            "Two [Differentiable] overloads of '{0}' would both generate '{1}' with the same parameters; rename one of them, or leave these members out with [Differentiable(Emit = ...)]." + NoDerivative),
        Usage(
            Reason.GraphLeftOut,
            "The graph of an overloaded method is left out",
            "'{0}' has [Differentiable] overloads, and '{1}' has no parameters to tell them apart, so that it is not generated; the other members are.",
            DiagnosticSeverity.Info),
        Usage(
            Reason.FileLocal,
            "A file-local type cannot be named in generated code",
            "'{1}' is a file-local type, which the generated file cannot name; make it internal." + NoDerivative),
        Construct(
            Reason.Loop,
            "This collection cannot be looped over",
            "'{1}' runs over something that is not an array or a span of numbers, or takes its elements apart, which cannot be differentiated; use an array or a span, or index with 'for'." + NoDerivative),
        Construct(
            Reason.Buffer,
            "This array, span or collection is not supported",
            "'{1}' cannot be followed: supported are arrays, rectangular arrays and spans of numbers and bools that are not null, int indices, and copies that do not overlap; use these." + NoDerivative),
        Construct(
            Reason.Object,
            "This struct or object is not supported",
            "'{1}' creates, changes or hands on an object, or a struct whose fields cannot be followed; use structs, records that cannot change, tuples or scalar variables." + NoDerivative),
        Construct(
            Reason.Delegate,
            "Lambdas and delegates are not supported",
            "'{1}' is a lambda, a delegate or a query, whose effect on the derivative cannot be followed; call a static method." + NoDerivative),
        Construct(
            Reason.Recursion,
            "A method that is inlined calls itself",
            "'{1}' is written into its caller and calls itself, directly or through others; make it a static method of its own, marked [Differentiable], or use a loop." + NoDerivative),
        Construct(
            Reason.Exceptions,
            "try, using and lock are not supported",
            "'{1}' cannot be differentiated; move the handling of exceptions and resources to the caller." + NoDerivative),
        Construct(
            Reason.AsyncOrIterator,
            "Async methods and iterators are not supported",
            "'{1}' makes an asynchronous method or an iterator, which cannot be differentiated; write a synchronous method." + NoDerivative),
        Construct(
            Reason.Unsafe,
            "Pointers are not supported",
            "'{1}' uses pointers or other unsafe code, which cannot be differentiated; use values." + NoDerivative),
        Construct(
            Reason.Dynamic,
            "dynamic is not supported",
            "'{1}' is dynamic: what it does is known at run time only; give it a static type." + NoDerivative),
        Construct(
            Reason.Goto,
            "This jump is not supported",
            "'{1}' is a label, or jumps to one or back to a section of a switch that is being left, which cannot be differentiated; use loops, break, continue, if and return." + NoDerivative),
        Construct(
            Reason.StateWritten,
            "State outside of the method is written",
            "'{1}' is changed, but a differentiable method may change only its own variables, elements of its arguments, and static fields by values that do not depend on an active parameter; return the value instead." + NoDerivative),
        Construct(
            Reason.Reference,
            "This reference is not supported",
            "'{1}' passes, returns or stores a reference that cannot be followed; references to variables, their fields and elements of arrays may be kept in 'ref' locals and passed to local functions, members of structs and [Differentiable] methods." + NoDerivative),
        Construct(
            Reason.Pattern,
            "This pattern is not supported",
            "The pattern '{1}' cannot be differentiated; use constant, relational, and, or, not, discard and var patterns, patterns of structs and tuples, or comparisons." + NoDerivative),
        Construct(
            Reason.NullHandling,
            "Null-conditional and nullable operators are not supported",
            "'{1}' works on values that may be null, which cannot be differentiated; test for null with 'is null' and a conditional expression." + NoDerivative),
        Construct(
            Reason.Construct,
            "This construct is not supported",
            "'{1}' cannot be differentiated; write it with operators, conditions and calls of [Differentiable] methods." + NoDerivative),
        Construct(
            Reason.TooDeep,
            "The method is nested too deeply",
            "'{0}' is nested too deeply to be processed; split it into several [Differentiable] methods." + NoDerivative),
        Construct(
            Reason.Inaccessible,
            "An inlined body uses what generated code cannot reach",
            "'{1}' is not accessible from the type of '{0}', where the derivative is generated; make it internal." + NoDerivative),
        Construct(
            Reason.BufferCarried,
            "A variable takes an array from one iteration to the next that was made in the loop",
            "'{1}' takes an array or a span from one iteration to the next that was made in the loop and is gone when the reverse sweep needs it; make the arrays in front of the loop, or declare it inside." + NoDerivative),
        Mathematics(
            Reason.NoDerivative,
            "No derivative is known for a call",
            "No derivative is known for '{1}', whose argument depends on an active parameter; mark the called method [Differentiable], or pass Autograd.StopGradient(...) if the argument is meant as a constant." + NoDerivative),
        Mathematics(
            Reason.LosingConversion,
            "A conversion loses the derivative",
            "The conversion to '{1}' loses the derivative of a value that depends on an active parameter; stay in double or float, or convert Autograd.StopGradient(...)." + NoDerivative),
        Mathematics(
            Reason.CalleeMembers,
            "A differentiable method lacks the members that its caller needs",
            "'{1}' is [Differentiable] but has no members that its caller can use: include ValueAndGradient, Vjp and Jvp in its Emit, and see whether it has problems of its own." + NoDerivative),
        Create(
            Reason.EqualityOfReals,
            "AutoDiff.Mathematics",
            "A branch on the equality of real numbers hides the slope around it",
            "'{1}' holds at single points only: there the derivative is that of the branch taken, which need not be the slope of the function around it",
            DiagnosticSeverity.Info),
        Mathematics(
            Reason.RunsTwice,
            "A method that reverse mode runs twice does more than compute",
            "Reverse mode runs '{1}' twice, since it calls itself and has arrays, structs or references in its signature, but '{2}' in it is not known to do the same each time; do that outside of the recursion." + NoDerivative),
        Device(
            Reason.NotElementwise,
            "A method that is to run on graphics processors is not element-wise",
            "'{0}' is to run on graphics processors, but {1}; make it a static method that writes no state, with active parameters and a result of one type (float, double or a type parameter of its own), or leave out RunsOnGpu." + NotOnDevices),
        Device(
            Reason.NoTensorMember,
            "A method that is to run on graphics processors has no overload on tensors",
            "'{0}' is to run on graphics processors, which its overload on tensors does, but Emit leaves that out; add DerivativeMembers.Tensor, or leave out RunsOnGpu." + NotOnDevices),
        Device(
            Reason.DeviceConstruct,
            "Graphics processors have nothing like this",
            "'{1}' cannot run on graphics processors: {2}; write it otherwise, pass its value as a parameter if it is a constant, or leave out RunsOnGpu." + NotOnDevices),
        Device(
            Reason.DeviceType,
            "Kernels for graphics processors do not know this type",
            "'{1}' cannot run on graphics processors: {2}; use these types, or leave out RunsOnGpu." + NotOnDevices),
        Device(
            Reason.DeviceDouble,
            "Graphics processors compute doubles with arithmetic only",
            "'{1}' cannot run with doubles on graphics processors: {2}; use float, or leave out RunsOnGpu." + NotOnDevices),
        Internal(
            Reason.Internal,
            "The generator has failed",
            "An error of the generator itself: {1}. Please report it with the source of the method." + NoDerivative),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Get(string id) => ById[id];

    /// <summary>The diagnostic of a problem.</summary>
    public static Diagnostic Report(Problem problem) =>
        Diagnostic.Create(Get(problem.Id), problem.Location, [.. problem.Arguments.Cast<object>()]);

    private static DiagnosticDescriptor Usage(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        Create(id, "AutoDiff.Usage", title, message, severity);

    private static DiagnosticDescriptor Construct(string id, string title, string message) =>
        Create(id, "AutoDiff.Construct", title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Mathematics(string id, string title, string message) =>
        Create(id, "AutoDiff.Mathematics", title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Device(string id, string title, string message) =>
        Create(id, "AutoDiff.Device", title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Internal(string id, string title, string message) =>
        Create(id, "AutoDiff.Internal", title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(
            id,
            title,
            message,
            category,
            severity,
            isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/autodiff-dotnet/autodiff/blob/main/docs/diagnostics/{id}.md");
}
