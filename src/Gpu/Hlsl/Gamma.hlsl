// The logarithm of the gamma function and its derivative, in the forms of SpecialFunctions on the CPU, which computes those of float in
// double. The polynomials, of the degrees that float needs, were fitted for this project by Chebyshev interpolation.

// logGamma(1 + t)/t: [-0.3, 0.5], max relative error 3.7e-8, that of the last coefficient included. The zeros at 1 and 2 are factored out.
float ad_LogGammaNearOne(float t)
{
    precise float p = mad(-0.036087051f, t, 0.0861096755f);
    p = mad(p, t, -0.103143193f);
    p = mad(p, t, 0.102821425f);
    p = mad(p, t, -0.110277586f);
    p = mad(p, t, 0.125135392f);
    p = mad(p, t, -0.1440842f);
    p = mad(p, t, 0.169575572f);
    p = mad(p, t, -0.207385257f);
    p = mad(p, t, 0.270580471f);
    p = mad(p, t, -0.400685638f);
    p = mad(p, t, 0.822467029f);
    p = mad(p, t, -0.577215672f);
    precise float result = t * p;
    return result;
}

// logGamma(2 + t)/t: [-0.5, 0.5], max relative error 2.0e-8.
float ad_LogGammaNearTwo(float t)
{
    precise float p = mad(-5.21127367e-05f, t, 0.000115050854f);
    p = mad(p, t, -0.0002212947f);
    p = mad(p, t, 0.000505635049f);
    p = mad(p, t, -0.00119296112f);
    p = mad(p, t, 0.00289095961f);
    p = mad(p, t, -0.00738554168f);
    p = mad(p, t, 0.0205807891f);
    p = mad(p, t, -0.0673523024f);
    p = mad(p, t, 0.322467029f);
    p = mad(p, t, 0.422784328f);
    precise float result = t * p;
    return result;
}

// logGamma(1 + t) from -0.3 to 0.7; takes t because 1 + t would lose the digits of a small t.
float ad_LogGammaOnePlus(float t)
{
    precise float near = ad_LogGammaNearOne(t);
    precise float next = ad_LogGammaNearTwo(t - 1.0f);
    return t <= 0.5f ? near : next;
}

// Stirling's series DLMF 5.11.1 with the terms B_2k/(2k(2k-1) x^(2k-1)), k = 1..4; at 5 the next one is 4e-10. From 5 on.
float ad_LogGammaOfGreat(float x)
{
    // log x - 1 is a sum that is rounded once, since it is multiplied by x.
    precise float k;
    precise float f = ad_LogFraction(x, k);
    precise float square = f * f;
    precise float p = mad(k, 1.42860682e-6f, ad_LogPolynomial(f) * square);
    precise float lost;
    precise float factor = ad_TwoSum(k * 0.693145752f - 1.0f, f, lost);
    factor = factor + (lost + p);

    precise float inverse = 1.0f / x;
    precise float t = inverse * inverse;
    precise float series = mad(-0.000595238095f, t, 0.000793650794f);
    series = mad(series, t, -0.00277777778f);
    series = mad(series, t, 0.0833333333f);

    // x (log x - 1) - (log x - 1)/2 + (log(2 pi) - 1)/2 + ...
    precise float product = ad_TwoProduct(x, factor, lost);
    precise float rest = (0.418938547f + series * inverse) + (lost - 0.5f * factor);
    precise float sum = product + rest;
    return ad_IsFinite(product) ? sum : product;
}

// For positive x and NaN.
float ad_LogGammaPositive(float x)
{
    // The recurrence DLMF 5.5.1: x - 1 is exact all the way down from 5.
    precise float y = x < 5.0f ? x : 2.0f;
    precise float product = 1.0f;
    [loop]
    while (y > 2.5f)
    {
        y = y - 1.0f;
        product = product * y;
    }

    // Below 0.7 logGamma(1 + x) - log x, then near 1, then near 2.
    bool isSmall = x < 0.7f;
    precise float logarithm = ad_Log(isSmall ? x : product);
    precise float two = ad_LogGammaNearTwo(y - 2.0f);
    two = product > 1.0f ? logarithm + two : two;
    precise float one = ad_LogGammaOnePlus(isSmall ? x : x - 1.0f);
    one = isSmall ? one - logarithm : one;
    precise float great = ad_LogGammaOfGreat(x);
    float result = x <= 1.5f ? one : (x < 5.0f ? two : great);
    return x == 1.0f ? 0.0f : result;
}

