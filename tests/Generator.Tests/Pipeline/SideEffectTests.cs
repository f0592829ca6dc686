using System;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>What a method changes beside its result: static state once for each call, memory under another name.</summary>
[TestFixture]
internal sealed class SideEffectTests
{
    private const string Counting = "[Differentiable] public static double F(double x, int n) { for (int i = 0; i < n; i++) { Calls++; x *= Math.Sin(x); } return x; } public static int Calls;";

    [TestCase("F", 0.7, 3)]
    [TestCase("FGradient", 0.7, 3)]
    [TestCase("FValueAndGradient", 0.7, 3)]
    [TestCase("FJvp", 0.7, 3, 1.0)]
    [TestCase("FVjp", 0.7, 3, 1.0)]
    public void Static_state_is_written_once_for_each_call(string member, params object[] arguments)
    {
        Type model = Generated.From(Counting).Load().GetType("Model")!;
        model.GetMethods().Single(method => method.Name == member).Invoke(null, arguments);
        Assert.That(model.GetField("Calls")!.GetValue(null), Is.EqualTo(3));
    }

    [Test]
    public void A_method_that_writes_state_has_no_kernel_which_would_run_it_twice()
    {
        Generated generated = Generated.From("[Differentiable] public static double F(double x) { Calls++; return x * x; } public static int Calls;");
        string[] members = [.. generated.Load().GetType("Model")!.GetMembers().Select(member => member.Name)];
        Assert.That(members, Does.Not.Contain("FKernel").And.Contain("FGraph"));
    }

    [TestCase("foreach (ref double v in a.AsSpan()) { v *= x; }", 32, 64)]
    [TestCase("foreach (ref readonly double v in a.AsSpan()) { a[0] = x * x; x = v; }", 64, 160)]
    [TestCase("Span<double> v = a.AsSpan()[1..]; v[0] *= x;", 16, 24)]
    [TestCase("Span<double> v = a; v = v.Slice(1, 1); v[0] *= x; ReadOnlySpan<double> r = v; x = r[..1][0];", 16, 24)]
    [TestCase("double[] b = a; if (a == b) { b[1] *= x; }", 16, 24)]
    public void Memory_is_changed_under_another_name(string statements, double value, double gradient)
    {
        Generated generated = Generated.From($"[Differentiable] public static double F(double x) {{ double[] a = [x, 2 * x]; {statements} return a[0] * a[1]; }}");
        MethodInfo method = generated.Load().GetType("Model")!.GetMethod("FValueAndGradient")!;
        Assert.That(method.Invoke(null, [2.0]), Is.EqualTo((value, gradient)));
    }
}
