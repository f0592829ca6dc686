// Rounding to integers, and functions that only add, multiply and divide. A rounded number has the sign of the argument, which not all processors keep for 0.

float ad_Floor(float x)
{
    return ad_CopySign(floor(x), x);
}

float ad_Ceiling(float x)
{
    return ad_CopySign(ceil(x), x);
}

float ad_Truncate(float x)
{
    return ad_CopySign(trunc(x), x);
}

// To the nearest integer, ties to the even one.
float ad_Round(float x)
{
    return ad_CopySign(round(x), x);
}

float ad_DegreesToRadians(float x)
{
    precise float radians = (x * 3.14159274f) / 180.0f;
    return radians;
}

float ad_RadiansToDegrees(float x)
{
    precise float degrees = (x * 180.0f) / 3.14159274f;
    return degrees;
}

float ad_Lerp(float x, float y, float amount)
{
    precise float between = (x * (1.0f - amount)) + (y * amount);
    return between;
}

// x y + z, rounded once or twice, whichever is faster.
float ad_MultiplyAddEstimate(float x, float y, float z)
{
    return mad(x, y, z);
}

// The significand of a finite number from 1 to 2, and its exponent; of 0 it is 0. The conversion normalizes a denormal number.
float ad_Significand(float x, out int exponent)
{
    uint bits = ad_SizeBits(x);
    bool isTiny = bits < 0x00800000u;
    uint normal = isTiny ? asuint((float)bits) : bits;
    exponent = (int)(normal >> 23) - 127 - (isTiny ? 149 : 0);
    float significand = asfloat((normal & 0x007FFFFFu) | 0x3F800000u);
    exponent = bits == 0u ? 0 : exponent;
    return bits == 0u ? x : ad_FlipSign(significand, x);
}

// 2^exponent from -126 to 127.
float ad_PowerOfTwo(int exponent)
{
    return asfloat((uint)(exponent + 127) << 23);
}

// The sum, rounded to odd: where it is not exact, the one of the two nearest numbers whose last bit is set.
float ad_OddSum(float x, float y)
{
    precise float lost;
    precise float sum = ad_TwoSum(x, y, lost);
    uint bits = asuint(sum);
    bool isInexact = lost != 0.0f && (bits & 1u) == 0u;
    uint neighbour = ad_IsNegative(sum) == ad_IsNegative(lost) ? bits + 1u : bits - 1u;
    return isInexact ? asfloat(neighbour) : sum;
}

// x y + z, rounded once: the exact product and z are added so that all but the last sum are rounded to odd (Boldo and Melquiond, "Emulation of a FMA and correctly
// rounded sums", 2008), with the exponents set apart so that nothing overflows. z may be at most 2^60 or at least 2^-60 times the product: beyond, only its sign counts.
float ad_FusedMultiplyAdd(float x, float y, float z)
{
    int xExponent;
    int yExponent;
    int zExponent;
    precise float xSignificand = ad_Significand(x, xExponent);
    precise float ySignificand = ad_Significand(y, yExponent);
    precise float zSignificand = ad_Significand(z, zExponent);
    int scale = xExponent + yExponent;
    zExponent = ad_IsZero(z) ? scale : zExponent;
    int shift = zExponent - scale;
    scale = shift > 60 ? zExponent - 60 : scale;
    shift = shift > 60 ? 60 : (shift < -60 ? -60 : shift);

    precise float productLow;
    precise float upperLow;
    precise float sumLow;
    precise float product = ad_TwoProduct(xSignificand, ySignificand, productLow);
    precise float addend = zSignificand * ad_PowerOfTwo(shift);
    precise float upper = ad_TwoSum(addend, productLow, upperLow);
    precise float sum = ad_TwoSum(product, upper, sumLow);
    precise float rest = ad_OddSum(upperLow, sumLow);
    precise float total = sum + rest;

    // Rounded to odd as well where fewer bits are left.
    int sumExponent = (int)(ad_SizeBits(total) >> 23) - 127 + scale;
    precise float scaled = sumExponent < -126 ? ad_OddSum(sum, rest) : total;
    int firstScale = scale < -300 ? -300 : (scale > 300 ? 300 : scale);
    int lastScale = firstScale < -126 ? -126 : (firstScale > 127 ? 127 : firstScale);
    firstScale = firstScale - lastScale;
    int middleScale = firstScale < -126 ? -126 : (firstScale > 127 ? 127 : firstScale);
    firstScale = firstScale - middleScale;
    firstScale = firstScale < -126 ? -126 : firstScale;

    // The factors that leave the number normal come first: the sum is from 2^-48 to 2^62.
    scaled = scaled * ad_PowerOfTwo(firstScale) * ad_PowerOfTwo(middleScale);
    scaled = scaled * ad_PowerOfTwo(lastScale);

    // Where the product is 0, infinite or NaN, and where only z is.
    precise float plain = x * y + z;
    bool isFinite = ad_IsFinite(x) && ad_IsFinite(y);
    bool isUsual = isFinite && ad_IsFinite(z) && !ad_IsZero(x) && !ad_IsZero(y);
    return isUsual ? scaled : (isFinite && !ad_IsFinite(z) ? z : plain);
}
