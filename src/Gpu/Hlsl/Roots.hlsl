// Roots. The algorithms are those of VectorMath on the CPU, with exact products in place of fused multiply-adds.

// Processors may take the root by way of an approximate reciprocal: one step of Newton, with the exact square, makes it
// good again. The step is a little shorter than it should be, so that it changes no root that is rounded correctly already.
float ad_Sqrt(float x)
{
    // By powers of 4, so that the square and its error do not leave the range; the conversion makes denormal numbers normal.
    uint bits = asuint(x);
    bool isTiny = bits < 0x00800000u;
    bool isSmall = bits < 0x20000000u;
    bool isGreat = bits >= 0x7F000000u;
    precise float factor = isSmall ? ad_PowerOfTwo(60) : (isGreat ? 0.25f : 1.0f);
    precise float back = isSmall ? ad_PowerOfTwo(-30) : (isGreat ? 2.0f : 1.0f);
    precise float scaled = isTiny ? 2.0f * (float)bits : x * factor;
    back = isTiny ? ad_PowerOfTwo(-75) : back;

    precise float root = sqrt(scaled);
    precise float lost;
    precise float square = ad_TwoProduct(root, root, lost);
    precise float rest = (scaled - square) - lost;
    root = root + rest * (0.49999997f / root);
    root = root * back;
    float limit = ad_IsNegative(x) && !ad_IsZero(x) ? ad_NaN() : x;
    return bits - 1u < 0x7F7FFFFFu ? root : limit;
}

// An exponent divided by -3 in the bits of the number is the first approximation of the reciprocal root (the method of Turkowski,
// "Computing the Cube Root", 1998); y (1 + e/3 + 2 e^2/9) with e = 1 - x y^3 improves it without a division. The last step takes the error
// of the cube from exact products.
float ad_Cbrt(float x)
{
    // By powers of 2^60, whose cube roots are exact, so that neither the products nor their errors leave the range; the conversion makes
    // denormal numbers normal.
    uint bits = ad_SizeBits(x);
    bool isTiny = bits < 0x00800000u;
    bool isSmall = bits < 0x20000000u;
    bool isGreat = bits >= 0x60000000u;
    precise float factor = isSmall ? ad_PowerOfTwo(60) : (isGreat ? ad_PowerOfTwo(-60) : 1.0f);
    precise float back = isSmall ? ad_PowerOfTwo(-20) : (isGreat ? ad_PowerOfTwo(20) : 1.0f);
    precise float scaled = isTiny ? 2.0f * (float)bits : asfloat(bits) * factor;
    back = isTiny ? ad_PowerOfTwo(-50) : back;

    // -1/3 of the bits, which are 2^23 times the exponent and, approximately, the logarithm of the significand.
    precise float y = asfloat((int)((float)asint(scaled) * -0.333333343f + 1419068267.0f));
    precise float e = 1.0f - (y * y) * (y * scaled);
    y = y + (y * e) * mad(e, 0.222222224f, 0.333333343f);
    e = 1.0f - (y * y) * (y * scaled);
    y = y + (y * e) * mad(e, 0.222222224f, 0.333333343f);

    // The root r = x y^2 less (r^3 - x)/(3 r^2).
    precise float squareLost;
    precise float cubeLost;
    precise float inverse = y * y;
    precise float root = scaled * inverse;
    precise float square = ad_TwoProduct(root, root, squareLost);
    precise float cube = ad_TwoProduct(square, root, cubeLost);
    precise float rest = (cube - scaled) + (cubeLost + squareLost * root);
    root = root + rest * (inverse * -0.333333343f);
    root = root * back;
    return bits != 0u && bits < 0x7F800000u ? ad_WithSign(root, x) : x;
}

// sqrt(x^2 + y^2), scaled by the power of two in the greater one so that no square leaves the range. Infinity counts more than NaN.
float ad_Hypot(float x, float y)
{
    precise float width = ad_Size(x);
    precise float height = ad_Size(y);
    precise float greater = width < height ? height : width;
    precise float less = width < height ? width : height;
    precise float scale = asfloat(asuint(ad_Limit(greater, ad_PowerOfTwo(-126), ad_PowerOfTwo(126))) & 0x7F800000u);
    precise float inverse = asfloat(0x7F000000u - asuint(scale));
    greater = greater * inverse;
    less = less * inverse;
    precise float sum = greater * greater + less * less;
    precise float result = ad_Sqrt(sum) * scale;
    return ad_IsInfinity(x) || ad_IsInfinity(y) ? ad_Infinity() : result;
}
