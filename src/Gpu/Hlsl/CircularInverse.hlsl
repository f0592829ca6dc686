// Inverse circular functions, by the algorithms and polynomials of VectorMath on the CPU. Those of the name "Pi" give multiples of pi: the
// pieces of their sums are multiplied by 1/pi before they are added.

// (arctan t - t) / t^3, a polynomial in the square of t.
float ad_AtanPolynomial(float square)
{
    precise float p = mad(square, -0.001791502f, 0.010904537f);
    p = mad(square, p, -0.031157766f);
    p = mad(square, p, 0.0579358f);
    p = mad(square, p, -0.08402056f);
    p = mad(square, p, 0.109516546f);
    p = mad(square, p, -0.14264126f);
    p = mad(square, p, 0.19998536f);
    p = mad(square, p, -0.333333f);
    return p;
}

// t from -1 to 1, so that arctan of the size is arctan t, or arctan t + pi/2 where the size is greater than 1.
float ad_AtanArgument(float size)
{
    precise float t = size > 1.0f ? -1.0f / size : size;
    return t;
}

float ad_Atan(float x)
{
    precise float size = ad_Size(x);
    precise float t = ad_AtanArgument(size);
    precise float square = t * t;
    precise float tail = t * square * ad_AtanPolynomial(square);
    tail = size > 1.0f ? tail - 4.371139e-08f : tail;
    precise float angle = t + tail;
    angle = size > 1.0f ? 1.5707964f + angle : angle;
    return ad_WithSign(angle, x);
}

// arctan t / pi, where t is from -1 to 1.
float ad_AtanPiOfRatio(float t)
{
    precise float square = t * t;
    precise float lost;
    precise float product = ad_TwoProduct(t, 0.31830987f, lost);
    precise float tail = mad(t * square * ad_AtanPolynomial(square), 0.31830987f, t * 1.28412765e-08f);
    precise float angle = product + (lost + tail);
    return angle;
}

float ad_AtanPi(float x)
{
    precise float size = ad_Size(x);
    precise float t = ad_AtanArgument(size);
    precise float angle = ad_AtanPiOfRatio(t);
    angle = size > 1.0f ? 0.5f + angle : angle;
    return ad_WithSign(angle, x);
}

// Finds t from -1 to 1 and 0, 1 or 2 quarter turns, so that the size of the angle of (x, y) is arctan t beyond these turns.
float ad_AtanOctant(float y, float x, out float turn)
{
    precise float height = ad_Size(y);
    precise float width = ad_Size(x);
    bool isSteep = height > width;
    precise float less = isSteep ? width : height;
    precise float greater = isSteep ? height : width;

    // Scaled by powers of two to where every processor divides well. 0/0 counts as 0 and infinity over infinity as 1.
    precise float scale = greater > 1e30f ? ad_PowerOfTwo(-60) : (greater < 1e-20f ? ad_PowerOfTwo(60) : 1.0f);
    precise float divisor = ad_IsZero(greater) ? 1.0f : greater * scale;
    precise float dividend = less * scale;
    precise float t = dividend / divisor;

    // What the quotient lacks, unless it would be lost: 2.5 units of the last place are allowed to a processor.
    precise float lost;
    precise float product = ad_TwoProduct(t, divisor, lost);
    precise float better = t + ((dividend - product) - lost) / divisor;
    t = dividend > 1e-25f && ad_IsFinite(divisor) ? better : t;
    t = asuint(less) == asuint(greater) && !ad_IsZero(less) && !ad_IsNaN(less) ? 1.0f : t;

    // From x = 0 up: arctan t, pi/2 - arctan t; left of it: pi/2 + arctan t, pi - arctan t.
    bool isLeft = ad_IsNegative(x);
    turn = isSteep ? 1.0f : (isLeft ? 2.0f : 0.0f);
    return isLeft != isSteep ? -t : t;
}

