// Logarithms, by the algorithms and coefficients of VectorMath on the CPU: log x = k log 2 + log(1 + f) with x = 2^k (1 + f) and 1 + f from
// sqrt(1/2) to sqrt(2) (Muller, "Elementary Functions", 3rd ed. 2016, ch. 11). Taking a constant from the bits of x borrows from the
// exponent where the significand is less than sqrt(2). log 2 is in two parts, of which the first has so few bits that its product with k is
// exact.

// The significand and the k of a positive normal number.
float ad_LogParts(float x, out float k)
{
    int bits = asint(x) - 0x3F3504F3;
    k = (float)(bits >> 23);
    return asfloat((bits & 0x007FFFFF) + 0x3F3504F3);
}

// The same less 1, for any number: something within the ranges where there are none. The conversion makes denormal numbers normal.
float ad_LogFraction(float x, out float k)
{
    uint bits = asuint(x);
    bool isTiny = bits < 0x00800000u;
    precise float exponent;
    precise float significand = ad_LogParts(isTiny ? (float)bits : x, exponent);
    exponent = exponent - (isTiny ? 149.0f : 0.0f);
    k = exponent;
    precise float fraction = significand - 1.0f;
    return fraction;
}

// (log(1 + f) - f) / f^2: [-0.2929, 0.4143], max relative error 4.2e-9 of log(1 + f).
float ad_LogPolynomial(float f)
{
    precise float square = f * f;
    precise float p = mad(0.129071116f, f, -0.132460952f);
    precise float q = mad(0.141814858f, f, -0.166086525f);
    p = mad(-0.0761719421f, square, p);
    p = mad(p, square, q);
    q = mad(0.200019881f, f, -0.250016034f);
    p = mad(p, square, q);
    q = mad(0.333333254f, f, -0.499999881f);
    p = mad(p, square, q);
    return p;
}

// log2(1 + f)/f - 1.5: [-0.2929, 0.4143], max relative error 4.7e-9 of the logarithm.
float ad_Log2Polynomial(float f)
{
    precise float square = f * f;
    precise float p = mad(-0.110658765f, f, 0.187110126f);
    precise float q = mad(-0.191270575f, f, 0.204476669f);
    p = mad(p, square, q);
    q = mad(-0.239576101f, f, 0.288571954f);
    p = mad(p, square, q);
    q = mad(-0.360698521f, f, 0.480898201f);
    p = mad(p, square, q);
    q = mad(-0.721347332f, f, -0.0573049597f);
    p = mad(p, square, q);
    return p;
}

// (log10(1 + f) - (0.5 - 0.0657...) f) / f^2: [-0.2929, 0.4143], max relative error 4.5e-9 of the logarithm.
float ad_Log10Polynomial(float f)
{
    precise float square = f * f;
    precise float p = mad(0.0560827218f, f, -0.0575630963f);
    precise float q = mad(0.0615869723f, f, -0.0721254647f);
    p = mad(-0.0330310464f, square, p);
    p = mad(p, square, q);
    q = mad(0.0868675113f, f, -0.108580813f);
    p = mad(p, square, q);
    q = mad(0.144764796f, f, -0.217147186f);
    p = mad(p, square, q);
    return p;
}

// The logarithm of x: the result if x is positive and finite.
float ad_LogLimits(float x, float result)
{
    float limit = ad_IsZero(x) ? -ad_Infinity() : (ad_IsNegative(x) ? ad_NaN() : x);
    return asuint(x) - 1u < 0x7F7FFFFFu ? result : limit;
}

float ad_Log(float x)
{
    precise float k;
    precise float f = ad_LogFraction(x, k);
    precise float square = f * f;
    precise float p = mad(k, 1.42860682e-6f, ad_LogPolynomial(f) * square);
    precise float result = k * 0.693145752f + (f + p);
    return ad_LogLimits(x, result);
}

