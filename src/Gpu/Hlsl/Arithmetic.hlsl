// What exists for both types of elements: "real" stands for float or double. Sums, products and choices only, as HLSL has nothing else in double precision.

// A zero that compilers cannot see: they fold x * 0 and x + 0 with one that they know, also where x is NaN or -0.
real ad_Zero()
{
    return (real)asfloat(zero);
}

// The product, but 0 where the seed is exactly 0, even if the partial is infinite or NaN: what contributes nothing must not become NaN.
real ad_GuardedMultiply(real seed, real partial)
{
    precise real product = seed * partial;
    return seed == ad_Zero() ? ad_Zero() : product;
}

// The quotient, but 0 where the seed is exactly 0, even if the divisor is 0 too.
real ad_GuardedDivide(real seed, real divisor)
{
    precise real quotient = seed / divisor;
    return seed == ad_Zero() ? ad_Zero() : quotient;
}

real ad_Abs(real x)
{
    return abs(x);
}

bool ad_IsInfinity(real x)
{
    return isinf(x);
}

real ad_Sqrt(real x)
{
    return sqrt(x);
}