// +infinity at the poles and at both infinities; 0 at 1 and 2. Below -2 an absolute error, next to the zeros between negative integers.
float ad_LogGamma(float x)
{
    precise float size = ad_Size(x);
    precise float positive = ad_LogGammaPositive(size);

    // From -1 to 0: logGamma(1 + x) - log(-x), or the next step of the recurrence where 1 + x has lost nothing.
    precise float next = x + 1.0f;
    precise float inner = x > -0.3f ? ad_LogGammaNearOne(x) : ad_LogGammaOnePlus(next);
    inner = inner - ad_Log(x > -0.3f ? size : size * next);

    // The reflection DLMF 5.5.3. x less the nearest integer is exact, so that the sine is accurate next to the poles.
    precise float sine = ad_SinPi(ad_Size(x - round(x)));
    precise float outer = ad_Log(3.14159274f / (size * sine)) - positive;

    float negative = x > -1.0f ? inner : outer;
    negative = ad_IsZero(x) || round(x) == x ? ad_Infinity() : negative;
    return x > 0.0f || ad_IsNaN(x) ? positive : negative;
}

// psi(1 + t) from 0 to 1: psi(1.5 + u)/(1.5 + u - root), max relative error 2.2e-8.
float ad_DigammaOnePlus(float t)
{
    precise float u = t - 0.5f;
    precise float p = mad(-0.00748774176f, u, 0.0112395082f);
    p = mad(p, u, -0.0112409145f);
    p = mad(p, u, 0.0169060379f);
    p = mad(p, u, -0.0270654466f);
    p = mad(p, u, 0.0408953428f);
    p = mad(p, u, -0.0619167723f);
    p = mad(p, u, 0.0949806795f);
    p = mad(p, u, -0.148405045f);
    p = mad(p, u, 0.240542665f);
    p = mad(p, u, -0.423627406f);
    p = mad(p, u, 0.951055884f);

    // The root less 1 in two parts. The first difference is exact near the root, so that the relative error holds there.
    precise float result = ((t - 0.461632133f) - 1.24381501e-08f) * p;
    return result;
}

// For positive x and NaN: the recurrence DLMF 5.5.2 to numbers from 1 to 2, and from 5 on the asymptotic series DLMF 5.11.2 with the terms
// B_2k/(2k x^2k), k = 1..5; at 5 the next one is 9e-11.
float ad_DigammaPositive(float x)
{
    precise float y = x < 5.0f ? x : 2.0f;
    precise float sum = 0.0f;
    [loop]
    while (y > 2.0f)
    {
        y = y - 1.0f;
        sum = sum + 1.0f / y;
    }

    precise float inverse = 1.0f / x;
    precise float value = ad_DigammaOnePlus(x < 1.0f ? x : y - 1.0f);
    precise float small = value + (x < 1.0f ? -inverse : sum);

    precise float t = inverse * inverse;
    precise float series = mad(0.00757575758f, t, -0.00416666667f);
    series = mad(series, t, 0.00396825397f);
    series = mad(series, t, -0.00833333333f);
    series = mad(series, t, 0.0833333333f);
    precise float great = ad_Log(x) - (0.5f * inverse + series * t);
    return x < 5.0f ? small : great;
}

// -infinity at 0, +infinity at -0, NaN at the negative integers and at -infinity. Below 0, where each interval between integers has a root,
// an absolute error next to it.
float ad_Digamma(float x)
{
    precise float size = ad_Size(x);
    precise float positive = ad_DigammaPositive(size);
    precise float inverse = 1.0f / size;
    precise float next = x + 1.0f;
    precise float inner = (ad_DigammaOnePlus(next) - 1.0f / next) + inverse;

    // The reflection DLMF 5.5.4; x less the nearest integer is exact.
    precise float outer = (positive + inverse) - 3.14159274f / ad_TanPi(x - round(x));
    float negative = x > -1.0f ? inner : outer;
    negative = round(x) == x ? ad_NaN() : negative;
    float limit = asfloat(0x7F800000u | (~asuint(x) & 0x80000000u));
    return ad_IsZero(x) ? limit : (x > 0.0f || ad_IsNaN(x) ? positive : negative);
}
