using NUnit.Framework;

namespace AutoDiff.ComputeSharpTests;

/// <summary>Constants that do not fit into the root signature.</summary>
public sealed class RootConstantsTests
{
    [Test]
    public void AText_GetsVariables_ThatItFillsFirst()
    {
        const string Text =
            """
            // The head.
            cbuffer _ : register(b0)
            {
                uint __x; // threads
                uint __y;
                uint __z;
                uint k_count;
                uint c0;
            }

            RWStructuredBuffer<float> k_u : register(u0);

            [numthreads(64, 1, 1)]
            void Execute(uint3 ThreadIds : SV_DispatchThreadID)
            {
                k_u[ThreadIds.x] = k_count * c0;
            }
            """;
        const int Buffers = RootConstants.MostBindings;
        var constants = RootConstants.Of(new Shader(Text, Buffers));
        Assert.That(constants.HasMoved, Is.True);
        Assert.That((constants.WordCount, constants.RootCount), Is.EqualTo((5, 3)));
        Assert.That(constants.Text, Is.EqualTo(
            """
            // The head.
            cbuffer _ : register(b0)
            {
                uint __x;
                uint __y;
                uint __z;
            }

            StructuredBuffer<uint> k_words : register(t0);
            static uint k_count;
            static uint c0;

            RWStructuredBuffer<float> k_u : register(u0);

            [numthreads(64, 1, 1)]
            void Execute(uint3 ThreadIds : SV_DispatchThreadID)
            {
                k_count = k_words[0];
                c0 = k_words[1];
                k_u[ThreadIds.x] = k_count * c0;
            }
            """));
    }

    [TestCase(3, 60, false)]
    [TestCase(4, 60, false)]
    [TestCase(5, 60, true)]
    [TestCase(63, 1, false)]
    [TestCase(64, 1, true)]
    [TestCase(4099, 60, true)]
    public void TheRootSignature_Has64Words(int words, int buffers, bool moves)
    {
        var program = new ShaderProgram(TestBackEnd.NewShader(words, buffers), _ => []);
        Assert.That(program.HasWords, Is.EqualTo(moves));
        Assert.That(program.WordCount, Is.EqualTo(words));
        Assert.That(program.RootCount + program.Ranges.Length, Is.LessThanOrEqualTo(RootConstants.SignatureWords));
    }

    [Test]
    public void TooMuch_IsRefused()
    {
        Assert.That(
            () => RootConstants.Of(TestBackEnd.NewShader(3, 61)),
            Throws.InstanceOf<GpuException>().With.Property(nameof(GpuException.Failure)).EqualTo(GpuFailure.Unsupported).And.Message.Contains("61 operands"));
        Assert.That(() => RootConstants.Of(TestBackEnd.NewShader(4100, 1)), Throws.InstanceOf<GpuException>().With.Message.Contains("4100 words"));
    }

    [Test]
    public void AShaderWithoutConstants_IsGivenTheHead()
    {
        var constants = RootConstants.Of(new Shader("RWStructuredBuffer<float> k_u : register(u0);\nvoid Execute() {}\n", 1));
        Assert.That((constants.WordCount, constants.RootCount), Is.EqualTo((3, 3)));
    }

    [Test]
    public void WhatShadersHereDoNotDeclare_IsRefused()
    {
        Assert.That(() => RootConstants.Of(new Shader("cbuffer _ : register(b0)\n{\n    float k_x;\n}\n", 0)), Throws.ArgumentException.With.Message.Contains("float k_x;"));
        Assert.That(
            () => new ShaderProgram(new Shader("RWStructuredBuffer<float4> k_u : register(u0);\n", 1), _ => []),
            Throws.ArgumentException.With.Message.Contains("buffer of float4"));
        Assert.That(
            () => new ShaderProgram(new Shader("RWStructuredBuffer<float> k_u : register(u1);\n", 2), _ => []),
            Throws.ArgumentException.With.Message.Contains("does not declare u0"));
    }
}
