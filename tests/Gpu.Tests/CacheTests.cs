using System;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>The directory of compiled kernels.</summary>
[Category(TestDevice.VulkanCategory)]
public sealed class CacheTests
{
    private static readonly byte[] Code = [0x03, 0x02, 0x23, 0x07, .. Enumerable.Range(0, 60).Select(i => (byte)i)];

    private string _directory = "";
    private int _compilations;

    [SetUp]
    public void SetUp()
    {
        TestDevice.OnlyForVulkan();
        _directory = Path.Combine(Path.GetTempPath(), $"autodiff-cache-{Guid.NewGuid():N}");
        _compilations = 0;
    }

    [TearDown]
    public void TearDown()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    /// <summary>A shader that differs by a number.</summary>
    internal static string ShaderText(int number) =>
        $"RWStructuredBuffer<float> k_u : register(u0);\n[numthreads(64, 1, 1)]\nvoid Execute(uint3 id : SV_DispatchThreadID)\n{{\n    k_u[id.x] = {number}.0f;\n}}\n";

    [Test]
    public void AText_IsCompiledOnce()
    {
        Assert.That(NewCache().Get("text"), Is.EqualTo(Code));
        Assert.That(NewCache().Get("text"), Is.EqualTo(Code));
        Assert.That(_compilations, Is.EqualTo(1));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    public void AnotherText_OrAnotherCompiler_IsCompiled()
    {
        NewCache().Get("text");
        NewCache().Get("other text");
        NewCache("2").Get("text");
        Assert.That(_compilations, Is.EqualTo(3));
    }

    [TestCase("empty")]
    [TestCase("truncated")]
    [TestCase("magic")]
    [TestCase("checksum")]
    [TestCase("foreign")]
    public void ADamagedFile_IsReplaced(string damage)
    {
        NewCache().Get("text");
        string file = Directory.GetFiles(_directory).Single();
        byte[] bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "empty":
                bytes = [];
                break;
            case "truncated":
                bytes = bytes[..^4];
                break;
            case "magic":
                bytes[0] ^= 1;
                break;
            case "checksum":
                bytes[^1] ^= 1;
                break;
            default:
                bytes = Code;
                break;
        }

        File.WriteAllBytes(file, bytes);
        Assert.That(NewCache().Get("text"), Is.EqualTo(Code));
        Assert.That(_compilations, Is.EqualTo(2));
        NewCache().Get("text");
        Assert.That(_compilations, Is.EqualTo(2));
    }

    [Test]
    public void ADirectoryThatCannotBeWritten_DoesNotMatter()
    {
        // Below a file there is no directory, for an administrator neither.
        File.WriteAllText(_directory, "");
        try
        {
            Assert.That(new SpirvCache(Path.Combine(_directory, "spirv"), "1", Compile).Get("text"), Is.EqualTo(Code));
            Assert.That(new SpirvCache(null, "1", Compile).Get("text"), Is.EqualTo(Code));
            Assert.That(new SpirvCache("\0", "1", Compile).Get("text"), Is.EqualTo(Code));
        }
        finally
        {
            File.Delete(_directory);
        }
    }

    [Test]
    public void SomethingElseThanSpirv_IsAnError()
    {
        var cache = new SpirvCache(_directory, "1", _ => [1, 2, 3, 4]);
        Assert.That(Assert.Throws<GpuException>(() => cache.Get("text"))!.Failure, Is.EqualTo(GpuFailure.Compilation));
        Assert.That(Directory.Exists(_directory), Is.False);
    }

    [Test]
    [Category("Gpu")]
    public void TwoProcesses_MayShareTheDirectory()
    {
        _ = TestDevice.Default;
        using var first = new ChildProcess(["compile", _directory, "12"]);
        using var second = new ChildProcess(["compile", _directory, "12"]);
        string[] lengths = [first.Output(), second.Output()];
        Assert.That(lengths[0], Is.EqualTo(lengths[1]));
        Assert.That(Directory.GetFiles(_directory).Select(Path.GetExtension), Is.EqualTo(Enumerable.Repeat(".spv", 12)));
    }

    private SpirvCache NewCache(string version = "1") => new(_directory, version, Compile);

    private byte[] Compile(string source)
    {
        _compilations++;
        return Code;
    }
}
