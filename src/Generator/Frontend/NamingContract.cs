using System;

namespace AutoDiff.Generator.Frontend;

/// <summary>The members that can be asked for; the values are those of <c>AutoDiff.DerivativeMembers</c>.</summary>
[Flags]
internal enum Members
{
    None = 0,
    Gradient = 1,
    ValueAndGradient = 2,
    Jvp = 4,
    Vjp = 8,
    Graph = 16,
    Tensor = 32,
    Jacobian = 64,
    Map = 128,
    All = Gradient | ValueAndGradient | Jvp | Vjp | Graph | Tensor | Jacobian | Map,

    /// <summary>The members that run over many elements, by a kernel.</summary>
    Elementwise = Tensor | Map,

    /// <summary>The members that callers use of a method from numbers to a number.</summary>
    NeededByCallers = ValueAndGradient | Jvp,

    /// <summary>The members that callers use of any other method.</summary>
    NeededByOtherCallers = Vjp | Jvp,
}

/// <summary>
/// The naming contract: what the members generated for a method <c>F</c> are called. Callers in other assemblies are bound to it.
/// </summary>
internal static class NamingContract
{
    /// <summary>The tool named in <c>[GeneratedCode]</c>, by which the analyzer tells generated members from the user's.</summary>
    public const string Tool = "AutoDiff.Generator";

    public static string Gradient(string method) => method + "Gradient";

    public static string ValueAndGradient(string method) => method + "ValueAndGradient";

    public static string Jvp(string method) => method + "Jvp";

    public static string Vjp(string method) => method + "Vjp";

    public static string Jacobian(string method) => method + "Jacobian";

    public static string Map(string method) => method + "Map";

    public static string MapValueAndGradient(string method) => method + "MapValueAndGradient";

    public static string Graph(string method) => method + "Graph";

    public static string Kernel(string method) => method + "Kernel";
}
