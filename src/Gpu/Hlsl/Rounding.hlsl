// Rounding to integers, and functions that only add, multiply and divide. A rounded number has the sign of the argument, which not all
// processors keep for 0.

float ad_Floor(float x)
{
    return ad_CopySign(floor(x), x);
}

float ad_Ceiling(float x)
{
    return ad_CopySign(ceil(x), x);
}

float ad_Truncate(float x)
{
    return ad_CopySign(trunc(x), x);
}

// To the nearest integer, ties to the even one.
float ad_Round(float x)
{
    return ad_CopySign(round(x), x);
}

float ad_DegreesToRadians(float x)
{
    precise float radians = (x * 3.14159274f) / 180.0f;
    return radians;
}

float ad_RadiansToDegrees(float x)
{
    precise float degrees = (x * 180.0f) / 3.14159274f;
    return degrees;
}

float ad_Lerp(float x, float y, float amount)
{
    precise float between = (x * (1.0f - amount)) + (y * amount);
    return between;
}

// x y + z, rounded once or twice, whichever is faster.
float ad_MultiplyAddEstimate(float x, float y, float z)
{
    return mad(x, y, z);
}
