// Remainders as C# has them: of the quotient truncated, exact. The operator of HLSL takes the floor in one compiler and rounds the quotient
// in all.

// Of integers; 0 for a divisor of 0, an exception on the CPU.
int ad_Remainder(int x, int y)
{
    int rest = x - ad_Divide(x, y) * y;
    return y == 0 ? 0 : rest;
}

// Long division of the significands, 8 bits of the quotient at a time. NaN for a divisor of 0 and an infinite dividend.
float ad_Remainder(float x, float y)
{
    uint xBits = ad_SizeBits(x);
    uint yBits = ad_SizeBits(y);
    bool isUsual = xBits < 0x7F800000u && yBits < 0x7F800000u && yBits != 0u;
    int xExponent = max((int)(xBits >> 23), 1);
    int yExponent = max((int)(yBits >> 23), 1);
    uint xWhole = (xBits & 0x007FFFFFu) | (xBits < 0x00800000u ? 0u : 0x00800000u);
    uint yWhole = (yBits & 0x007FFFFFu) | (yBits < 0x00800000u ? 0u : 0x00800000u);
    yWhole = isUsual ? yWhole : 1u;
    int shift = isUsual ? xExponent - yExponent : 0;
    bool isLess = shift < 0;
    uint rest = xWhole % yWhole;

    [loop]
    while (shift > 0)
    {
        uint places = (uint)min(shift, 8);
        rest = (rest << places) % yWhole;
        shift -= 8;
    }

    // rest 2^(exponent of y), as a normal or denormal number.
    uint scale = (uint)yExponent - 1u;
    uint normal = asuint((float)rest) + ((uint)(yExponent - 150) << 23);
    bool isDenormal = (asuint((float)rest) >> 23) + (uint)yExponent <= 150u;
    uint denormal = rest << min(scale, 23u);
    uint bits = rest == 0u ? 0u : (isDenormal ? denormal : normal);
    float result = asfloat(isLess ? xBits : bits);
    float limit = xBits < 0x7F800000u && yBits == 0x7F800000u ? x : ad_NaN();
    return isUsual ? ad_WithSign(result, x) : limit;
}
