using System;

namespace AutoDiff.Samples.GpuImage;

/// <summary>What one splat adds to one pixel. Its derivatives are generated when the project is built, for the CPU and for graphics processors.</summary>
internal static partial class Model
{
    /// <summary>A bell of two widths, turned by an angle.</summary>
    /// <param name="x">The place of the pixel from the left, 0 to 1.</param>
    /// <param name="y">The place of the pixel from the top, 0 to 1.</param>
    /// <param name="centerX">The middle of the splat.</param>
    /// <param name="centerY">The middle of the splat.</param>
    /// <param name="logWidth">The logarithm of its standard deviation along its own first axis.</param>
    /// <param name="logHeight">The same along the second axis.</param>
    /// <param name="angle">The angle from the horizontal to the first axis, in radians.</param>
    [Differentiable(RunsOnGpu = true)]
    public static float Splat(float x, float y, float centerX, float centerY, float logWidth, float logHeight, float angle)
    {
        float dx = x - centerX;
        float dy = y - centerY;
        float cos = MathF.Cos(angle);
        float sin = MathF.Sin(angle);
        float u = ((cos * dx) + (sin * dy)) * MathF.Exp(-logWidth);
        float v = ((cos * dy) - (sin * dx)) * MathF.Exp(-logHeight);
        return MathF.Exp(-0.5f * ((u * u) + (v * v)));
    }
}
