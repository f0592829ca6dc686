using System;

namespace AutoDiff.Samples;

/// <summary>The PyTorch autograd tutorial, cell by cell.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        Device device = Device.Cpu;
        switch (args)
        {
            case [] or ["--device", "cpu"]:
                break;
            case ["--device", "gpu"] when Gpu.IsAvailable:
                device = Gpu.Default;
                break;
            case ["--device", "gpu"]:
                Console.Error.WriteLine($"There is no graphics processor to use. {Gpu.UnavailableReason}");
                return 1;
            default:
                Console.Error.WriteLine($"Unknown arguments '{string.Join(' ', args)}': the tutorial takes none, or '--device gpu' to run its last cells on a graphics processor.");
                return 1;
        }

        Square();
        SinOfSquare();
        ClearGradient();
        StopRequiringGradient();
        RecomputeWithoutGradient();
        DetachFromGraph();
        NoGradBlock();
        Devices(device);
        Tensor<float> t = SeveralFunctions(device);
        Fused(device);
        Graph(t);
        return 0;
    }

    private static void Square()
    {
        Console.WriteLine("In [3]");
        var x = Tensor.Create(3f, requiresGrad: true);
        var y = x.Pow(2);
        y.Backward();
        Console.WriteLine(x);
        Console.WriteLine(y);
        Console.WriteLine(x.Grad);
    }

    private static void SinOfSquare()
    {
        Console.WriteLine("In [5]");
        Console.WriteLine(Model.SinSquareGradient(3.0));

        var x = Tensor.Create(3f, requiresGrad: true);
        var y = x.Pow(2);
        var z = y.Sin();
        z.Backward();
        Console.WriteLine(x);
        Console.WriteLine(y);
        Console.WriteLine(z);
        Console.WriteLine(x.Grad);
    }

    private static void ClearGradient()
    {
        Console.WriteLine("In [7]");
        var x = Tensor.Create(3f, requiresGrad: true);
        x.Pow(2).Sin().Backward();
        Console.WriteLine(x.Grad);
        x.Grad!.Zero();
        Console.WriteLine(x.Grad);
        Console.WriteLine(x);
    }

    private static void StopRequiringGradient()
    {
        Console.WriteLine("In [13]");
        var x = Tensor.Create(3f, requiresGrad: true);
        Console.WriteLine(x);
        var z = x.Pow(2).Sin();
        z.Backward();
        Console.WriteLine(x.Grad);
        x.RequiresGrad = false;
        Console.WriteLine(x);
    }

    private static void RecomputeWithoutGradient()
    {
        Console.WriteLine("In [8]");
        var x = Tensor.Create(3f, requiresGrad: true);
        var y = x.Pow(2);
        Console.WriteLine(y);
        y.Backward();
        Console.WriteLine(x.Grad);
        x.RequiresGrad = false;
        Console.WriteLine(x.Grad);
        y = x.Pow(2);
        Console.WriteLine(y);
        PrintFailure(() => y.Backward());
    }

    private static void DetachFromGraph()
    {
        Console.WriteLine("In [14]");
        var x = Tensor.Create(3f, requiresGrad: true);
        var z = x.Detach();
        Console.WriteLine(z);
        var y = z.Pow(2);
        PrintFailure(() => y.Backward());
    }

    private static void NoGradBlock()
    {
        Console.WriteLine("In [15]");
        var x = Tensor.Create(3f, requiresGrad: true);
        Console.WriteLine(x);
        using (Autograd.NoGrad())
        {
            var y = x.Pow(2);
            Console.WriteLine(y);
            PrintFailure(() => y.Backward());
        }
    }

    // The tutorial asks whether there is a device, chooses it or the CPU, and asks again. Without "--device gpu" nothing is looked for, so that the text is the same on every machine.
    private static void Devices(Device device)
    {
        Console.WriteLine("In [16]");
        bool isGpu = device.Kind == DeviceKind.Gpu;
        Console.WriteLine(isGpu);
        Console.WriteLine(isGpu ? "gpu" : "cpu");
        Console.WriteLine(isGpu);
    }

    private static Tensor<float> SeveralFunctions(Device device)
    {
        Console.WriteLine("In [23]");
        var x = Tensor.Create([3f, 7f], requiresGrad: true, device: device);
        var y = x.Pow(2);
        var z = y.Sin();
        var w = z.Exp();
        var v = 1 / w;
        var t = v.Sum();
        t.Backward(retainGraph: true);
        Console.WriteLine(x);
        Console.WriteLine(y);
        Console.WriteLine(z);
        Console.WriteLine(w);
        Console.WriteLine(v);
        Console.WriteLine(x.Grad);
        return t;
    }

    private static void Fused(Device device)
    {
        Console.WriteLine("Fused");
        var x = Tensor.Create([3f, 7f], requiresGrad: true, device: device);
        var v = Model.V(x);
        v.Sum().Backward();
        Console.WriteLine(v);
        Console.WriteLine(x.Grad);
    }

    private static void Graph(Tensor<float> t)
    {
        Console.WriteLine("Graph");
        Console.WriteLine(Autograd.GraphText(t));
        Console.WriteLine();
        Console.Write(Model.VGraph.ToMermaid());
    }

    private static void PrintFailure(Action action)
    {
        try
        {
            action();
        }
        catch (AutogradException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }
}
