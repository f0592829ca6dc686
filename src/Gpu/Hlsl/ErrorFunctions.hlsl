// Error functions and the normal distribution, by the algorithms and coefficients of VectorMath on the CPU, with exact products in place of
// fused multiply-adds.

// Below 1 a polynomial in x^2 for erf(x)/x (the variable of Cody, Math. Comp. 23, 1969); above 1 - p(x)^4, where p approximates the fourth
// root of erfc (the form of Hastings, "Approximations for Digital Computers", 1955, sheet 63, which has the reciprocal of a polynomial in
// place of one).
float ad_Erf(float x)
{
    // erf(x)/x - 1 in s = x^2 on [0, 1], max error 1.3e-9.
    precise float s = x * x;
    precise float p = mad(7.92036808e-05f, s, -0.000803076138f);
    p = mad(p, s, 0.00519073382f);
    p = mad(p, s, -0.026855126f);
    p = mad(p, s, 0.112836182f);
    p = mad(p, s, -0.376126289f);
    p = mad(p, s, 0.128379166f);
    p = x + p * x;

    // erfc(a)^(1/4) in u = a - 1 on [0, 3], max error of the power 1.0e-8; from there on erf rounds to 1.
    precise float u = ad_Limit(ad_Size(x) - 1.0f, -1.0f, 3.0f);
    precise float q = mad(-2.49846053e-05f, u, 2.16421595e-05f);
    q = mad(q, u, 0.00132865971f);
    q = mad(q, u, -0.00549290748f);
    q = mad(q, u, -0.00372821605f);
    q = mad(q, u, 0.0508097932f);
    q = mad(q, u, 0.00432423782f);
    q = mad(q, u, -0.415485412f);
    q = mad(q, u, 0.629769504f);
    q = q * q;
    q = 1.0f - q * q;
    return s < 1.0f ? p : ad_WithSign(q, x);
}

// t + t u p, and what it is rounded by.
float ad_SumWithRest(float t, float u, float p, out float rest)
{
    precise float productLost;
    precise float termLost;
    precise float sumLost;
    precise float product = ad_TwoProduct(t, u, productLost);
    precise float term = ad_TwoProduct(product, p, termLost);
    precise float sum = ad_TwoSum(t, term, sumLost);
    precise float lost = sumLost + (termLost + productLost * p);
    rest = lost;
    return sum;
}

// The remainder of the quotient t = numerator/d, d = a + c rounded, over the numerator: what t lacks relative to itself.
float ad_RatioRest(float t, float numerator, float d, float dLow)
{
    precise float lost;
    precise float product = ad_TwoProduct(t, d, lost);
    precise float rest = ((numerator - product) - lost) - t * dLow;
    return rest;
}

// Numbers with erfcx(a) = (r + rounded) e^low, for a from 0 to the limit; r is returned: erfcx(a) = t (1 + u H(u)) in u = t - t0, t =
// 1.41/(a + c), where t0 is the place at which erfcx is t. So t is the leading term of the product, and only it is rounded where erfcx
// matters most. What t is rounded by, twice, goes into u and into low.
float ad_ErfcRatio(float a, out float low, out float rounded)
{
    precise float d = a + 1.81591796875f;
    precise float t = 1.4140625f / d;
    precise float dLow = a - (d - 1.81591796875f);
    precise float lack = ad_RatioRest(t, 1.4140625f, d, dLow) * 0.70718232f;
    precise float u = mad(t, lack, t - 0.605115473f);
    low = lack;

    // Max relative error 2.3e-8 on [0, 10.2].
    precise float p = mad(0.711725175f, u, 0.669692755f);
    p = mad(p, u, -0.363633454f);
    p = mad(p, u, -0.0511958711f);
    p = mad(p, u, 0.504305243f);
    p = mad(p, u, -0.347591758f);
    p = mad(p, u, -0.553747475f);
    p = mad(p, u, 0.748682082f);
    p = mad(p, u, 1.52521753f);
    return ad_SumWithRest(t, u, p, rounded);
}

// erfc(x) = e^(-x^2) erfcx(x), DLMF 7.2.3, with what the square is rounded by; erfc(-x) = 2 - erfc(x), DLMF 7.4.2.
float ad_Erfc(float x)
{
    // From the limit on erfc rounds to 0.
    precise float a = ad_Limit(ad_Size(x), 0.0f, 10.3f);
    precise float low;
    precise float rounded;
    precise float factor = ad_ErfcRatio(a, low, rounded);
    precise float lost;
    precise float square = ad_TwoProduct(-a, a, lost);
    precise float scale;
    precise float rest;
    lost = lost + low;
    precise float p = ad_ExpParts(square, lost, scale, rest);
    precise float tail = (factor + (factor * p + rounded)) * scale * rest;
    precise float left = 2.0f - tail;
    return x < 0.0f ? left : tail;
}

