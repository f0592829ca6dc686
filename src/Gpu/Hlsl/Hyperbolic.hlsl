// Hyperbolic functions and their inverses, by the algorithms and coefficients of VectorMath on the CPU.

// Below 0.65 a polynomial in x^2, above 1 - 2/(e^(2x) + 1).
float ad_Tanh(float x)
{
    // From 9.02 on the result is 1.
    precise float size = ad_Limit(ad_Size(x), 0.0f, 9.1f);
    precise float shifted = mad(size, 2.88539004f, 12583039.0f);
    precise float k = shifted - 12583039.0f;
    precise float r = size - k * 0.346572876f;
    r = r - k * 7.1430341e-7f;

    // e^(2 r) = 1 + 2 r + ...: the coefficients of Exp, times powers of 2.
    precise float square = r * r;
    precise float p = mad(r, 0.267798096f, 0.666692317f);
    precise float q = mad(r, 1.33332169f, 1.99999976f);
    p = mad(square, 0.0884513555f, p);
    p = mad(p, square, q);
    p = mad(p, r, 2.0f);
    precise float scale = asfloat(asuint(shifted) << 23);
    p = mad(p, r * scale, scale + 1.0f);
    precise float large = 1.0f - 2.0f / p;

    // (tanh x - x)/x^3 in x^2: [0, 0.65], max error 6.8e-9 of tanh x.
    square = size * size;
    p = mad(square, -0.00551458914f, 0.0204689465f);
    p = mad(p, square, -0.0536878966f);
    p = mad(p, square, 0.133308291f);
    p = mad(p, square, -0.333332598f);
    precise float small = size + p * (square * size);
    return ad_WithSign(size < 0.65f ? small : large, x);
}

// What sinh and cosh have in common, for sizes x = k ln 2 + r + low: 2^(k - 2) and 2^(-k - 2), the latter no further than it counts, and
// (sinh r - r)/r^3 and (cosh r - 1)/r^2 in r^2: [0, 0.3467], max error 4.6e-11 of sinh r and 9.9e-11.
void ad_HyperbolicParts(float size, out float r, out float low, out float great, out float small, out float s, out float c)
{
    precise float shifted = mad(size, 1.442695f, 12583037.0f);
    precise float k = shifted - 12583037.0f;
    precise float high = size - k * 0.693145752f;
    precise float product = k * 1.42860682e-6f;
    precise float difference = high - product;
    precise float rest = (high - difference) - product;
    r = difference;
    low = rest;
    great = asfloat(asuint(shifted) << 23);
    small = asfloat(0x7D000000u - (asuint(ad_MinNative(shifted, 12583100.0f)) << 23));

    precise float square = difference * difference;
    precise float p = mad(square, 0.000199740956f, 0.00833317544f);
    p = mad(p, square, 0.166666672f);
    s = p;
    p = mad(square, 0.00139354309f, 0.0416664593f);
    p = mad(p, square, 0.5f);
    c = p;
}

// sinh(k ln 2 + r) = sinh(k ln 2) cosh r + cosh(k ln 2) sinh r, DLMF 4.35.1, both of k ln 2 exact but for a rest.
float ad_Sinh(float x)
{
    precise float size = ad_Limit(ad_Size(x), 0.0f, 89.5f);
    precise float r;
    precise float low;
    precise float great;
    precise float small;
    precise float s;
    precise float c;
    ad_HyperbolicParts(size, r, low, great, small, s, c);
    precise float a = great - small;
    precise float b = great + small;
    precise float left = (great - a) - small;
    precise float square = r * r;
    precise float lost;
    precise float product = ad_TwoProduct(b, r, lost);
    precise float sumLost;
    precise float sum = ad_TwoSum(a, product, sumLost);
    precise float rest = mad(s, square * r, low) * b + (left + (lost + sumLost));
    sum = sum + (a * (c * square) + rest);
    sum = sum + sum;
    return ad_WithSign(size < 2e-4f ? size : sum, x);
}

float ad_Cosh(float x)
{
    precise float size = ad_Limit(ad_Size(x), 0.0f, 89.5f);
    precise float r;
    precise float low;
    precise float great;
    precise float small;
    precise float s;
    precise float c;
    ad_HyperbolicParts(size, r, low, great, small, s, c);
    precise float a = great - small;
    precise float b = great + small;
    precise float left = small - (b - great);
    precise float square = r * r;
    precise float sum = b + a * r;
    precise float rest = mad(s, square * r, low) * a + left;
    sum = sum + (b * (c * square) + rest);
    sum = sum + sum;
    return sum;
}

// The inverses are logarithms of a sum u + c, DLMF 4.37.16, 4.37.19 and 4.37.24, written as 1 + w for w that vanishes where the function
// does; c is what the rounding of u leaves, as in LogP1.
float ad_Asinh(float x)
{
    // sqrt(1 + x^2) - 1 = x^2/(1 + sqrt(1 + x^2)).
    precise float size = ad_Size(x);
    precise float square = size * size;
    precise float rest = square / (1.0f + ad_Sqrt(square + 1.0f));
    precise float w = size + rest;
    precise float u = 1.0f + w;
    rest = (w - (u - 1.0f)) + (rest - (w - size));
    precise float c = ad_Correction(rest, u);

    // The logarithm of 2 |x| for the great ones, by their exponents.
    bool isGreat = size > 1e4f;
    u = isGreat ? asfloat(asuint(size) + 0x00800000u) : u;
    w = ad_LogSum(u, isGreat ? 0.0f : c);
    return ad_IsFinite(x) ? ad_WithSign(w, x) : x;
}

float ad_Acosh(float x)
{
    // x^2 - 1 = s (s + 2) for s = x - 1.
    precise float s = x - 1.0f;
    precise float square = s * s + (s + s);
    precise float root = ad_Sqrt(square);
    precise float w = root + s;
    precise float u = 1.0f + w;
    precise float rest = (w - (u - 1.0f)) + (s - (w - root));
    precise float c = ad_Correction(rest, u);

    // The logarithm of 2 x for the great ones, by their exponents.
    bool isGreat = x > 1e4f;
    u = isGreat ? asfloat(asuint(x) + 0x00800000u) : u;
    w = ad_LogSum(u, isGreat ? 0.0f : c);
    return x < 1.0f ? ad_NaN() : (ad_IsFinite(x) ? w : x);
}

float ad_Atanh(float x)
{
    // artanh |x| = log(1 + w)/2, w = 2 |x|/(1 - |x|) with the remainder of the quotient.
    precise float size = ad_Size(x);
    precise float d = 1.0f - size;
    precise float inverse = 1.0f / d;
    precise float twice = size + size;
    precise float w = twice * inverse;
    precise float lost;
    precise float product = ad_TwoProduct(w, d, lost);
    precise float rest = (twice - product) - lost;
    precise float c = (rest + w * (size - (1.0f - d))) * inverse;
    precise float u = 1.0f + w;
    rest = (w - (u - 1.0f)) + c;
    c = ad_Correction(rest, u);
    w = 0.5f * ad_LogSum(u, c);
    w = size == 1.0f ? ad_Infinity() : w;
    return size <= 1.0f ? ad_WithSign(w, x) : ad_NaN();
}
