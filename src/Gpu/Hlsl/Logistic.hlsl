// Logistic functions, by the algorithms and coefficients of VectorMath on the CPU.

float ad_Sigmoid(float x)
{
    precise float a = ad_Limit(-ad_Size(x), -104.0f, 0.0f);
    precise float scale;
    precise float rest;
    precise float p = ad_ExpParts(a, 0.0f, scale, rest);
    precise float e = (scale + p * scale) * rest;

    // 1/(1 + e) for positive x; (1 + p) 2^k/(1 + e) for negative ones. What sum and quotient are rounded by goes into a second part.
    precise float sumLost;
    precise float lost;
    precise float sum = ad_FastTwoSum(1.0f, e, sumLost);
    precise float inverse = 1.0f / sum;
    precise float product = ad_TwoProduct(inverse, sum, lost);
    precise float low = inverse * (((1.0f - product) - lost) - inverse * sumLost);
    precise float positive = inverse + low;
    precise float negative = (inverse + (low + inverse * p)) * scale * rest;
    return x < 0.0f ? negative : positive;
}

// e^(x + low) for x of at most 0 or NaN.
float ad_ExpOfNegative(float x, float low)
{
    precise float scale;
    precise float rest;
    precise float p = ad_ExpParts(ad_Limit(x, -104.0f, 0.0f), low, scale, rest);
    precise float result = (scale + p * scale) * rest;
    return result;
}

// x + log(1 + e) for e from 0 to 1. The sum with e, the leading term, is the last one to round.
float ad_PlusLogP1(float x, float e)
{
    // log(1 + e) = e + e^2 Q(e), max relative error 5.5e-9.
    precise float square = e * e;
    precise float q = mad(-0.018076146f, square, -0.09316428f);
    precise float p = mad(0.0029965751f, square, 0.051016569f);
    q = mad(q, square, -0.164041936f);
    p = mad(p, square, 0.13141188f);
    p = mad(p, e, q);
    p = mad(p, e, 0.199648112f);
    p = mad(p, e, -0.249976367f);
    p = mad(p, e, 0.333332777f);
    p = mad(p, e, -0.5f);
    precise float result = (x + p * square) + e;
    return result;
}

// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
float ad_Softplus(float x)
{
    float greatest = x < 0.0f ? 0.0f : x;
    return ad_PlusLogP1(greatest, ad_ExpOfNegative(-ad_Size(x), 0.0f));
}

float ad_LogSigmoid(float x)
{
    float greatest = x < 0.0f ? -x : 0.0f;
    return -ad_PlusLogP1(greatest, ad_ExpOfNegative(-ad_Size(x), 0.0f));
}

// log(e^x + e^y) = max(x, y) + log(1 + e^-|x - y|).
float ad_LogAddExp(float x, float y)
{
    // A NaN in either argument is one in the greatest or the least.
    precise float greatest = x < y ? y : x;
    precise float least = x < y ? x : y;

    // The difference in two parts: e^-|x - y| is all there is if the greatest is close to 0. It is 0 also for equal infinities. The second
    // part is NaN for any infinity, and without effect far out.
    precise float low;
    precise float difference = ad_TwoSum(least, -greatest, low);
    low = difference > -1000.0f ? low : 0.0f;
    difference = x == y ? 0.0f : difference;
    low = x == y ? 0.0f : low;
    return ad_PlusLogP1(greatest, ad_ExpOfNegative(difference, low));
}