float ad_Atan2(float y, float x)
{
    precise float turn;
    precise float t = ad_AtanOctant(y, x, turn);
    precise float square = t * t;
    precise float tail = t * square * ad_AtanPolynomial(square);
    precise float whole = 1.5707964f * turn + ((tail - 4.371139e-08f * turn) + t);
    precise float alone = t + tail;
    return ad_WithSign(turn > 0.0f ? whole : alone, y);
}

float ad_Atan2Pi(float y, float x)
{
    precise float turn;
    precise float t = ad_AtanOctant(y, x, turn);
    precise float angle = ad_AtanPiOfRatio(t);
    precise float whole = 0.5f * turn + angle;
    return ad_WithSign(turn > 0.0f ? whole : angle, y);
}

// s and arcsin s - s, where s is the size, or sqrt((1 - size)/2) beyond 1/2: arcsin x = pi/2 - 2 arcsin sqrt((1 - x)/2)
// (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
float ad_AsinParts(float size, out float tail)
{
    precise float rest = 0.5f - 0.5f * size;
    bool isInner = size <= 0.5f;
    precise float square = isInner ? size * size : rest;
    precise float s = isInner ? size : ad_Sqrt(rest);
    precise float p = mad(square, 0.042157013f, 0.024185503f);
    p = mad(square, p, 0.04546902f);
    p = mad(square, p, 0.0749531f);
    p = mad(square, p, 0.16666752f);
    p = s * square * p;
    tail = p;
    return s;
}

// s + tail, or pi/2 - 2 (s + tail) with pi/2 in two parts; the first difference is rounded, which goes to the tail.
float ad_Asin(float x)
{
    precise float size = ad_Size(x);
    precise float tail;
    precise float s = ad_AsinParts(size, tail);
    precise float inner = s + tail;
    precise float twice = s + s;
    precise float first = 1.5707964f - twice;
    precise float outer = ((1.5707964f - first) - twice) - (4.371139e-08f + (tail + tail));
    outer = first + outer;
    float angle = size <= 0.5f ? inner : outer;
    return ad_IsNaN(angle) ? angle : ad_WithSign(angle, x);
}

// arccos x = pi/2 - arcsin x up to 1/2 and 2 arcsin sqrt((1 - x)/2) beyond, so that nothing cancels next to 1.
float ad_Acos(float x)
{
    // With the sign of x on s + tail: pi/2 - (s + tail), 2 (s + tail), pi + 2 (s + tail).
    precise float size = ad_Size(x);
    precise float tail;
    precise float s = ad_FlipSign(ad_AsinParts(size, tail), x);
    tail = ad_FlipSign(tail, x);
    precise float inner = (1.5707964f - s) - (4.371139e-08f + tail);
    precise float right = (s + s) + (tail + tail);
    precise float left = (3.1415927f + (s + s)) + ((tail + tail) - 8.742278e-08f);
    return size <= 0.5f ? inner : (x < 0.0f ? left : right);
}

float ad_AsinPi(float x)
{
    precise float size = ad_Size(x);
    precise float tail;
    precise float s = ad_AsinParts(size, tail);
    precise float lost;
    precise float product = ad_TwoProduct(s, 0.31830987f, lost);
    tail = mad(tail, 0.31830987f, s * 1.28412765e-08f) + lost;
    precise float inner = product + tail;
    precise float twice = product + product;
    precise float first = 0.5f - twice;
    precise float outer = first + (((0.5f - first) - twice) - (tail + tail));
    float angle = size <= 0.5f ? inner : outer;
    return ad_IsNaN(angle) ? angle : ad_WithSign(angle, x);
}

float ad_AcosPi(float x)
{
    precise float size = ad_Size(x);
    precise float tail;
    precise float s = ad_AsinParts(size, tail);
    precise float lost;
    precise float product = ad_TwoProduct(s, 0.31830987f, lost);
    tail = ad_FlipSign(mad(tail, 0.31830987f, s * 1.28412765e-08f) + lost, x);
    product = ad_FlipSign(product, x);
    precise float inner = (0.5f - product) - tail;
    precise float right = (product + product) + (tail + tail);
    precise float left = (1.0f + (product + product)) + (tail + tail);
    return size <= 0.5f ? inner : (x < 0.0f ? left : right);
}