float ad_Log2(float x)
{
    precise float k;
    precise float f = ad_LogFraction(x, k);
    precise float p = mad(ad_Log2Polynomial(f), f, 0.5f * f);
    precise float result = k + (p + f);
    return ad_LogLimits(x, result);
}

float ad_Log10(float x)
{
    precise float k;
    precise float f = ad_LogFraction(x, k);
    precise float square = f * f;
    precise float p = mad(f, -0.0657055154f, k * 4.60503898e-6f);
    p = mad(ad_Log10Polynomial(f), square, p);
    precise float result = k * 0.301025391f + (f * 0.5f + p);
    return ad_LogLimits(x, result);
}

// log u + c for normal u and a c so small that it can be a correction of u relative to u.
float ad_LogSum(float u, float c)
{
    precise float k;
    precise float significand = ad_LogParts(u, k);
    precise float f = significand - 1.0f;
    precise float square = f * f;
    precise float p = mad(ad_LogPolynomial(f), square, c);
    p = mad(k, 1.42860682e-6f, p);
    precise float result = k * 0.693145752f + (f + p);
    return result;
}

// The logarithm of 1 + x: the result, if x is between -1 and infinity, with the sign of x.
float ad_LogP1Limits(float x, float result)
{
    float limit = x == -1.0f ? -ad_Infinity() : (x < -1.0f ? ad_NaN() : x);
    bool isUsual = x > -1.0f && ad_IsFinite(x);
    return isUsual ? ad_CopySign(result, x) : limit;
}

// rest/u for a sum u + rest that is 1 and something: where u is close to 1, what the quotient is rounded by does not count.
float ad_Correction(float rest, float u)
{
    precise float result = rest - rest * ((u - 1.0f) / u);
    return result;
}

// Of 1 + x: with u = 1 + x rounded and c = x - (u - 1), which is exact where it counts, log(1 + x) = log u + c/u but for the square of a
// rounding error.
float ad_LogP1(float x)
{
    precise float u = 1.0f + x;
    precise float rest = x - (u - 1.0f);
    precise float c = ad_Correction(rest, u);
    precise float result = ad_LogSum(u, c);
    return ad_LogP1Limits(x, result);
}

// m - 1 with as much of m c as fits, and the rest of m c: the factors log2(e) and log10(e) are not exact, and the sum may be small.
float ad_LogCarry(float m, float c, out float left)
{
    precise float f = m - 1.0f;
    precise float product = m * c;
    precise float sum = f + product;
    precise float rest = (f - sum) + product;
    left = rest;
    return sum;
}

float ad_Log2P1(float x)
{
    precise float u = 1.0f + x;
    precise float rest = x - (u - 1.0f);
    precise float c = ad_Correction(rest, u);
    precise float k;
    precise float significand = ad_LogParts(u, k);
    precise float left;
    precise float f = ad_LogCarry(significand, c, left);
    precise float p = mad(left, 1.44269502f, 0.5f * f);
    p = mad(ad_Log2Polynomial(f), f, p);
    precise float result = k + (p + f);
    return ad_LogP1Limits(x, result);
}

float ad_Log10P1(float x)
{
    precise float u = 1.0f + x;
    precise float rest = x - (u - 1.0f);
    precise float c = ad_Correction(rest, u);
    precise float k;
    precise float significand = ad_LogParts(u, k);
    precise float left;
    precise float f = ad_LogCarry(significand, c, left);
    precise float square = f * f;
    precise float p = mad(left, 0.434294492f, k * 4.60503898e-6f);
    p = mad(f, -0.0657055154f, p);
    p = mad(ad_Log10Polynomial(f), square, p);
    precise float result = k * 0.301025391f + (f * 0.5f + p);
    return ad_LogP1Limits(x, result);
}

// 0 where x is 0 and y is not NaN.
float ad_XLogY(float x, float y)
{
    precise float product = x * ad_Log(y);
    return ad_IsZero(x) && !ad_IsNaN(y) ? ad_Zero() : product;
}
