using System;

namespace AutoDiff.GpuTests;

/// <summary>What tests have done by another process, and the tests themselves for systems without an SDK.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["probe"]:
                Console.WriteLine($"{Gpu.IsAvailable}|{Gpu.Devices.Count}|{DefaultDevice()}|{Gpu.UnavailableReason}");
                return 0;
            case ["compile", string directory, string count]:
                Compile(directory, int.Parse(count, null));
                return 0;
            case ["test"]:
                return InProcessTests.Run("");
            case ["test", string pattern]:
                return InProcessTests.Run(pattern);
            default:
                Console.Error.WriteLine("probe | compile DIRECTORY COUNT | test [PATTERN]");
                return 2;
        }
    }

    private static string DefaultDevice()
    {
        try
        {
            return Gpu.Default.ToString();
        }
        catch (GpuException exception)
        {
            return exception.Failure.ToString();
        }
    }

    private static void Compile(string directory, int count)
    {
        var compiler = GlslcCompiler.Find("glslc");
        for (int i = 0; i < count; i++)
        {
            var cache = new SpirvCache(directory, compiler.Version, compiler.Compile);
            Console.WriteLine(cache.Get(CacheTests.ShaderText(i)).Length);
        }
    }
}
