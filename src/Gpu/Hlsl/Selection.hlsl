// Functions that hand one of their arguments on. The min and max of HLSL pass over NaN and do not tell zeros apart.

float ad_CopySign(float x, float y)
{
    return asfloat((asuint(x) & 0x7FFFFFFFu) | (asuint(y) & 0x80000000u));
}

// NaN if either is NaN; +0 counts as larger than -0: of equal numbers only zeros differ in their bits.
float ad_Max(float x, float y)
{
    float greater = x > y || ad_IsNaN(x) ? x : y;
    return x == y ? asfloat(asuint(x) & asuint(y)) : greater;
}

float ad_Min(float x, float y)
{
    float less = x < y || ad_IsNaN(x) ? x : y;
    return x == y ? asfloat(asuint(x) | asuint(y)) : less;
}

// NaN if either is NaN; the positive one of two with equal magnitude.
float ad_MaxMagnitude(float x, float y)
{
    uint xBits = ad_SizeBits(x);
    uint yBits = ad_SizeBits(y);
    return xBits == yBits ? asfloat(asuint(x) & asuint(y)) : (xBits > yBits ? x : y);
}

// NaN if either is NaN; the negative one of two with equal magnitude.
float ad_MinMagnitude(float x, float y)
{
    uint xBits = ad_SizeBits(x);
    uint yBits = ad_SizeBits(y);
    bool takesX = ad_IsNaN(x) || (xBits < yBits && !ad_IsNaN(y));
    return xBits == yBits ? asfloat(asuint(x) | asuint(y)) : (takesX ? x : y);
}

// Those of the name "Number" pass over NaN: it is the result only if both are NaN.
float ad_MaxNumber(float x, float y)
{
    return ad_IsNaN(x) ? y : (ad_IsNaN(y) ? x : ad_Max(x, y));
}

float ad_MinNumber(float x, float y)
{
    return ad_IsNaN(x) ? y : (ad_IsNaN(y) ? x : ad_Min(x, y));
}

float ad_MaxMagnitudeNumber(float x, float y)
{
    return ad_IsNaN(x) ? y : (ad_IsNaN(y) ? x : ad_MaxMagnitude(x, y));
}

float ad_MinMagnitudeNumber(float x, float y)
{
    return ad_IsNaN(x) ? y : (ad_IsNaN(y) ? x : ad_MinMagnitude(x, y));
}

// The machine decides about NaN and zeros: here it is the second argument, as on x86.
float ad_MaxNative(float x, float y)
{
    return x > y ? x : y;
}

float ad_MinNative(float x, float y)
{
    return x < y ? x : y;
}

// A NaN anywhere gives NaN. Bounds in the wrong order, an exception on the CPU, give the upper one.
float ad_Clamp(float x, float lower, float upper)
{
    return ad_Min(ad_Max(x, lower), upper);
}

float ad_ClampNative(float x, float lower, float upper)
{
    return ad_MinNative(ad_MaxNative(x, lower), upper);
}

// By comparisons, so that a NaN bound is no bound.
float ad_MathClamp(float x, float lower, float upper)
{
    return x < lower ? lower : (x > upper ? upper : x);
}
