using System.Buffers.Binary;
using System.Text;

namespace AutoDiff.Runtime.Tests.Serialization;

/// <summary>Builds files of the safetensors format from their parts.</summary>
internal static class SafeTensorsBytes
{
    /// <summary>A file with a header, whatever it says, and elements.</summary>
    public static byte[] Of(string header, byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }
}
