using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>How well cameras and points in space explain where the points were seen.</summary>
internal static partial class BundleAdjustment
{
    /// <summary>Computes how far the image of a point is from where it was seen.</summary>
    /// <param name="camera">
    /// 11 numbers: rotation (axis times angle), centre, focal length, principal point, and two coefficients of radial distortion.
    /// </param>
    /// <param name="point">The point's three coordinates.</param>
    /// <param name="weight">The weight of the observation.</param>
    /// <param name="featureU">Where the point was seen, horizontally.</param>
    /// <param name="featureV">Where the point was seen, vertically.</param>
    /// <returns>The two weighted distances.</returns>
    [Differentiable]
    public static (double U, double V) Project(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        [NoGrad] double featureU,
        [NoGrad] double featureV)
    {
        double x = point[0] - camera[3];
        double y = point[1] - camera[4];
        double z = point[2] - camera[5];
        double rotatedX;
        double rotatedY;
        double rotatedZ;
        double squaredAngle = camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2];
        if (squaredAngle != 0)
        {
            // Rodrigues' formula.
            double angle = Math.Sqrt(squaredAngle);
            double cosine = Math.Cos(angle);
            double sine = Math.Sin(angle);
            double inverse = 1 / angle;
            double axisX = camera[0] * inverse;
            double axisY = camera[1] * inverse;
            double axisZ = camera[2] * inverse;
            double along = (axisX * x + axisY * y + axisZ * z) * (1 - cosine);
            rotatedX = x * cosine + (axisY * z - axisZ * y) * sine + axisX * along;
            rotatedY = y * cosine + (axisZ * x - axisX * z) * sine + axisY * along;
            rotatedZ = z * cosine + (axisX * y - axisY * x) * sine + axisZ * along;
        }
        else
        {
            // Its limit for small angles, which has a derivative at angle zero.
            rotatedX = x + (camera[1] * z - camera[2] * y);
            rotatedY = y + (camera[2] * x - camera[0] * z);
            rotatedZ = z + (camera[0] * y - camera[1] * x);
        }

        double u = rotatedX / rotatedZ;
        double v = rotatedY / rotatedZ;
        double squaredRadius = u * u + v * v;
        double distortion = 1 + camera[9] * squaredRadius + camera[10] * squaredRadius * squaredRadius;
        double imageU = u * distortion * camera[6] + camera[7];
        double imageV = v * distortion * camera[6] + camera[8];
        return (weight * (imageU - featureU), weight * (imageV - featureV));
    }

    /// <summary>Computes the residual that keeps a weight near 1.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;
}
