using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>An instance of Vulkan with its devices, and the compiler that makes shaders for them.</summary>
internal sealed unsafe class VulkanSession : IDisposable
{
    private readonly VulkanLoader _loader;
    private readonly Vk _vk;
    private readonly ValidationMessages? _messages;
    private readonly List<GpuDevice> _devices = [];
    private Instance _instance;
    private DebugUtilsMessengerEXT _messenger;
    private bool _isDisposed;

    private VulkanSession(VulkanLoader loader, GpuOptions options)
    {
        _loader = loader;
        _vk = new Vk(loader);
        if (options.Validates && HasLayer())
        {
            _messages = new ValidationMessages { Received = options.ReceiveMessage };
        }
    }

    /// <summary>The devices, in the order of preference.</summary>
    public IReadOnlyList<GpuDevice> Devices => _devices;

    /// <summary>Whether calls are checked.</summary>
    public bool IsValidated => _messages is not null;

    /// <summary>What is wrong with the calls so far.</summary>
    public IReadOnlyList<string> Messages => _messages?.Messages ?? [];

    /// <summary>Looks for devices and opens the first one.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="GpuException">Something is missing; the message says what.</exception>
    public static VulkanSession Open(GpuOptions options)
    {
        var session = new VulkanSession(VulkanLoader.Open(options.Loader), options);
        try
        {
            session.CreateInstance();
            VulkanAdapter[] adapters = session.FindAdapters();
            var compiler = GlslcCompiler.Find(options.Compiler);
            session.OpenDevices(adapters, new SpirvCache(options.CacheDirectory, compiler.Version, compiler.Compile), options);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (VulkanDevice device in _devices.Cast<VulkanDevice>())
        {
            device.Dispose();
        }

        if (_instance.Handle != 0)
        {
            if (_messenger.Handle != 0)
            {
                var destroy = (delegate* unmanaged<Instance, DebugUtilsMessengerEXT, AllocationCallbacks*, void>)Function("vkDestroyDebugUtilsMessengerEXT");
                destroy(_instance, _messenger, null);
            }

            _vk.DestroyInstance(_instance, null);
        }

        _messages?.Dispose();
        _vk.Dispose();
        _loader.Dispose();
    }

    private void CreateInstance()
    {
        // A literal ends in a zero byte behind its end.
        fixed (byte* name = "AutoDiff"u8, layer = ValidationMessages.Layer, extension = ValidationMessages.Extension)
        {
            byte* layers = layer;
            byte* extensions = extension;
            var application = new ApplicationInfo
            {
                SType = StructureType.ApplicationInfo,
                PEngineName = name,
                ApiVersion = Vk.Version11,
            };
            DebugUtilsMessengerCreateInfoEXT messenger = _messages?.Request() ?? default;
            uint extras = _messages is null ? 0u : 1u;
            var info = new InstanceCreateInfo
            {
                SType = StructureType.InstanceCreateInfo,
                PApplicationInfo = &application,
                EnabledLayerCount = extras,
                PpEnabledLayerNames = &layers,
                EnabledExtensionCount = extras,
                PpEnabledExtensionNames = &extensions,
                PNext = _messages is null ? null : &messenger,
            };
            Instance instance;
            Result result = _vk.CreateInstance(&info, null, &instance);
            if (result != Result.Success)
            {
                throw new GpuException(GpuFailure.Unavailable, result == Result.ErrorIncompatibleDriver
                    ? "The Vulkan loader finds no driver. Install that of the graphics card, or one that computes in software (package mesa-vulkan-drivers)."
                    : $"Vulkan cannot be started: {result}.");
            }

            _instance = instance;
            if (_messages is not null)
            {
                Listen(&messenger);
            }
        }
    }

    private VulkanAdapter[] FindAdapters()
    {
        uint count = 0;
        Result result = _vk.EnumeratePhysicalDevices(_instance, &count, null);
        var handles = new PhysicalDevice[count];
        if (result >= Result.Success && count > 0)
        {
            fixed (PhysicalDevice* first = handles)
            {
                result = _vk.EnumeratePhysicalDevices(_instance, &count, first);
            }
        }

        if (result < Result.Success)
        {
            throw new GpuException(GpuFailure.Unavailable, result == Result.ErrorInitializationFailed
                ? "A Vulkan driver is installed, but it finds no hardware that it could drive."
                : $"Vulkan cannot list its devices: {result}.");
        }

        VulkanAdapter[] adapters = [.. handles.Select(handle => VulkanAdapter.Of(_vk, handle)).OfType<VulkanAdapter>().OrderBy(adapter => adapter.Preference)];
        return adapters.Length > 0 ? adapters : throw new GpuException(
            GpuFailure.Unavailable, count == 0 ? "Vulkan has no device." : $"None of the {count} devices of Vulkan computes with Vulkan 1.1 or later.");
    }

    // One that does not open is left out, so that the default device is known to work. The others are opened when they are used, since an open device takes
    // memory.
    private void OpenDevices(VulkanAdapter[] adapters, SpirvCache cache, GpuOptions options)
    {
        GpuException? failure = null;
        foreach (VulkanAdapter adapter in adapters)
        {
            var device = new VulkanDevice(_vk, adapter, _devices.Count, cache, options);
            try
            {
                if (_devices.Count == 0)
                {
                    device.Open();
                }

                _devices.Add(device);
            }
            catch (GpuException exception)
            {
                failure ??= exception;
            }
        }

        if (_devices.Count == 0)
        {
            throw new GpuException(GpuFailure.Unavailable, $"The device {adapters[0].Name} cannot be opened. {failure!.Message}", failure);
        }
    }

    // The request made with the instance covers the calls that create and destroy it, this one those between.
    private void Listen(DebugUtilsMessengerCreateInfoEXT* request)
    {
        var create = (delegate* unmanaged<Instance, DebugUtilsMessengerCreateInfoEXT*, AllocationCallbacks*, DebugUtilsMessengerEXT*, Result>)Function("vkCreateDebugUtilsMessengerEXT");
        DebugUtilsMessengerEXT messenger;
        VulkanErrors.Check(create(_instance, request, null, &messenger), "vkCreateDebugUtilsMessengerEXT", "Vulkan");
        _messenger = messenger;
    }

    private nint Function(string name) => (nint)_vk.GetInstanceProcAddr(_instance, name).Handle;

    private bool HasLayer()
    {
        uint count = 0;
        _vk.EnumerateInstanceLayerProperties(&count, null);
        var layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            _vk.EnumerateInstanceLayerProperties(&count, first);
            for (int i = 0; i < count; i++)
            {
                if (MemoryMarshal.CreateReadOnlySpanFromNullTerminated(first[i].LayerName).SequenceEqual(ValidationMessages.Layer))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
