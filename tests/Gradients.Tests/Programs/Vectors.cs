using System.Numerics;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class Vectors
{
    [Differentiable, At(0.7f, 1.5f), At(-0.7f, 0.5f)]
    internal static float Arithmetic(float x, float y)
    {
        Vector2 a = new(x, y);
        a.X += y;
        a = (a * 2) + (Vector2.UnitX * x) - -(a / (1 + (y * y)));
        Vector4 b = new(new Vector3(a, y), 0.5f);
        b *= Vector4.One - (b * 0.25f);
        Vector4 c = Vector4.Multiply(0.5f, b with { Z = x });
        return (c.X * c.Y) + (c.Z / (1 + (c.W * c.W)));
    }

    [Differentiable, At(0.7f, 1.5f), At(-0.7f, 0.5f)]
    internal static float Geometry(float x, float y)
    {
        var a = new Vector3(x, y, 1);
        var b = Vector3.Cross(a, new Vector3(y, 0.5f, x));
        return Vector3.Dot(Vector3.Normalize(b), a) + Vector3.Distance(a, b) + a.LengthSquared();
    }

    [Differentiable, At(0.7f, 1.5f), At(-0.7f, 0.5f)]
    internal static float Lengths(float x, float y)
    {
        var a = new Vector4(x, y, x * y, 1);
        var b = new Vector2(y, x);
        return (a.Length() * b.Length()) + Vector4.Dot(a, new Vector4(b, 2, x)) + Vector2.DistanceSquared(b, Vector2.Abs(b));
    }

    // Sums of negative zeros, as they come from the framework.
    [Differentiable, At(-0f, 0f), At(0f, -0f), At(-0f, -0f)]
    internal static float SignsOfZero(float x, float y) =>
        1 / Vector2.Dot(new Vector2(x, x), new Vector2(y, y)) > 0 ? x : 1 / Vector3.Dot(new Vector3(x), new Vector3(y)) > 0 ? y : 3 * x;
}
