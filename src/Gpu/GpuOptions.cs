using System;
using System.IO;

namespace AutoDiff;

/// <summary>How a back end is opened: what the environment says, or what a test wants.</summary>
internal sealed record GpuOptions
{
    /// <summary>The name of the back end, in lower case, or null for the best one that there is.</summary>
    public string? Backend { get; init; }

    /// <summary>The Vulkan loader: a file name, or a path.</summary>
    public string Loader { get; init; } = OperatingSystem.IsWindows() ? "vulkan-1.dll" : OperatingSystem.IsMacOS() ? "libvulkan.1.dylib" : "libvulkan.so.1";

    /// <summary>The compiler: a name that is looked for in the path, or a path.</summary>
    public string Compiler { get; init; } = "glslc";

    /// <summary>Where compiled kernels are kept, or null where there is no such place.</summary>
    public string? CacheDirectory { get; init; } = UserCacheDirectory();

    /// <summary>Whether every call is checked by the validation layer, where it is installed.</summary>
    public bool Validates { get; init; }

    /// <summary>Called with what the validation layer finds.</summary>
    public Action<string>? ReceiveMessage { get; init; }

    /// <summary>Whether elements are copied to and from the device through a buffer of the host, also where the device's memory is visible to it.</summary>
    public bool AlwaysStages { get; init; }

    /// <summary>A limit for the bytes that a kernel sees of one operand at once, below the device's own.</summary>
    public long LargestBinding { get; init; } = long.MaxValue;

    /// <summary>What the environment variables say; see <see cref="Gpu"/>.</summary>
    public static GpuOptions FromEnvironment()
    {
        var options = new GpuOptions();
        return options with
        {
            Backend = Variable("AUTODIFF_GPU_BACKEND")?.ToLowerInvariant(),
            Loader = Variable("AUTODIFF_VULKAN_LOADER") ?? options.Loader,
            Compiler = Variable("AUTODIFF_GLSLC") ?? options.Compiler,
            CacheDirectory = Variable("AUTODIFF_GPU_CACHE") ?? options.CacheDirectory,
            Validates = Variable("AUTODIFF_GPU_VALIDATION") == "1",
            ReceiveMessage = Console.Error.WriteLine,
        };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? UserCacheDirectory()
    {
        string? caches = OperatingSystem.IsWindows()
            ? Folder(Environment.SpecialFolder.LocalApplicationData, "")
            : Variable("XDG_CACHE_HOME") ?? Folder(Environment.SpecialFolder.UserProfile, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        return caches is null ? null : Path.Combine(caches, "AutoDiff", "spirv");
    }

    // A service may have no profile.
    private static string? Folder(Environment.SpecialFolder folder, string below) =>
        Environment.GetFolderPath(folder) is { Length: > 0 } path ? Path.Combine(path, below) : null;
}
