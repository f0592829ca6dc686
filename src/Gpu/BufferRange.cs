namespace AutoDiff;

/// <summary>A part of a buffer that a shader sees.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">The first byte, a multiple of <see cref="GpuDevice.BindingAlignment"/>.</param>
/// <param name="Bytes">The number of bytes.</param>
internal readonly record struct BufferRange(DeviceBuffer Buffer, long Offset, long Bytes);
