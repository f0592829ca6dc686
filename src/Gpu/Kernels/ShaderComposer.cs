using System.Globalization;
using System.Linq;
using System.Text;

namespace AutoDiff;

/// <summary>
/// Makes a shader of a kernel's HLSL: the constant buffer, the buffers of the elements, the functions of the prelude that the kernel reaches, the kernel, and the function
/// <c>Execute</c> that reads the operands at the positions of a thread, calls the kernel and writes the results.
/// </summary>
/// <remarks>
/// All buffers are u-registers, since ComputeSharp's cannot be written by one shader and bound as read-only to the next. Names of its own begin with <c>k_</c>: kernels use
/// <c>v_*</c>, <c>x0</c>, <c>c0</c> and the like, the prelude <c>ad_*</c>. A result may lie where an operand does: a position is read before it is written, and by no other thread.
/// </remarks>
internal sealed class ShaderComposer
{
    private readonly ShaderForm _form;
    private readonly StringBuilder _text = new();
    private int _indent;

    private ShaderComposer(ShaderForm form) => _form = form;

    /// <summary>Makes it.</summary>
    /// <param name="kernel">The kernel's HLSL.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="form">What the shader is to do.</param>
    /// <exception cref="GpuException">The kernel does not exist for such elements.</exception>
    public static Shader Compose(string kernel, string name, ShaderForm form)
    {
        if (form.IsDouble && HlslText.ReadsRealConstant(kernel))
        {
            throw new GpuException(
                GpuFailure.Unsupported,
                $"The kernel {name} has a passive argument of type double, which graphics processors take as a float only. Make it an active one, use float, or run it on the CPU, where .To(Device.Cpu) takes its operands.");
        }

        var composer = new ShaderComposer(form);
        composer.WriteConstants();
        composer.WriteBuffers();

        // Every shader knows the zero, for operands that are not there.
        string functions = HlslPrelude.Shared.Reached($"{HlslPrelude.Prefix}Zero {kernel}", form.IsDouble, name);
        composer._text.Append(functions).Append(kernel.ReplaceLineEndings("\n")).Append("\n\n");
        composer.WriteWindows();
        composer.WriteExecute();
        return new Shader(HlslText.WithElements(composer._text.ToString(), form.IsDouble), form.BindingCount);
    }

    private static string Text(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void WriteConstants()
    {
        Line("cbuffer _ : register(b0)");
        Open();
        foreach (string name in ConstantLayout.Names(_form))
        {
            Line($"uint {name};");
        }

        Close();
        Line("");
    }

    private void WriteBuffers()
    {
        int register = 0;
        for (int lane = 0; lane < _form.Lanes.Length; lane++)
        {
            for (int window = 0; window < _form.Windows[lane]; window++)
            {
                Line(Text($"RWStructuredBuffer<real> {Buffer(lane, window)} : register(u{register++});"));
            }
        }

        Line("");
    }

    // An operand of more elements than a shader sees through one binding has several, which follow each other.
    private void WriteWindows()
    {
        for (int lane = 0; lane < _form.Lanes.Length; lane++)
        {
            if (_form.Windows[lane] < 2)
            {
                continue;
            }

            bool isInput = lane < _form.InputCount;
            Line(isInput ? Text($"real k_load{lane}(uint k_e)") : Text($"void k_store{lane}(uint k_e, real k_x)"));
            Open();
            if (isInput)
            {
                Line("real k_x;");
            }

            for (int window = 0; window < _form.Windows[lane]; window++)
            {
                string element = Text($"{Buffer(lane, window)}[k_e - {window * _form.WindowLength}u]");
                string condition = window + 1 == _form.Windows[lane] ? "" : Text($"if (k_e < {(window + 1) * _form.WindowLength}u)");
                Line((window == 0 ? "" : window + 1 == _form.Windows[lane] ? "else" : "else ") + condition);
                Open();
                Line(isInput ? $"k_x = {element};" : $"{element} = k_x;");
                Close();
            }

            if (isInput)
            {
                Line("return k_x;");
            }

            Close();
            Line("");
        }
    }

    private void WriteExecute()
    {
        Line(Text($"[numthreads({Shader.GroupSize}, 1, 1)]"));
        Line("void Execute(uint3 ThreadIds : SV_DispatchThreadID)");
        Open();
        Line($"if (ThreadIds.x < {ConstantLayout.Threads})");
        Open();
        Line("[loop]");
        Line($"for (uint k_i = ThreadIds.x; k_i < {ConstantLayout.Count}; k_i += {ConstantLayout.Threads})");
        Open();
        WriteIndices();
        for (int lane = 0; lane < _form.Lanes.Length; lane++)
        {
            string value = lane >= _form.InputCount ? "" : $" = {Load(lane)}";
            Line(Text($"real k_x{lane}{value};"));
        }

        Line($"{_form.Pass}({string.Join(", ", _form.Lanes.Select((_, lane) => Text($"k_x{lane}")))});");
        for (int lane = _form.InputCount; lane < _form.Lanes.Length; lane++)
        {
            if (_form.Lanes[lane] != LaneForm.Absent)
            {
                Line(_form.Windows[lane] > 1
                    ? Text($"k_store{lane}({Index(lane)}, k_x{lane});")
                    : Text($"{Buffer(lane, 0)}[{Index(lane)}] = k_x{lane};"));
            }
        }

        Close();
        Close();
        Close();
    }

    // The coordinates of the position, one after the other from the inside out; each moves all strided lanes.
    private void WriteIndices()
    {
        if (_form.Rank == 0)
        {
            return;
        }

        int[] strided = [.. Enumerable.Range(0, _form.Lanes.Length).Where(lane => _form.Lanes[lane] == LaneForm.Strided)];
        Line($"uint k_p = k_i + {ConstantLayout.Start};");
        foreach (int lane in strided)
        {
            Line(Text($"uint k_e{lane} = {ConstantLayout.Offset(lane)};"));
        }

        for (int dimension = _form.Rank - 1; dimension > 0; dimension--)
        {
            string length = ConstantLayout.Length(dimension);
            Line(Text($"uint k_q{dimension} = k_p / {length};"));
            Line(Text($"uint k_r{dimension} = k_p - k_q{dimension} * {length};"));
            foreach (int lane in strided)
            {
                Line(Text($"k_e{lane} += k_r{dimension} * {ConstantLayout.Stride(lane, dimension)};"));
            }

            Line(Text($"k_p = k_q{dimension};"));
        }

        foreach (int lane in strided)
        {
            Line(Text($"k_e{lane} += k_p * {ConstantLayout.Stride(lane, 0)};"));
        }
    }

    private string Load(int lane) => _form.Lanes[lane] switch
    {
        LaneForm.Absent => "1.0$",
        LaneForm.Number when _form.IsDouble => $"asdouble({ConstantLayout.Bits(lane)}, {ConstantLayout.UpperBits(lane)})",
        LaneForm.Number => $"asfloat({ConstantLayout.Bits(lane)})",
        _ => _form.Windows[lane] > 1 ? Text($"k_load{lane}({Index(lane)})") : $"{Buffer(lane, 0)}[{Index(lane)}]",
    };

    private string Index(int lane) => _form.Lanes[lane] switch
    {
        LaneForm.Strided => Text($"k_e{lane}"),
        LaneForm.Single => ConstantLayout.Offset(lane),
        _ => $"k_i + {ConstantLayout.Offset(lane)}",
    };

    private static string Buffer(int lane, int window) => Text($"k_u{lane}_{window}");

    private void Line(string line) => _text.Append(' ', line.Length == 0 ? 0 : 4 * _indent).Append(line).Append('\n');

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
    }
}
