using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.WrongCalls;

/// <summary>
/// Wrong calls fail with the documented exception, say what is wrong with which argument, and change nothing. What the runtime of C# itself would
/// throw on the way (NullReference, IndexOutOfRange, DivideByZero, InvalidCast, Overflow) would say nothing to the caller.
/// </summary>
public class WrongCallTests
{
    private static readonly WrongCall[] Calls =
        [.. WrongCallTable.Shapes(), .. WrongCallTable.Dimensions(), .. WrongCallTable.Places(), .. WrongCallTable.Products(), .. WrongCallTable.Gradients(), .. WrongCallTable.Others()];

    [TestCaseSource(nameof(Calls))]
    public void WrongCall_FailsAsDocumented_AndChangesNothing(object wrong)
    {
        var call = (WrongCall)wrong;
        var operands = new WrongCallOperands();
        Exception? exception = null;
        try
        {
            call.Run(operands);
        }
        catch (Exception caught)
        {
            exception = caught;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception, Is.TypeOf(call.Exception));
            foreach (string fragment in call.Fragments)
            {
                Assert.That(exception?.Message, Does.Contain(fragment));
            }

            Assert.That(operands.Changes(), Is.Empty);
        }
    }

    [Test]
    public void Table_HasTwoHundredEntries_EachOnce()
    {
        Assert.That(Calls, Has.Length.GreaterThanOrEqualTo(200));
        Assert.That(Calls.Select(call => call.Name), Is.Unique);
    }

    private static IEnumerable<string> FunctionsOfTensors() => typeof(Tensor).GetMethods()
        .Where(method => method.GetParameters().Length > 0 && Array.TrueForAll(method.GetParameters(), IsTensor))
        .Select(method => method.Name)
        .Distinct();

    [TestCaseSource(nameof(FunctionsOfTensors))]
    public void NullTensor_IsNamed(string name)
    {
        MethodInfo method = typeof(Tensor).GetMethods()
            .Where(method => method.Name == name && Array.TrueForAll(method.GetParameters(), IsTensor))
            .First()
            .MakeGenericMethod(typeof(double));
        int count = method.GetParameters().Length;
        for (int missing = 0; missing < count; missing++)
        {
            object?[] arguments = [.. Enumerable.Range(0, count).Select(i => i == missing ? null : Tensor.Ones<double>(2, 2))];
            bool isOptional = method.GetParameters()[missing].HasDefaultValue;
            Assert.That(
                () => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null),
                isOptional ? Throws.Nothing : Throws.ArgumentNullException.With.Message.Contains("Parameter"),
                $"argument {missing}");
        }
    }

    private static bool IsTensor(ParameterInfo parameter) =>
        parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(Tensor<>);
}
