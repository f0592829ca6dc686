// What exists for both types of elements: "real" stands for float or double. Sums, products and choices only, as HLSL has nothing else in
// double precision.

// A zero that compilers cannot see: they fold x * 0 and x + 0 with one that they know, also where x is NaN or -0.
real ad_Zero()
{
    return (real)asfloat(zero);
}

// The identity; only derivatives know it.
real ad_StopGradient(real x)
{
    return x;
}

real ad_Abs(real x)
{
    return abs(x);
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

// The quotient of integers, truncated; of the greatest sizes too. HLSL promises that of unsigned numbers only, and nothing for a divisor of
// 0, which gives 0 here.
int ad_Divide(int x, int y)
{
    uint dividend = x < 0 ? 0u - (uint)x : (uint)x;
    uint divisor = y < 0 ? 0u - (uint)y : (uint)y;
    uint quotient = y == 0 ? 0u : dividend / (y == 0 ? 1u : divisor);
    return (int)((x < 0) != (y < 0) ? 0u - quotient : quotient);
}
