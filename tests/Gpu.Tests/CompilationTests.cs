using System.Linq;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>The texts of shaders, and the compiler.</summary>
public sealed class CompilationTests
{
    [Test]
    public void AShader_IsComposedOfItsParts()
    {
        const string Kernel = "void Forward(real x0, real x1, out real result)\n{\n    precise real v_a = x0 + 0.5$;\n    result = v_a * x1 * asfloat(c0);\n}\n";
        var form = new ShaderForm(KernelPass.Forward, false, [LaneForm.Contiguous, LaneForm.Strided, LaneForm.Contiguous], [1, 1, 1], 1024, 2, 1);
        Shader shader = ShaderComposer.Compose(Kernel, "Test", form);
        Assert.That(shader.BindingCount, Is.EqualTo(3));
        Assert.That(shader.Text, Is.EqualTo(
            """
            cbuffer _ : register(b0)
            {
                uint __x;
                uint __y;
                uint __z;
                uint k_count;
                uint k_start;
                uint zero;
                uint k_o0;
                uint k_o1;
                uint k_o2;
                uint k_l1;
                uint k_s1_0;
                uint k_s1_1;
                uint c0;
            }

            RWStructuredBuffer<float> k_u0_0 : register(u0);
            RWStructuredBuffer<float> k_u1_0 : register(u1);
            RWStructuredBuffer<float> k_u2_0 : register(u2);

            
            """ + HlslText.WithElements(HlslPrelude.Shared.Reached("ad_Zero", false, "Test"), isDouble: false) +
            """
            void Forward(float x0, float x1, out float result)
            {
                precise float v_a = x0 + 0.5f;
                result = v_a * x1 * asfloat(c0);
            }


            [numthreads(64, 1, 1)]
            void Execute(uint3 ThreadIds : SV_DispatchThreadID)
            {
                if (ThreadIds.x < __x)
                {
                    [loop]
                    for (uint k_i = ThreadIds.x; k_i < k_count; k_i += __x)
                    {
                        uint k_p = k_i + k_start;
                        uint k_e1 = k_o1;
                        uint k_q1 = k_p / k_l1;
                        uint k_r1 = k_p - k_q1 * k_l1;
                        k_e1 += k_r1 * k_s1_1;
                        k_p = k_q1;
                        k_e1 += k_p * k_s1_0;
                        float k_x0 = k_u0_0[k_i + k_o0];
                        float k_x1 = k_u1_0[k_e1];
                        float k_x2;
                        Forward(k_x0, k_x1, k_x2);
                        k_u2_0[k_i + k_o2] = k_x2;
                    }
                }
            }

            """));
    }

    [Test]
    public void Files_AreTakenApart()
    {
        const string File = "// A; comment { with signs.\nstatic const uint ad_Table[2] = { 1u, 2u };\n\n// Another.\nreal ad_F(real x)\n{\n    if (x > 1.0$) { x = 2.0$; }\n    return x;\n}\n// The end.\n";
        Assert.That(HlslText.Declarations(File).ToArray(), Is.EqualTo(new[]
        {
            "// A; comment { with signs.\nstatic const uint ad_Table[2] = { 1u, 2u };",
            "// Another.\nreal ad_F(real x)\n{\n    if (x > 1.0$) { x = 2.0$; }\n    return x;\n}",
        }));
        Assert.That(HlslText.Identifiers("ad_F(a.xy, 1e5f) // ad_G").ToArray(), Is.EqualTo(new[] { "ad_F", "a" }));
    }

    [Test]
    public void AnUnknownFunction_IsNamed()
    {
        GpuException? exception = Assert.Throws<GpuException>(() => HlslPrelude.Shared.Reached("ad_Nowhere(x)", false, "Test"));
        Assert.That(exception!.Message, Is.EqualTo("The kernel Test calls ad_Nowhere, which AutoDiff.Gpu does not have for graphics processors."));
    }

    [Test]
    [Category("Gpu")]
    [Category(TestDevice.VulkanCategory)]
    public void EveryFunctionOfThePrelude_Compiles()
    {
        TestDevice.OnlyForVulkan();
        _ = TestDevice.Default;
        var compiler = GlslcCompiler.Find("glslc");
        foreach (bool isDouble in new[] { false, true })
        {
            string names = string.Join(' ', HlslPrelude.Shared.Functions.Where(function => function.IsArithmetic || !isDouble).Select(function => function.Name));
            string text = "cbuffer _ : register(b0)\n{\n    uint zero;\n}\n" + HlslPrelude.Shared.Reached(names, isDouble, "Test") + CacheTests.ShaderText(1);
            Assert.That(compiler.Compile(HlslText.WithElements(text, isDouble)), Is.Not.Empty);
        }
    }

    [Test]
    [Category("Gpu")]
    [Category(TestDevice.VulkanCategory)]
    public void AnError_ShowsWhatTheCompilerSays_AndTheNumberedText()
    {
        TestDevice.OnlyForVulkan();
        _ = TestDevice.Default;
        GpuException? exception = Assert.Throws<GpuException>(() => GlslcCompiler.Find("glslc").Compile("void Execute()\n{\n    wrong = 1;\n}\n"));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.Compilation));
        Assert.That(exception.Message, Does.Contain("'wrong'").And.Contain("   3      wrong = 1;"));
    }
}
