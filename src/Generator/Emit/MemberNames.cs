namespace AutoDiff.Generator.Emit;

/// <summary>The naming contract: what the members generated for a method <c>F</c> are called.</summary>
internal static class MemberNames
{
    public static string Gradient(string method) => method + "Gradient";

    public static string ValueAndGradient(string method) => method + "ValueAndGradient";

    public static string Jvp(string method) => method + "Jvp";

    public static string Vjp(string method) => method + "Vjp";

    public static string Graph(string method) => method + "Graph";

    public static string Kernel(string method) => method + "Kernel";
}
