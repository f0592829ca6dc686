using System;
using System.Linq;

namespace AutoDiff.Samples.GpuImage;

/// <summary>A picture as a sum of coloured bells, which are moved, stretched, turned and coloured until it looks like another one.</summary>
internal sealed class Splats
{
    private readonly Tensor<float> _x;
    private readonly Tensor<float> _y;
    private readonly Tensor<float> _centerX;
    private readonly Tensor<float> _centerY;
    private readonly Tensor<float> _logWidth;
    private readonly Tensor<float> _logHeight;
    private readonly Tensor<float> _angle;
    private readonly Tensor<float> _colors;
    private readonly Tensor<float> _background;
    private readonly Adam<float> _optimizer;
    private readonly CosineAnnealingLR _schedule;

    /// <summary>Splats at random places.</summary>
    /// <param name="size">The pixels of the picture from left to right, and from top to bottom.</param>
    /// <param name="count">How many splats.</param>
    /// <param name="steps">How many steps there will be.</param>
    /// <param name="random">Draws the places.</param>
    /// <param name="device">Where to compute.</param>
    public Splats(int size, int count, int steps, Random random, Device device)
    {
        // One column for each pixel, one row for each splat.
        float[] places = [.. Enumerable.Range(0, size).Select(i => (i + 0.5f) / size)];
        _x = Tensor.Create<float>([.. Enumerable.Range(0, size * size).Select(i => places[i % size])], [1, size * size], device: device);
        _y = Tensor.Create<float>([.. Enumerable.Range(0, size * size).Select(i => places[i / size])], [1, size * size], device: device);
        _centerX = Parameter(Tensor.RandomUniform<float>(random, count, 1), device);
        _centerY = Parameter(Tensor.RandomUniform<float>(random, count, 1), device);
        float width = MathF.Log(0.5f / MathF.Sqrt(count));
        _logWidth = Parameter(Tensor.Full([count, 1], width), device);
        _logHeight = Parameter(Tensor.Full([count, 1], width), device);
        _angle = Parameter(Tensor.RandomUniform<float>(random, [count, 1], 0, MathF.PI), device);
        _colors = Parameter(Tensor.RandomUniform<float>(random, [3, count], -0.1f, 0.1f), device);
        _background = Parameter(Tensor.Full([3, 1], 0.5f), device);
        _optimizer = new Adam<float>([_centerX, _centerY, _logWidth, _logHeight, _angle, _colors, _background], learningRate: 0.02);
        _schedule = new CosineAnnealingLR(_optimizer, steps);
    }

    /// <summary>The picture: three rows of colours, one column for each pixel.</summary>
    public Tensor<float> Paint() =>
        _colors.Matmul(Model.Splat(_x, _y, _centerX, _centerY, _logWidth, _logHeight, _angle)) + _background;

    /// <summary>Makes the picture a little more like another one.</summary>
    /// <param name="target">The other one.</param>
    /// <returns>The mean square of the differences before the step, where it was computed.</returns>
    public Tensor<float> Step(Tensor<float> target)
    {
        _optimizer.ZeroGrad();
        Tensor<float> loss = Tensor.MseLoss(Paint(), target);
        loss.Backward();
        _optimizer.Step();
        _schedule.Step();
        return loss.Detach();
    }

    private static Tensor<float> Parameter(Tensor<float> values, Device device)
    {
        Tensor<float> parameter = values.To(device);
        parameter.RequiresGrad = true;
        return parameter;
    }
}
