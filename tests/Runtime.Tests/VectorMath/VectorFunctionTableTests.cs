using System;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

[TestFixture]
public sealed class VectorFunctionTableTests
{
    private static readonly MethodInfo[] Methods = typeof(VectorMath).GetMethods(BindingFlags.Public | BindingFlags.Static);

    [Test]
    public void Table_HasEveryPublicMethod() => Assert.That(
        VectorFunctions.All.Select(function => function.Method).Distinct().Concat(VectorMathExactTests<double>.Functions.Keys),
        Is.EquivalentTo(Methods.Select(method => method.Name).Distinct()));

    [Test]
    public void EveryMethod_HasThreeWidths()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (IGrouping<string, MethodInfo> method in Methods.GroupBy(method => method.Name))
            {
                Assert.That(
                    method.Select(overload => overload.GetParameters()[0].ParameterType.GetGenericTypeDefinition()),
                    Is.EquivalentTo(new[] { typeof(Vector128<>), typeof(Vector256<>), typeof(Vector512<>) }),
                    method.Key);
            }
        }
    }

    [Test]
    public void EveryMethod_RefusesOtherTypes()
    {
        using (Assert.EnterMultipleScope())
        {
            // Those of half precision would be right as well where the framework's own serve.
            foreach (MethodInfo method in Methods.Where(method =>
                method.Name != nameof(VectorMath.Sqrt) && !VectorMathExactTests<double>.Functions.ContainsKey(method.Name)))
            {
                MethodInfo ofHalf = method.MakeGenericMethod(typeof(Half));
                object?[] arguments = [.. ofHalf.GetParameters().Select(parameter => Activator.CreateInstance(parameter.ParameterType))];
                Assert.That(
                    () => ofHalf.Invoke(null, arguments),
                    Throws.InnerException.InstanceOf<NotSupportedException>(),
                    method.ToString());
            }
        }
    }
}
