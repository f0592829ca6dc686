// Sine, cosine and tangent, by the polynomials of VectorMath on the CPU. Numbers are written as q pi/2 + r + tail, |r| about pi/4 at most.

// The bits of 2/pi after 32 zeros.
static const uint ad_TwoOverPi[8] = { 0u, 0xA2F9836Eu, 0x4E441529u, 0xFC2757D1u, 0xF534DDC0u, 0xDB629599u, 0x3C439041u, 0xFE5163ABu };

// The upper 32 bits of the product of a number below 2^24 and any other, from products of 16 bits.
uint ad_MultiplyHigh(uint x, uint y)
{
    uint xHigh = x >> 16;
    uint xLow = x & 0xFFFFu;
    uint yHigh = y >> 16;
    uint yLow = y & 0xFFFFu;
    uint first = xHigh * yLow + ((xLow * yLow) >> 16);
    uint second = xLow * yHigh + (first & 0xFFFFu);
    return xHigh * yHigh + (first >> 16) + (second >> 16);
}

// 32 bits from two neighbours.
uint ad_Window(uint first, uint second, uint shift)
{
    return shift == 0u ? first : (first << shift) | (second >> (32u - shift));
}

// Reduces numbers from 4096 on: the product of x and 2/pi is formed modulo 4 in integers, from those bits of 2/pi that matter
// (Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18, 1983).
float ad_ReduceInIntegers(float size, out float tail, out uint quadrant)
{
    // x = m 2^e, and window = 2^94 (2^e 2/pi mod 4), cut to an integer: the product of m and it needs 96 bits only, as what lies above is a
    // multiple of 4.
    uint bits = asuint(size);
    uint m = (bits & 0x007FFFFFu) | 0x00800000u;
    uint start = (clamp(bits, 0x45800000u, 0x7F000000u) >> 23) - 120u;
    uint index = start >> 5;
    uint shift = start & 31u;
    uint high = ad_Window(ad_TwoOverPi[index], ad_TwoOverPi[index + 1u], shift);
    uint middle = ad_Window(ad_TwoOverPi[index + 1u], ad_TwoOverPi[index + 2u], shift);
    uint low = ad_Window(ad_TwoOverPi[index + 2u], ad_TwoOverPi[index + 3u], shift);

    uint p2 = m * low;
    uint p1 = m * middle;
    uint p0 = m * high + ad_MultiplyHigh(m, middle);
    uint carry = ad_MultiplyHigh(m, low);
    p1 = p1 + carry;
    p0 = p0 + (p1 < carry ? 1u : 0u);

    // The two bits on top count quarter turns; the others are a fraction of one, taken to the nearest.
    uint f0 = (p0 << 2) | (p1 >> 30);
    uint f1 = (p1 << 2) | (p2 >> 30);
    uint f2 = p2 << 2;
    bool isNegative = (f0 & 0x80000000u) != 0u;
    quadrant = (p0 >> 30) + (isNegative ? 1u : 0u);
    uint flip = isNegative ? 0xFFFFFFFFu : 0u;
    f2 = (f2 ^ flip) + (isNegative ? 1u : 0u);
    bool carries = isNegative && f2 == 0u;
    f1 = (f1 ^ flip) + (carries ? 1u : 0u);
    carries = carries && f1 == 0u;
    f0 = (f0 ^ flip) + (carries ? 1u : 0u);

    // Three pieces of 24 bits, which fit floats, as a sum of two.
    precise float upper = (float)(f0 >> 8) * 5.9604644775390625e-8f;
    precise float center = (float)(((f0 & 0xFFu) << 16) | (f1 >> 16)) * 3.5527136788005009e-15f;
    precise float lower = (float)(((f1 & 0xFFFFu) << 8) | (f2 >> 24)) * 2.1175823681357508e-22f;
    precise float rest;
    precise float fraction = ad_FastTwoSum(upper, center, rest);
    rest = rest + lower;
    precise float fractionLow;
    fraction = ad_FastTwoSum(fraction, rest, fractionLow);

    // Times pi/2.
    precise float lost;
    precise float r = ad_TwoProduct(fraction, 1.57079637f, lost);
    lost = lost + (fractionLow * 1.57079637f - fraction * 4.37113883e-8f);
    precise float sumLost;
    r = ad_FastTwoSum(r, lost, sumLost);
    flip = flip & 0x80000000u;
    tail = asfloat(asuint(sumLost) ^ flip);
    return asfloat(asuint(r) ^ flip);
}

// Reduces a number without its sign; q is in the low bits. Infinity gives NaN.
float ad_ReduceByQuarters(float size, out float tail, out uint quadrant)
{
    // Up to 6000 in four parts of pi/2, the first three of 12 bits: their products with the number of quarter turns are exact, as is the
    // first difference.
    bool isLarge = !(size < 6000.0f);
    precise float usual = isLarge ? 0.0f : size;
    precise float shifted = mad(usual, 0.63661975f, 12582912.0f);
    precise float n = shifted - 12582912.0f;
    precise float first = usual - n * 1.57080078f;
    precise float firstLost;
    precise float secondLost;
    precise float second = ad_TwoSum(first, n * 4.45358455e-6f, firstLost);
    precise float r = ad_TwoSum(second, n * 8.70613803e-10f, secondLost);
    precise float rest = (firstLost + secondLost) - n * 6.22337217e-14f;
    uint turns = asuint(shifted);
    if (isLarge)
    {
        r = ad_ReduceInIntegers(size, rest, turns);
        r = ad_IsFinite(size) ? r : ad_NaN();
    }

    tail = rest;
    quadrant = turns;
    return r;
}

