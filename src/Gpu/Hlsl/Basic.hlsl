float ad_Sqrt(float x)
{
    return sqrt(x);
}
