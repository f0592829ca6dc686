// The product of two numbers and a third one added, rounded once, from sums and products that each are rounded.

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

// The exact product and z are added so that all but the last sum are rounded to odd (Boldo and Melquiond, "Emulation of a FMA and correctly
// rounded sums", 2008), with the exponents set apart so that nothing overflows. z may be at most 2^60 or at least 2^-60 times the product:
// beyond, only its sign counts.
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

    // A normal result by its exponent.
    int exponent = (int)(ad_SizeBits(total) >> 23) - 127 + scale;
    float normal = asfloat(asuint(total) + ((uint)scale << 23));
    normal = exponent > 127 ? ad_FlipSign(ad_Infinity(), total) : (ad_IsZero(total) ? total : normal);

    // A denormal one by adding a number whose last place is what the last place of the result is.
    int lowScale = scale < -240 ? -240 : (scale > -60 ? -60 : scale);
    precise float carrier = ad_FlipSign(ad_PowerOfTwo(-126 - lowScale), total);
    precise float carriedLow;
    precise float carried = ad_TwoSum(carrier, sum, carriedLow);
    carried = carried + ad_OddSum(carriedLow, rest);
    precise float units = ad_Size(carried - carrier) * ad_PowerOfTwo(149 + lowScale);
    float denormal = ad_FlipSign(asfloat((uint)(exponent < -126 ? units : 0.0f)), total);
    float scaled = exponent < -126 && !ad_IsZero(total) ? denormal : normal;

    // Where the product is 0, infinite or NaN, and where only z is.
    precise float plain = x * y + z;
    bool isFinite = ad_IsFinite(x) && ad_IsFinite(y);
    bool isUsual = isFinite && ad_IsFinite(z) && !ad_IsZero(x) && !ad_IsZero(y);
    return isUsual ? scaled : (isFinite && !ad_IsFinite(z) ? z : plain);
}
