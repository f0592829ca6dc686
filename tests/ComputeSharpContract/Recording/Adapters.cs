using System;
using System.Collections.Generic;

namespace ComputeSharp;

/// <summary>The adapters of the machine, as a test wants them.</summary>
internal static class Adapters
{
    /// <summary>Finds the default device; as on a machine without Direct3D 12 where no test has said otherwise.</summary>
    public static Func<GraphicsDevice> GetDefault { get; set; } = NoDefault;

    /// <summary>The adapters that are enumerated; may throw.</summary>
    public static Func<IEnumerable<GraphicsDevice>> Enumerate { get; set; } = static () => [];

    /// <summary>Forgets what tests have said.</summary>
    public static void Reset()
    {
        GetDefault = NoDefault;
        Enumerate = static () => [];
    }

    /// <summary>The adapters that a condition selects.</summary>
    public static IEnumerable<GraphicsDevice> Query(Predicate<GraphicsDeviceInfo> predicate)
    {
        foreach (GraphicsDevice device in Enumerate())
        {
            if (predicate(new GraphicsDeviceInfo(device)))
            {
                yield return device;
            }
        }
    }

    private static GraphicsDevice NoDefault() => throw new DllNotFoundException("Unable to load DLL 'dxgi'.");
}
