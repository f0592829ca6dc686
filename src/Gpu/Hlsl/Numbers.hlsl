// What numbers are, by their bits: compilers take isnan and x != x for something that never happens, and some processors take denormal
// numbers for 0.

float ad_NaN()
{
    return asfloat(zero | 0xFFC00000u);
}

float ad_Infinity()
{
    return asfloat(zero | 0x7F800000u);
}

// The bits without the sign: they are ordered as the sizes are, with infinity and then NaN on top.
uint ad_SizeBits(float x)
{
    return asuint(x) & 0x7FFFFFFFu;
}

float ad_Size(float x)
{
    return asfloat(asuint(x) & 0x7FFFFFFFu);
}

bool ad_IsNaN(float x)
{
    return ad_SizeBits(x) > 0x7F800000u;
}

bool ad_IsFinite(float x)
{
    return ad_SizeBits(x) < 0x7F800000u;
}

bool ad_IsInfinity(float x)
{
    return ad_SizeBits(x) == 0x7F800000u;
}

bool ad_IsPositiveInfinity(float x)
{
    return asuint(x) == 0x7F800000u;
}

bool ad_IsNegativeInfinity(float x)
{
    return asuint(x) == 0xFF800000u;
}

bool ad_IsNegative(float x)
{
    return (asuint(x) & 0x80000000u) != 0u;
}

bool ad_IsPositive(float x)
{
    return (asuint(x) & 0x80000000u) == 0u;
}

bool ad_IsNormal(float x)
{
    uint bits = ad_SizeBits(x);
    return bits >= 0x00800000u && bits < 0x7F800000u;
}

bool ad_IsSubnormal(float x)
{
    uint bits = ad_SizeBits(x);
    return bits != 0u && bits < 0x00800000u;
}

bool ad_IsZero(float x)
{
    return ad_SizeBits(x) == 0u;
}

bool ad_IsInteger(float x)
{
    uint bits = ad_SizeBits(x);
    return bits == 0u || (bits >= 0x3F800000u && bits < 0x7F800000u && trunc(x) == x);
}

bool ad_IsEvenInteger(float x)
{
    float halved = 0.5f * x;
    return ad_IsInteger(x) && trunc(halved) == halved;
}

bool ad_IsOddInteger(float x)
{
    float halved = 0.5f * x;
    return ad_IsInteger(x) && trunc(halved) != halved;
}

// A size with the sign of another number; its own sign is clear.
float ad_WithSign(float size, float other)
{
    return asfloat(asuint(size) | (asuint(other) & 0x80000000u));
}

// A number with its sign changed where another has one.
float ad_FlipSign(float x, float other)
{
    return asfloat(asuint(x) ^ (asuint(other) & 0x80000000u));
}

// 2^exponent from -126 to 127.
float ad_PowerOfTwo(int exponent)
{
    return asfloat((uint)(exponent + 127) << 23);
}

// The number within limits; NaN stays.
float ad_Limit(float x, float lower, float upper)
{
    return x < lower ? lower : (x > upper ? upper : x);
}

// The integer towards 0, the nearest integer there is for one beyond them, 0 for NaN.
int ad_ToInt(float x)
{
    bool isInside = x > -2147483648.0f && x < 2147483648.0f;
    int whole = (int)(isInside ? x : 0.0f);
    int beyond = ad_IsNaN(x) ? 0 : (x < 0.0f ? (-2147483647 - 1) : 2147483647);
    return isInside ? whole : beyond;
}
