// Exponentials, by the algorithms and coefficients of VectorMath on the CPU: b^x = 2^k b^r with the whole number k nearest to x log2 b and
// r = x - k log_b 2 (Cody and Waite, "Software Manual for the Elementary Functions", 1980, ch. 6).
//
// k log_b 2 is subtracted in two parts, of which the first has so few bits that its product with k is exact. Adding 1.5 2^23 rounds to a
// whole number and leaves it in the low bits of the sum. The constant is greater by twice the exponent bias here, so that both halves of
// what is left there are biased exponents: 2^k is the product of two factors that are normal numbers also where 2^k is not, and the last
// product rounds a denormal result once.

// The parts of 2^k, where the low 9 bits of shifted are k + 254.
float ad_PowerParts(float shifted, out float rest)
{
    uint halved = (asuint(shifted) << 22) & 0xFF800000u;
    rest = asfloat((asuint(shifted) << 23) - halved);
    return asfloat(halved);
}

// 2^k e^r, where the low 9 bits of shifted are k + 254.
float ad_ExpScaled(float r, float shifted)
{
    // 1 + r + c2 r^2 ...: [-0.3467, 0.3467], max relative error 3.2e-9.
    precise float square = r * r;
    precise float p = mad(0.0083686905f, r, 0.0416682698f);
    precise float q = mad(0.166665211f, r, 0.49999994f);
    p = mad(0.00138205243f, square, p);
    p = mad(p, square, q);
    p = mad(p, square, r);

    precise float rest;
    precise float scale = ad_PowerParts(shifted, rest);
    precise float result = (scale + p * scale) * rest;
    return result;
}

// 2^(k + r), where the low 9 bits of shifted are k + 254.
float ad_Exp2Scaled(float r, float shifted)
{
    // 1 + c1 r + c2 r^2 ...: [-0.5001, 0.5001], max relative error 3.0e-9.
    precise float square = r * r;
    precise float p = mad(r, 0.00133909832f, 0.00961850118f);
    precise float q = mad(r, 0.0555035956f, 0.240226477f);
    p = mad(square, 0.000153285699f, p);
    p = mad(p, square, q);
    p = mad(p, r, 0.693147182f);

    precise float rest;
    precise float scale = ad_PowerParts(shifted, rest);
    precise float result = mad(p, r * scale, scale) * rest;
    return result;
}

float ad_Exp(float x)
{
    // Beyond the limits the result is 0 or infinity as well.
    precise float limited = ad_Limit(x, -104.0f, 89.0f);
    precise float shifted = mad(limited, 1.442695f, 12583166.0f);
    precise float k = shifted - 12583166.0f;
    precise float r = limited - k * 0.693145752f;
    r = r - k * 1.42860682e-6f;
    return ad_ExpScaled(r, shifted);
}

float ad_Exp2(float x)
{
    precise float limited = ad_Limit(x, -151.0f, 129.0f);
    precise float shifted = limited + 12583166.0f;
    precise float r = limited - (shifted - 12583166.0f);
    return ad_Exp2Scaled(r, shifted);
}

float ad_Exp10(float x)
{
    precise float limited = ad_Limit(x, -46.0f, 39.0f);
    precise float shifted = mad(limited, 3.32192802f, 12583166.0f);
    precise float k = shifted - 12583166.0f;
    precise float r = limited - k * 0.301025391f;
    r = r - k * 4.60503898e-6f;

    // 1 + c1 r + c2 r^2 ...: [-0.1506, 0.1506], max relative error 2.6e-9.
    precise float square = r * r;
    precise float p = mad(r, 0.54182601f, 1.17129505f);
    precise float q = mad(r, 2.03465605f, 2.65094876f);
    p = mad(square, 0.206171557f, p);
    p = mad(p, square, q);
    p = mad(p, r, 2.30258512f);

    precise float rest;
    precise float scale = ad_PowerParts(shifted, rest);
    precise float result = mad(p, r * scale, scale) * rest;
    return result;
}

// The parts of e^(x + low) = (1 + p) scale rest; returns p. The sum and the product are for the caller to round once less, or with other
// terms. For x from -174 to 88 or NaN, and low of at most a few units of the last place of x or of 1.
float ad_ExpParts(float x, float low, out float scale, out float rest)
{
    precise float shifted = mad(x, 1.442695f, 12583166.0f);
    precise float k = shifted - 12583166.0f;
    precise float r = x - k * 0.693145752f;
    r = r + (low - k * 1.42860682e-6f);
    scale = ad_PowerParts(shifted, rest);

    precise float square = r * r;
    precise float p = mad(0.0083690891f, r, 0.041669611f);
    precise float q = mad(0.16666517f, r, 0.49999988f);
    p = mad(0.0013748800f, square, p);
    p = mad(p, square, q);
    p = mad(p, square, r);
    return p;
}

// 2^k e^(r + low) - 1, where the low 8 bits of shifted are k + 126 and low is so small that its square does not count.
float ad_ExpM1Scaled(float r, float low, float shifted)
{
    // (e^r - 1 - r)/r^2: [-0.3467, 0.3467], max error 4.3e-10 of e^r - 1.
    precise float square = r * r;
    precise float p = mad(r, 0.000197633592f, 0.00139323366f);
    precise float q = mad(r, 0.00833354425f, 0.0416664928f);
    p = mad(p, square, q);
    q = mad(r, 0.166666657f, 0.5f);
    p = mad(p, square, q);
    p = mad(p, square, low);

    // The products with the power of two are exact.
    precise float scale = asfloat(asuint(shifted) << 23);
    precise float sum = r * scale + (scale - 0.5f);
    sum = sum + p * scale;
    sum = sum + sum;
    return sum;
}

float ad_ExpM1(float x)
{
    precise float limited = ad_Limit(x, -20.0f, 89.0f);
    precise float shifted = mad(limited, 1.442695f, 12583038.0f);
    precise float k = shifted - 12583038.0f;
    precise float high = limited - k * 0.693145752f;
    precise float product = k * 1.42860682e-6f;
    precise float r = high - product;
    precise float low = (high - r) - product;
    precise float result = ad_ExpM1Scaled(r, low, shifted);
    return ad_Size(x) < 2e-8f ? x : result;
}

float ad_Exp2M1(float x)
{
    precise float limited = ad_Limit(x, -30.0f, 128.0f);
    precise float shifted = limited + 12583038.0f;
    precise float rest = limited - (shifted - 12583038.0f);
    precise float lost;
    precise float r = ad_TwoProduct(rest, 0.693147182f, lost);
    precise float low = lost - rest * 1.9046542e-9f;
    precise float result = ad_ExpM1Scaled(r, low, shifted);
    precise float proportional = 0.693147182f * x;
    return ad_Size(x) < 2e-8f ? proportional : result;
}

float ad_Exp10M1(float x)
{
    precise float limited = ad_Limit(x, -9.0f, 38.6f);
    precise float shifted = mad(limited, 3.32192802f, 12583038.0f);
    precise float k = shifted - 12583038.0f;
    precise float high = limited - k * 0.301025391f;
    precise float product = k * 4.60503898e-6f;
    precise float rest = high - product;
    precise float restLow = (high - rest) - product;
    precise float lost;
    precise float r = ad_TwoProduct(rest, 2.30258512f, lost);
    precise float low = lost + (restLow * 2.30258512f - rest * 3.19754356e-8f);
    precise float result = ad_ExpM1Scaled(r, low, shifted);
    precise float proportional = 2.30258512f * x;
    return ad_Size(x) < 1e-8f ? proportional : result;
}
