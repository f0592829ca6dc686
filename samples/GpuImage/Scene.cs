using System;

namespace AutoDiff.Samples.GpuImage;

/// <summary>The picture that is to be matched: an evening above hills.</summary>
internal static class Scene
{
    /// <summary>Computes it.</summary>
    /// <param name="size">The pixels from left to right, and from top to bottom.</param>
    /// <returns>The red, then the green, then the blue of all pixels, each from 0 to 1.</returns>
    public static float[] Draw(int size)
    {
        var picture = new float[3 * size * size];
        for (int i = 0; i < size * size; i++)
        {
            (float red, float green, float blue) = At(((i % size) + 0.5f) / size, ((i / size) + 0.5f) / size);
            picture[i] = red;
            picture[(size * size) + i] = green;
            picture[(2 * size * size) + i] = blue;
        }

        return picture;
    }

    private static (float Red, float Green, float Blue) At(float x, float y)
    {
        float far = 0.62f + (0.06f * MathF.Sin((7 * x) + 1));
        float near = 0.78f + (0.05f * MathF.Sin((11 * x) + 4));
        if (y > near)
        {
            return (0.10f, 0.25f, 0.18f);
        }

        if (y > far)
        {
            return (0.22f, 0.38f, 0.42f);
        }

        float fromSun = MathF.Sqrt(((x - 0.66f) * (x - 0.66f)) + ((y - 0.44f) * (y - 0.44f)));
        if (fromSun < 0.13f)
        {
            return (1.00f, 0.86f, 0.45f);
        }

        // A glow around the sun, on a sky that gets warmer towards the horizon.
        float glow = 0.5f * MathF.Exp(-6 * (fromSun - 0.13f));
        return (MathF.Min(0.25f + (0.9f * y) + glow, 1), 0.28f + (0.45f * y) + (0.5f * glow), 0.55f - (0.15f * y) - (0.2f * glow));
    }
}
