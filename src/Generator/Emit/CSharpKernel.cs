using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// The element-wise kernel of a method, its overload on tensors and its maps over spans.
/// </summary>
internal sealed partial class CSharpKernel
{
    private const string Operand = "global::AutoDiff.ElementwiseOperand";

    private readonly SourceWriter _writer;
    private readonly Derivatives _derivatives;
    private readonly SignatureModel _signature;
    private readonly ParameterModel[] _active;
    private readonly ParameterModel[] _passive;
    private readonly string _element;
    private readonly string _kernel;

    private CSharpKernel(SourceWriter writer, Derivatives derivatives)
    {
        _writer = writer;
        _derivatives = derivatives;
        _signature = derivatives.Method.Signature;
        _active = _signature.Parameters.Where(parameter => parameter.IsActive).ToArray();
        _passive = _signature.Parameters.Where(parameter => !parameter.IsActive).ToArray();
        _element = _signature.Result!.Type.Name;
        _kernel = derivatives.Method.KernelName + _signature.TypeParameters;
    }

    public static void Write(SourceWriter writer, Derivatives derivatives)
    {
        var kernel = new CSharpKernel(writer, derivatives);
        if ((derivatives.Members & Members.Tensor) != 0)
        {
            kernel.WriteTensorOverload();
            writer.Line();
        }

        if ((derivatives.Members & Members.Map) != 0)
        {
            kernel.WriteMap();
            writer.Line();
            kernel.WriteMapValueAndGradient();
            writer.Line();
        }

        kernel.WriteKernel();
    }

    // A type parameter must be a value type without references to be an element of a tensor.
    private string Constraints()
    {
        string constraints = _signature.Constraints;
        foreach (IrType type in _signature.Parameters.Select(parameter => parameter.Type).Append(_signature.Result!.Type).Where(type => type.Kind == ScalarKind.Generic).Distinct())
        {
            constraints = constraints.Replace($"where {type.Name} : struct, ", $"where {type.Name} : ");
            constraints = constraints.Contains($"where {type.Name} : unmanaged")
                ? constraints
                : constraints.Replace($"where {type.Name} : ", $"where {type.Name} : unmanaged, ");
        }

        return constraints.Length == 0 ? "" : " " + constraints;
    }

    private void WriteTensorOverload()
    {
        string parameters = string.Join(", ", _signature.Parameters.Select(parameter => parameter.IsActive
            ? $"global::AutoDiff.Tensor<{_element}> {NameScope.Escape(parameter.Name)}"
            : CSharpFile.Declaration(parameter)));
        string operands = string.Join(", ", _active.Select(parameter => NameScope.Escape(parameter.Name)));
        string name = _signature.Name;
        _writer.Line($"/// <summary><c>{name}</c> of each element, as one node of the autograd graph. Operands are broadcast.</summary>");
        DocumentParameters();

        _writer.Line("/// <returns>A tensor of the operands' common shape.</returns>");
        CSharpFile.WriteGeneratedCode(_writer);
        _writer.Line($"{_signature.Accessibility} static global::AutoDiff.Tensor<{_element}> {NameScope.Escape(name)}{_signature.TypeParameters}({parameters}){Constraints()}");
        _writer.Open();
        _writer.Line($"return global::AutoDiff.Elementwise.Apply<{_kernel}, {_element}>({NewKernel()}, {operands});");
        _writer.Close();
    }

    private void DocumentParameters()
    {
        foreach (ParameterModel parameter in _signature.Parameters)
        {
            string what = parameter.IsActive ? "The values of" : "The argument, the same for all elements,";
            _writer.Line($"/// <param name=\"{parameter.Name}\">{what} <c>{parameter.Name}</c>.</param>");
        }
    }

    /// <summary>The kernel of a call.</summary>
    private string NewKernel() => $"new {_kernel}({string.Join(", ", _passive.Select(parameter => NameScope.Escape(parameter.Name)))})";

    private void WriteKernel()
    {
        string name = _derivatives.Method.KernelName;
        _writer.Line($"/// <summary>The element-wise kernel of <c>{_signature.Name}</c>.</summary>");
        CSharpFile.WriteGeneratedCode(_writer);
        _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Line($"{_signature.Accessibility} readonly struct {_kernel} : global::AutoDiff.IElementwiseKernel<{_kernel}, {_element}>{Constraints()}");
        _writer.Open();
        if (_passive.Length > 0)
        {
            foreach (ParameterModel parameter in _passive)
            {
                _writer.Line($"private readonly {parameter.Type.Name} {Field(parameter)};");
            }

            _writer.Line();
            _writer.Line("/// <summary>Creates the kernel.</summary>");
            foreach (ParameterModel parameter in _passive)
            {
                _writer.Line($"/// <param name=\"{parameter.Name}\">The argument <c>{parameter.Name}</c>.</param>");
            }

            _writer.Line($"public {name}({string.Join(", ", _passive.Select(parameter => $"{parameter.Type.Name} {NameScope.Escape(parameter.Name)}"))})");
            _writer.Open();
            foreach (ParameterModel parameter in _passive)
            {
                _writer.Line($"{Field(parameter)} = {NameScope.Escape(parameter.Name)};");
            }

            _writer.Close();
            _writer.Line();
        }

        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public static string Name => \"{_signature.Name}\";");
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public static int Arity => {_active.Length};");
        _writer.Line();
        WriteGradientReads();
        WriteLoops();
        WriteRecordGradients();
        WriteHlsl();
        _writer.Close();
    }

    /// <summary>
    /// Says which operands the backward pass of each gradient reads, so that the graph does not keep the others alive.
    /// One bit for each pair; where all are read the default holds.
    /// </summary>
    private void WriteGradientReads()
    {
        Function pullback = _derivatives.Kernel!.Pullback;
        int arity = _active.Length;
        if (arity > 8)
        {
            return;
        }

        int[] operands = _signature.Parameters
            .Select((parameter, i) => (parameter, pullback.Parameters[i].Id))
            .Where(pair => pair.parameter.IsActive)
            .Select(pair => pair.Id)
            .ToArray();
        ulong reads = 0;
        for (int gradient = 0; gradient < arity; gradient++)
        {
            Region alone = DeadCode.Remove(pullback.Body with { Yields = new[] { pullback.Body.Yields[gradient] } });
            Dictionary<int, int> uses = Definitions.CountUses(alone);
            for (int operand = 0; operand < arity; operand++)
            {
                reads |= uses.ContainsKey(operands[operand]) ? 1ul << ((gradient * arity) + operand) : 0;
            }
        }

        if (reads == ulong.MaxValue >> (64 - (arity * arity)))
        {
            return;
        }

        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public static bool GradientReads(int gradient, int operand) => (0x{reads:X}ul >> ((gradient * {arity}) + operand) & 1) != 0;");
        _writer.Line();
    }

    private static string Field(ParameterModel parameter) => "_" + parameter.Name;
}
