using System;
using System.Runtime.CompilerServices;

namespace ComputeSharp.Resources;

/// <summary>A buffer in the memory of the host, which is taken when something is written.</summary>
/// <typeparam name="T">Its elements.</typeparam>
public abstract partial class Buffer<T>
{
    private T[]? _elements;
    private bool _isDisposed;

    private protected Buffer(GraphicsDevice device, int length)
    {
        long most = (uint.MaxValue / Unsafe.SizeOf<T>()) & ~255;
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, most);
        device.BeginTask();
        device.TakeDescriptors();
        GraphicsDevice = device;
        Length = length;
    }

    private T[] Elements => _isDisposed ? throw new ObjectDisposedException(nameof(Buffer<T>)) : _elements ??= new T[Length];

    /// <summary>Copies elements out.</summary>
    internal void Read(Span<T> destination, int offset)
    {
        GraphicsDevice.BeginTask();
        Elements.AsSpan(offset, destination.Length).CopyTo(destination);
    }

    /// <summary>Copies elements in.</summary>
    internal void Write(ReadOnlySpan<T> source, int offset)
    {
        GraphicsDevice.BeginTask();
        source.CopyTo(Elements.AsSpan(offset, source.Length));
    }

    private void Release()
    {
        // Without a device it has never been there.
        if (!_isDisposed && GraphicsDevice is not null)
        {
            _isDisposed = true;
            GraphicsDevice.ReturnDescriptors();
        }
    }
}
