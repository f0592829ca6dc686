// Powers: x^y = 2^(y log2 x), by the algorithm of VectorMath on the CPU. An error of the exponent is a relative error of the result, and
// the exponent has up to 8 bits before the point; so the logarithm, which is computed in double there, is a sum of two floats here.
//
// With x = 2^k m, m from sqrt(1/2) to sqrt(2), and s = (m - 1)/(m + 1): log2 m = 2 log2(e) artanh(s), DLMF 4.6.

// log2 x for positive finite x; denormal numbers are made normal by the conversion.
float ad_Log2Pair(float x, out float low)
{
    precise float k;
    precise float f = ad_LogFraction(x, k);

    // s = f/(2 + f) with its rest.
    precise float lost;
    precise float d = f + 2.0f;
    precise float dLow = f - (d - 2.0f);
    precise float s = f / d;
    precise float product = ad_TwoProduct(s, d, lost);
    precise float sLow = (((f - product) - lost) - s * dLow) / d;

    // z = s^2 with its rest.
    precise float zLow;
    precise float z = ad_TwoProduct(s, s, zLow);
    zLow = zLow + (s + s) * sLow;

    // log2((1 + s)/(1 - s)) = s (c0 + z (c1 + z (c2 ...))): [-0.1716, 0.1716], max relative error 4.2e-12. The coefficients c0 and c1 are
    // in two parts.
    precise float p = mad(z, 0.34073074f, 0.411672741f);
    p = mad(p, z, 0.577083588f);
    p = p * z;
    precise float qLow;
    precise float q = ad_FastTwoSum(0.961796701f, p, qLow);
    qLow = qLow - 2.75805335e-8f;
    precise float uLow;
    precise float u = ad_TwoProduct(z, q, uLow);
    uLow = uLow + (z * qLow + zLow * q);
    precise float factorLow;
    precise float factor = ad_FastTwoSum(2.88539004f, u, factorLow);
    factorLow = factorLow + (uLow + 3.8531319e-8f);

    precise float logLow;
    precise float logHigh = ad_TwoProduct(s, factor, logLow);
    logLow = logLow + (s * factorLow + sLow * factor);
    precise float sumLow;
    precise float sum = ad_TwoSum(k, logHigh, sumLow);
    precise float rest;
    sum = ad_FastTwoSum(sum, sumLow + logLow, rest);
    low = rest;
    return sum;
}

// x^y for positive finite x and finite y.
float ad_PowOfPositive(float x, float y)
{
    precise float logLow;
    precise float logHigh = ad_Log2Pair(x, logLow);

    // Beyond the range only the sign of the product counts; its rest is of any size there, or NaN.
    precise float lost;
    precise float product = ad_TwoProduct(y, logHigh, lost);
    precise float rest = lost + y * logLow;
    precise float limited = ad_Limit(product, -152.0f, 130.0f);
    rest = limited == product ? rest : 0.0f;
    precise float shifted = limited + 12583166.0f;
    precise float r = (limited - (shifted - 12583166.0f)) + rest;
    return ad_Exp2Scaled(r, shifted);
}

// The special values are those of IEEE 754 and of Math.Pow: 1 if y is 0, if x is 1, and if x is -1 and y infinite; otherwise NaN if either
// is; NaN for a negative finite x and a finite y that is not whole; negative for a negative x (-0 included) and odd y. x^1 is x.
float ad_Pow(float x, float y)
{
    // A whole number beyond the floats with a fraction, and even, stands for infinity.
    precise float finite = ad_Limit(y, -3.40282347e38f, 3.40282347e38f);
    precise float size = ad_Size(x);
    uint bits = asuint(size);
    bool isBetween = bits != 0u && bits < 0x7F800000u;
    precise float result = ad_PowOfPositive(size, finite);

    // 0, infinity and NaN: the same for positive y, 1/x for negative.
    float limit = asfloat(y < 0.0f && bits <= 0x7F800000u ? 0x7F800000u - bits : bits);
    result = isBetween ? result : limit;

    // An odd y is whole and y/2 is not.
    bool isWhole = trunc(finite) == finite;
    precise float halved = 0.5f * finite;
    bool isOdd = isWhole && trunc(halved) != halved;
    result = isOdd ? ad_FlipSign(result, x) : result;
    result = ad_IsNegative(x) && isBetween && !isWhole ? ad_NaN() : result;
    result = ad_IsNaN(x) || ad_IsNaN(y) ? ad_NaN() : result;
    result = y == 1.0f ? x : result;
    return x == 1.0f || ad_IsZero(y) ? 1.0f : result;
}
