namespace AutoDiff;

/// <summary>The fixed numbers and names of the safetensors format.</summary>
internal static class SafeTensorsFormat
{
    /// <summary>The name in the header under which texts stand instead of a tensor.</summary>
    internal const string Metadata = "__metadata__";

    /// <summary>The bytes in front of the header that say how long it is.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The reference implementation refuses longer headers, which would let small files ask for much memory.</summary>
    internal const int LongestHeader = 100_000_000;

    /// <summary>The bytes of an element, or 0 for a type that is not of the format.</summary>
    internal static int ElementBytes(string dtype) => dtype switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        _ => 0,
    };
}