// erfcx(a) for any finite a of at least 0; the correction of t goes into the last sum.
float ad_ScaledErfcRatio(float a)
{
    precise float d = a + 2.508056640625f;
    precise float t = 1.0625f / d;
    precise float dLow = ad_MinNative(2.508056640625f, a) - (d - ad_MaxNative(2.508056640625f, a));
    precise float low = ad_RatioRest(t, 1.0625f, d, dLow) * 0.941176471f;
    precise float u = mad(t, low, t - 0.213925242f);

    // Max relative error 1.8e-8 on [0, infinity).
    // The last steps carry what they round off: the sum would cancel where t is not close to the result.
    precise float p = mad(-371.918732f, u, -29.8690319f);
    p = mad(p, u, 154.806091f);
    p = mad(p, u, 20.1118526f);
    p = mad(p, u, -50.6984406f);
    p = mad(p, u, -18.5634613f);
    p = mad(p, u, 13.6377201f);
    p = mad(p, u, 17.3019943f);
    p = mad(p, u, 9.68317318f);
    precise float lost;
    precise float sumLost;
    precise float term = ad_TwoProduct(p, u, lost);
    precise float h = ad_TwoSum(3.62271857f, term, sumLost);
    precise float rest = sumLost + lost;
    precise float g = ad_TwoProduct(h, u, lost);
    rest = (rest * u + lost) + (g * low + low);
    term = ad_TwoProduct(t, g, lost);
    precise float ratio = ad_TwoSum(t, term, sumLost);
    ratio = ratio + (sumLost + (lost + t * rest));
    return ratio;
}

float ad_ScaledErfc(float x)
{
    // At infinity the correction of t is NaN.
    precise float a = ad_Size(x);
    precise float tail = ad_ScaledErfcRatio(a);
    tail = ad_IsInfinity(x) ? 0.0f : tail;

    // 2 e^(a^2) - erfcx(a) = 2 (2^k p + (2^k - erfcx(a)/2)), where the difference is exact next to 0, and 2^k finite up to the limit. The
    // doubling overflows where the result does.
    precise float limited = ad_Limit(a, 0.0f, 9.4f);
    precise float lost;
    precise float square = ad_TwoProduct(limited, limited, lost);
    precise float scale;
    precise float rest;
    precise float p = ad_ExpParts(square, lost, scale, rest);
    scale = scale * rest;
    precise float left = (scale - 0.5f * tail) + p * scale;
    left = left + left;
    return x < 0.0f ? left : tail;
}

// A number r with R(a) = r e^low + rounded, for a from 0 to the limit: R(a) = t (1 + u H(u)) in u = t - t0, t = 1/(a + c), for the left
// tail of the normal distribution P(-a) = R(a) e^(-a^2/2), as with erfc.
float ad_NormalRatio(float a, out float low, out float rounded)
{
    precise float d = a + 2.544921875f;
    precise float t = 1.0f / d;
    precise float dLow = a - (d - 2.544921875f);
    precise float lack = ad_RatioRest(t, 1.0f, d, dLow);
    precise float u = mad(t, lack, t - 0.30712375f);
    low = lack;

    // Max relative error 1.6e-8 on [0, 14.3].
    precise float p = mad(345.047882f, u, 183.292755f);
    p = mad(p, u, -36.5034409f);
    p = mad(p, u, -5.8942318f);
    p = mad(p, u, 15.3968945f);
    p = mad(p, u, -4.63525438f);
    p = mad(p, u, -4.45524693f);
    p = mad(p, u, 2.72149134f);
    p = mad(p, u, 2.97635007f);
    return ad_SumWithRest(t, u, p, rounded);
}

// The size of x, or the limit from which on density and left tail round to 0.
float ad_NormalSize(float x)
{
    return ad_Limit(ad_Size(x), 0.0f, 14.7f);
}

// e^(-a^2/2 + low) = (1 + p) scale rest; returns p.
float ad_NormalExp(float a, float low, out float scale, out float rest)
{
    precise float lost;
    precise float square = ad_TwoProduct(-0.5f * a, a, lost);
    lost = lost + low;
    return ad_ExpParts(square, lost, scale, rest);
}

float ad_NormalCdf(float x)
{
    precise float a = ad_NormalSize(x);
    precise float low;
    precise float rounded;
    precise float factor = ad_NormalRatio(a, low, rounded);
    precise float scale;
    precise float rest;
    precise float p = ad_NormalExp(a, low, scale, rest);
    precise float tail = (factor + (factor * p + rounded)) * scale * rest;
    precise float right = 1.0f - tail;
    return x < 0.0f ? tail : right;
}

float ad_NormalPdf(float x)
{
    precise float scale;
    precise float rest;
    precise float p = ad_NormalExp(ad_NormalSize(x), 0.0f, scale, rest);

    // 1/sqrt(2 pi) in two parts.
    precise float product = 0.398942292f * p;
    precise float density = (0.398942292f + (product - 1.13351701e-08f * (1.0f + p))) * scale * rest;
    return density;
}

// x P(x) (Hendrycks and Gimpel, arXiv:1606.08415) = max(x, 0) - a P(-a), a = |x|; -0 as the maximum, so that the result is -0 where the
// tail is 0.
float ad_Gelu(float x)
{
    precise float a = ad_NormalSize(x);
    precise float low;
    precise float rounded;
    precise float ratio = ad_NormalRatio(a, low, rounded);
    precise float scale;
    precise float rest;
    precise float p = ad_NormalExp(a, low, scale, rest);
    precise float lost;
    precise float factor = ad_TwoProduct(ratio, a, lost);
    precise float tail = (factor + (factor * p + (rounded * a + lost))) * scale * rest;
    precise float right = x - tail;
    float left = asfloat(asuint(tail) ^ 0x80000000u);
    return x < 0.0f ? left : right;
}
