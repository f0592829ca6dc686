using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>What the pipeline caches: values, compared by structure, that keep no part of a compilation alive.</summary>
[TestFixture]
public sealed class CachedValueTests
{
    private static readonly string Program = Sources.InClass(
        "[Differentiable] public static double F(double x, int n) { if (n < 0) throw new ArgumentException(\"n\"); return n > 2 ? F(x, n - 1) * Math.Sin(x) : x; }\n"
        + "[Differentiable] public static T G<T>(T x) where T : IFloatingPointIeee754<T> => T.Exp(x) * T.Pi;\n");

    [Test]
    public void Cached_values_hold_no_Roslyn_type()
    {
        CSharpCompilation program = Sources.Compile(Program);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)program.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGenerators(program).GetRunResult().Results[0];
        object[] values = new[] { TrackingNames.Lower, TrackingNames.Differentiate, TrackingNames.Emit }
            .SelectMany(step => result.TrackedSteps[step])
            .SelectMany(run => run.Outputs)
            .Select(output => output.Value)
            .ToArray();
        Assert.That(values, Has.Length.EqualTo(6));

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (object value in values)
        {
            Walk(value, value.GetType().Name, seen);
        }

        Assert.That(seen, Has.Count.GreaterThan(100), "the walk must reach the operations");
    }

    [Test]
    public void Models_of_equal_programs_are_equal()
    {
        MethodModel first = Sources.Lower(Sources.Compile(Program)).Model!;
        MethodModel second = Sources.Lower(Sources.Compile("// moved\n\n" + Program)).Model!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(second.GetHashCode(), Is.EqualTo(first.GetHashCode()));
            Assert.That(Derivatives.Of(second), Is.EqualTo(Derivatives.Of(first)));
        }
    }

    [Test]
    public void A_failure_behind_lowering_is_told_and_contained()
    {
        MethodModel model = Sources.Lower(Sources.Compile(Program)).Model!;
        var broken = new Op(OpKind.Apply, new[] { new Value(900, IrType.Double) }, new[] { model.Function.Parameters[0] }, EquatableArray<Region>.Empty, new RuleAttribute("noSuchRule"), 0);
        var body = new Region(new[] { broken }, new[] { broken.Result });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DifferentiableGenerator.Check(model), Is.Null);
            Assert.That(DifferentiableGenerator.Check(model with { Function = model.Function with { Body = body, NextId = 901 } }), Does.Contain("noSuchRule"));
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Type type = value.GetType();
        Assert.That(type.Namespace, Does.Not.StartWith("Microsoft.CodeAnalysis"), path);
        Assert.That(value, Is.Not.InstanceOf<Delegate>(), path);
        if (value is string || type.IsPrimitive || type.IsEnum)
        {
            return;
        }

        if (value is Array array)
        {
            foreach (object? item in (IEnumerable)array)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
