// Numbers as unevaluated sums of two floats, for what would cancel or be rounded too often: Dekker, "A floating-point technique for
// extending the available precision", 1971, and Knuth, "The Art of Computer Programming", vol. 2, 4.2.2. Nothing here needs a fused
// multiply-add, which not all processors have, and none spoils it.

// x + y = sum + error, exactly.
float ad_TwoSum(float x, float y, out float error)
{
    precise float sum = x + y;
    precise float part = sum - x;
    precise float lost = (x - (sum - part)) + (y - part);
    error = lost;
    return sum;
}

// The same where y is not greater than x.
float ad_FastTwoSum(float x, float y, out float error)
{
    precise float sum = x + y;
    precise float lost = y - (sum - x);
    error = lost;
    return sum;
}

// x y = product + error, exactly unless it underflows. Halves of 12 bits, cut off in the bits of the factors, have exact products.
float ad_TwoProduct(float x, float y, out float error)
{
    precise float product = x * y;
    precise float xHigh = asfloat(asuint(x) & 0xFFFFF000u);
    precise float xLow = x - xHigh;
    precise float yHigh = asfloat(asuint(y) & 0xFFFFF000u);
    precise float yLow = y - yHigh;
    precise float lost = xHigh * yHigh - product;
    lost = lost + xHigh * yLow;
    lost = lost + xLow * yHigh;
    lost = lost + xLow * yLow;
    error = lost;
    return product;
}
