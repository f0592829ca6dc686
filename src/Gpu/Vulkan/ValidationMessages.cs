using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>What the validation layer says about our use of Vulkan: warnings and errors.</summary>
internal sealed unsafe class ValidationMessages : IDisposable
{
    private readonly List<string> _messages = [];
    private readonly GCHandle _self;

    /// <summary>Begins with none.</summary>
    public ValidationMessages() => _self = GCHandle.Alloc(this);

    /// <summary>The layer that checks.</summary>
    public static ReadOnlySpan<byte> Layer => "VK_LAYER_KHRONOS_validation"u8;

    /// <summary>The extension that passes messages on.</summary>
    public static ReadOnlySpan<byte> Extension => "VK_EXT_debug_utils"u8;

    /// <summary>Called with each message.</summary>
    public Action<string>? Received { get; init; }

    /// <summary>Those so far.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The request to be told, part of the creation of an instance: it then covers its destruction too.</summary>
    public DebugUtilsMessengerCreateInfoEXT Request() => new()
    {
        SType = StructureType.DebugUtilsMessengerCreateInfoExt,
        MessageSeverity = DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
        MessageType = DebugUtilsMessageTypeFlagsEXT.ValidationBitExt | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
        PfnUserCallback = new PfnDebugUtilsMessengerCallbackEXT(&Receive),
        PUserData = (void*)GCHandle.ToIntPtr(_self),
    };

    /// <inheritdoc/>
    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Bool32 Receive(
        DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT types, DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        var self = (ValidationMessages)GCHandle.FromIntPtr((nint)user).Target!;
        string text = Marshal.PtrToStringUTF8((nint)data->PMessage) ?? "";
        lock (self._messages)
        {
            self._messages.Add(text);
        }

        self.Received?.Invoke(text);
        return false;
    }
}
