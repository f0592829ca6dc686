using System.Globalization;
using System.Linq;

namespace AutoDiff;

/// <summary>All on which the shader for a kernel depends, but for the kernel itself.</summary>
/// <param name="Pass">What it computes.</param>
/// <param name="IsDouble">Whether the elements are doubles.</param>
/// <param name="Lanes">How the elements of the operands and results lie, in the order of the kernel's parameters.</param>
/// <param name="Windows">For each the number of bindings that it takes: several for strided elements that are more than a shader sees through one.</param>
/// <param name="WindowLength">The number of elements behind each binding of several.</param>
/// <param name="Rank">The number of dimensions along which strided elements lie.</param>
/// <param name="ConstantCount">The number of passive arguments.</param>
internal sealed record ShaderForm(KernelPass Pass, bool IsDouble, LaneForm[] Lanes, int[] Windows, uint WindowLength, int Rank, int ConstantCount)
{
    /// <summary>The number of lanes that are read: the operands, and the adjoint.</summary>
    public int InputCount => Pass switch
    {
        KernelPass.Forward => Lanes.Length - 1,
        KernelPass.Backward or KernelPass.Update => (Lanes.Length / 2) + 1,
        _ => Lanes.Length / 2,
    };

    /// <summary>The number of bindings.</summary>
    public int BindingCount => Windows.Sum();

    /// <summary>A text that is different for different forms.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{Pass}|{string.Concat(Lanes.Select(lane => (int)lane))}|{string.Join(',', Windows)}|{(Windows.Any(count => count > 1) ? WindowLength : 0)}|{Rank}|{ConstantCount}");
}
