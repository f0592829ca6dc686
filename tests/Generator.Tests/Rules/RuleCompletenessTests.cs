using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using AutoDiff.Generator.Rules;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Rules;

[TestFixture]
public sealed class RuleCompletenessTests
{
    private static readonly Type[] Containers = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    private static IEnumerable<MethodInfo> Methods =>
        from container in Containers
        from method in container.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(HasReal)
        select method;

    private static IEnumerable<TestCaseData> Signatures =>
        Methods.Select(method => (Container: method.DeclaringType!.Name, Signature: Signature(method))).Distinct()
            .Select(pair => new TestCaseData(pair.Container, pair.Signature));

    private static IEnumerable<string> SpecialSignatures => typeof(SpecialFunctions)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsGenericMethod)
        .Select(Signature)
        .Distinct();

    [TestCaseSource(nameof(Signatures))]
    public void EveryMethod_HasEitherARuleOrAReason(string container, string signature) =>
        Assert.That(
            RuleTable.Find(signature, container) is not null,
            Is.Not.EqualTo(RuleExclusions.Reasons.ContainsKey(signature)));

    [TestCaseSource(nameof(SpecialSignatures))]
    public void EverySpecialFunction_HasARule(string signature) =>
        Assert.That(RuleTable.Find(signature, nameof(SpecialFunctions))?.Spelling.Home, Is.EqualTo(Home.Special));

    [Test]
    public void EveryFunctionOfVectors_IsOneOfTensors() => Assert.Multiple(() =>
    {
        MethodInfo[] methods = typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Static);
        foreach (Rule rule in RuleTable.All.Where(rule => rule.Spelling.Home is not (Home.Operator or Home.Autograd)))
        {
            bool isThere = rule.Spelling.Tensor is { } name
                && methods.Any(method => method.Name == name && method.GetParameters().Length == rule.Arity
                    && method.GetParameters().All(parameter => parameter.ParameterType.Name == "Tensor`1" || parameter.ParameterType == typeof(int)));
            Assert.That(isThere, Is.EqualTo(rule.Spelling.Tensor is not null), rule.Key);
            Assert.That(isThere || rule.Spelling.Vector is null, rule.Key);
        }
    });

    [Test]
    public void NoExclusion_IsStale() =>
        Assert.That(RuleExclusions.Reasons.Keys, Is.SubsetOf(Methods.Select(Signature)));

    [Test]
    public void TheDocumentation_ListsEveryEntry()
    {
        string page = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "docs", "rules.md"));
        Assert.That(RuleTable.All.Select(rule => rule.Key).Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void AQualifiedMatch_HidesThePlainOne() => Assert.Multiple(() =>
    {
        Assert.That(RuleTable.Find("ExpM1(r)", "Double")?.Key, Is.EqualTo("expM1"));
        Assert.That(RuleTable.Find("ExpM1(r)", "SpecialFunctions")?.Key, Is.EqualTo("accurateExpM1"));
        Assert.That(RuleTable.Find("Sin(r)")?.Key, Is.EqualTo("sin"));
        Assert.That(RuleTable.Find("Sin(i)"), Is.Null);
    });

    private static bool HasReal(Type type) =>
        type == typeof(double) || type == typeof(float) || (type.IsByRef && HasReal(type.GetElementType()!))
        || (type.IsGenericType && !type.IsGenericTypeDefinition && type.GetGenericArguments().Any(HasReal));

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(",", method.GetParameters().Select(parameter => Code(parameter.ParameterType)))})";

    private static char Code(Type type) =>
        type == typeof(double) || type == typeof(float) ? 'r'
        : type == typeof(int) ? 'i'
        : type == typeof(MidpointRounding) ? 'm'
        : 'o';
}