// (sin r, cos r) before it is turned by quarters: sin r = r + r^3 P(r^2), cos r = 1 + r^2 C(r^2). The tail cannot be seen in the cosine.
float ad_SinCosOfRemainder(float r, float tail, out float c)
{
    precise float square = r * r;
    precise float s = mad(square, -0.0001950554f, 0.008332095f);
    s = mad(square, s, -0.16666654f);
    s = r + (r * square * s + tail);
    precise float cosine = mad(square, 2.4414254e-05f, -0.0013887142f);
    cosine = mad(square, cosine, 0.04166664f);
    cosine = mad(square, cosine, -0.5f);
    cosine = mad(square, cosine, 1.0f);
    c = cosine;
    return s;
}

// One of them or its negative, after quarter turns.
float ad_Turned(float s, float c, uint quadrant)
{
    float turned = (quadrant & 1u) != 0u ? c : s;
    return asfloat(asuint(turned) ^ ((quadrant << 30) & 0x80000000u));
}

float ad_SinOfRemainder(float r, float tail, uint quadrant)
{
    float c;
    float s = ad_SinCosOfRemainder(r, tail, c);
    return ad_Turned(s, c, quadrant);
}

float ad_Sin(float x)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByQuarters(ad_Size(x), tail, quadrant);
    return ad_FlipSign(ad_SinOfRemainder(r, tail, quadrant), x);
}

// The sine of a quarter turn more.
float ad_Cos(float x)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByQuarters(ad_Size(x), tail, quadrant);
    return ad_SinOfRemainder(r, tail, quadrant + 1u);
}

// Both, for the price of one reduction.
void ad_SinCos(float x, out float sine, out float cosine)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByQuarters(ad_Size(x), tail, quadrant);
    float c;
    float s = ad_SinCosOfRemainder(r, tail, c);
    sine = ad_FlipSign(ad_Turned(s, c, quadrant), x);
    cosine = ad_Turned(s, c, quadrant + 1u);
}

// tan(r + tail), or the negative of its reciprocal after an odd number of quarter turns.
float ad_TanOfRemainder(float r, float tail, uint quadrant)
{
    precise float square = r * r;
    precise float p = mad(square, 0.0045798384f, -0.00031821596f);
    p = mad(square, p, 0.011152825f);
    p = mad(square, p, 0.02116204f);
    p = mad(square, p, 0.054082673f);
    p = mad(square, p, 0.13332468f);
    p = mad(square, p, 0.33333355f);
    precise float rest = r * square * p + tail * mad(square, 1.5f, 1.0f);
    precise float t = r + rest;

    // tan(r + pi/2) = -1 / tan r, corrected for what t and the quotient have lost. 1 + 1.5 r^2 is near enough to 1 + tan^2 r above.
    precise float lost;
    precise float inverse = -1.0f / t;
    precise float product = ad_TwoProduct(inverse, t, lost);
    precise float correction = (1.0f + product) + (lost + inverse * ((r - t) + rest));
    inverse = inverse + inverse * correction;
    return (quadrant & 1u) != 0u ? inverse : t;
}

float ad_Tan(float x)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByQuarters(ad_Size(x), tail, quadrant);
    return ad_FlipSign(ad_TanOfRemainder(r, tail, quadrant), x);
}

// Writes pi times a number from 0 on as q pi/2 + r + tail. All steps up to the product with pi are exact.
float ad_ReduceByHalves(float size, out float tail, out uint quadrant)
{
    precise float rest = size - 2.0f * round(0.5f * size);
    precise float shifted = rest * 2.0f + 12582912.0f;
    rest = rest - 0.5f * (shifted - 12582912.0f);
    precise float lost;
    precise float r = ad_TwoProduct(rest, 3.14159274f, lost);
    precise float low = lost - rest * 8.74227766e-8f;
    tail = low;
    quadrant = asuint(shifted);
    return ad_IsFinite(size) ? r : ad_NaN();
}

// Both zeros become +0.
float ad_WithPositiveZero(float x)
{
    return asfloat(asuint(x) == 0x80000000u ? 0u : asuint(x));
}

float ad_SinPi(float x)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByHalves(ad_Size(x), tail, quadrant);
    return ad_FlipSign(ad_WithPositiveZero(ad_SinOfRemainder(r, tail, quadrant)), x);
}

float ad_CosPi(float x)
{
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByHalves(ad_Size(x), tail, quadrant);
    return ad_WithPositiveZero(ad_SinOfRemainder(r, tail, quadrant + 1u));
}

float ad_TanPi(float x)
{
    // Where r is 0, the zero or infinity has the sign of the product of sine and cosine.
    precise float tail;
    uint quadrant;
    precise float r = ad_ReduceByHalves(ad_Size(x), tail, quadrant);
    float exact = (quadrant & 1u) != 0u ? ad_Infinity() : 0.0f;
    exact = asfloat(asuint(exact) ^ ((quadrant << 30) & 0x80000000u));
    float result = ad_IsZero(r) ? exact : ad_TanOfRemainder(r, tail, quadrant);
    return ad_FlipSign(result, x);
}
