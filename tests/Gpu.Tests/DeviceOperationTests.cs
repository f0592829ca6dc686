using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Runtime.Tests.Properties;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Every public operation with its operands on a device: as on the CPU, or refused by name.</summary>
[TestFixture]
internal sealed class DeviceOperationTests
{
    // Scans along a dimension, which gradients of products need too, and functions without a form for graphics processors.
    private static readonly string[] CpuOnly = [".CumSum(", ".CumProd(", ".Prod(", ".Digamma(", ".Polygamma("];

    private static IEnumerable<TestCaseData> Cases() => Operations<float>.All
        .GroupBy(operation => string.Join(" | ", operation.Members))
        .Select(group => new TestCaseData(group.Key, group.SelectMany(operation => operation.Calls).ToArray()).SetArgDisplayNames(group.Key));

    [TestCaseSource(nameof(Cases))]
    public void Operation_IsThatOfTheCpu_OrRefused(string members, object[] calls)
    {
        GpuDevice device = TestDevice.Default;
        var failures = new List<string>();
        int refused = 0;
        foreach (Call<float> call in calls.Cast<Call<float>>())
        {
            foreach (Layout layout in Enum.GetValues<Layout>())
            {
                LogicalArray[] arrays = Layouts.Operands(call, special: false, seed: 1);
                arrays = layout == Layout.Expanded ? [.. arrays.Select(Layouts.Repeated)] : arrays;
                Outcome expected = Outcome.Of(call, arrays, layout, Device.Cpu);
                Outcome actual = Outcome.Of(call, arrays, layout, device);
                if (actual.Error is { } error)
                {
                    refused++;
                    if (!Names(error, members, device))
                    {
                        failures.Add($"{call}, {layout}: {error}");
                    }
                }
                else if (actual.DifferenceFrom(expected) is { } difference)
                {
                    failures.Add($"{call}, {layout}: {difference}");
                }
            }
        }

        Assert.That(failures, Is.Empty, string.Join("\n", failures.Take(6)));
        Assert.That(refused > 0, Is.EqualTo(CpuOnly.Any(name => members.Contains(name, StringComparison.Ordinal))), "whether it is refused");
    }

    private static bool Names(Exception error, string members, Device device) => error is NotSupportedException
        && error.Message.Contains(device.ToString(), StringComparison.Ordinal)
        && error.Message.Contains(".To(Device.Cpu)", StringComparison.Ordinal)
        && members.Split(" | ").Any(member => error.Message.StartsWith(member.Split('.')[1].Split('(')[0], StringComparison.Ordinal));

    /// <summary>What an operation gives: its result and gradients, or its error.</summary>
    private sealed record Outcome(LogicalArray? Result, LogicalArray?[] Gradients, Exception? Error, string? Place)
    {
        public static Outcome Of(Call<float> call, LogicalArray[] arrays, Layout layout, Device device)
        {
            Tensor<float>[] operands = [.. arrays.Select(array => On(device, Layouts.Tensor<float>(array, layout)))];
            try
            {
                object result = call.Run(operands);
                LogicalArray elements = Layouts.Elements<float>(result);
                string? place = result is Tensor<float> tensor ? tensor.Device.ToString() : null;
                if (!call.IsDifferentiable || result is not Tensor<float>)
                {
                    return new Outcome(elements, [], null, place);
                }

                operands = [.. arrays.Select(array => On(device, Layouts.Tensor<float>(array, layout)))];
                foreach (Tensor<float> operand in operands)
                {
                    operand.RequiresGrad = true;
                }

                var recorded = (Tensor<float>)call.Run(operands);
                var random = new Random(5);
                Tensor<float> seed = Tensor.Create<float>([.. Enumerable.Range(0, recorded.Length).Select(_ => random.NextSingle() - 0.5f)], recorded.Shape, device: recorded.Device);
                Tensor<float>?[] gradients = Autograd.Grad([recorded], operands, [seed], allowUnused: true);
                return new Outcome(elements, [.. gradients.Select(gradient => gradient is null ? null : Layouts.Elements<float>(gradient))], null, place);
            }
            catch (Exception exception)
            {
                return new Outcome(null, [], exception, null);
            }
        }

        public string? DifferenceFrom(Outcome expected)
        {
            if (expected.Error is not null)
            {
                return $"no error, where the CPU has {expected.Error.Message}";
            }

            if (Place == "cpu" && expected.Place is not null)
            {
                return "the result is on the CPU";
            }

            if (DifferenceOf(Result!, expected.Result!) is { } difference)
            {
                return difference;
            }

            for (int i = 0; i < Gradients.Length; i++)
            {
                if (Gradients[i] is null != expected.Gradients[i] is null)
                {
                    return $"gradient {i} is {(Gradients[i] is null ? "missing" : "there")}";
                }

                if (Gradients[i] is { } gradient && DifferenceOf(gradient, expected.Gradients[i]!) is { } other)
                {
                    return $"gradient {i}: {other}";
                }
            }

            return null;
        }

        private static string? DifferenceOf(LogicalArray actual, LogicalArray expected)
        {
            double scale = expected.Elements.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
            return actual.Shape.AsSpan().SequenceEqual(expected.Shape)
                && actual.Elements.Zip(expected.Elements).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 64 * 1.2e-7 * scale)
                ? null
                : $"{actual} instead of {expected}";
        }

        // A view there of what is a view here, too.
        private static Tensor<float> On(Device device, Tensor<float> operand)
        {
            operand.MoveTo(device);
            return operand;
        }
    }
}
