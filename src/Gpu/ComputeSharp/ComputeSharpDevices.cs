using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>Looks for devices of Direct3D 12.</summary>
internal static class ComputeSharpDevices
{
    /// <summary>The devices: hardware, or where there is none the one in software, WARP.</summary>
    /// <exception cref="GpuException">There is none, or something else is missing; the message says what.</exception>
    public static IReadOnlyList<GpuDevice> Open()
    {
        if (!OperatingSystem.IsWindowsVersionAtLeast(6, 2))
        {
            throw new GpuException(GpuFailure.Unavailable, "The ComputeSharp back end needs Direct3D 12, which is a part of Windows.");
        }

        return D3DCompiler.IsInstalled
            ? Find(ShaderCatalogue.Compile)
            : throw new GpuException(GpuFailure.Unavailable, $"The shader compiler {D3DCompiler.Library}, which is a part of Windows, is not there.");
    }

    /// <summary>The devices, with another compiler.</summary>
    /// <param name="compile">Compiles the text of a shader.</param>
    /// <exception cref="GpuException">There is none; the message says why.</exception>
    [SupportedOSPlatform("windows6.2")]
    internal static IReadOnlyList<GpuDevice> Find(Func<string, byte[]> compile)
    {
        var shaders = new ShaderCatalogue(compile);
        List<GpuDevice> devices = [];
        try
        {
            // The one of highest performance, or WARP.
            var first = GraphicsDevice.GetDefault();
            devices.Add(new ComputeSharpDevice(first, 0, shaders));
            if (first.IsHardwareAccelerated)
            {
                AddOthers(devices, first, shaders);
            }
        }
        catch (Exception exception) when (devices.Count == 0 && ComputeSharpErrors.IsOfTheDevice(exception))
        {
            throw ComputeSharpErrors.Unavailable(exception);
        }
        catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
        {
            // The search goes on to WARP, which is not everywhere. What has been found until then is good.
        }

        return devices;
    }

    [SupportedOSPlatform("windows6.2")]
    private static void AddOthers(List<GpuDevice> devices, GraphicsDevice first, ShaderCatalogue shaders)
    {
        foreach (GraphicsDevice device in GraphicsDevice.QueryDevices(info => info.IsHardwareAccelerated && info.Luid != first.Luid))
        {
            devices.Add(new ComputeSharpDevice(device, devices.Count, shaders));
        }
    }
}
