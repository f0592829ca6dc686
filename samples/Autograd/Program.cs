using System;
using System.Linq;

namespace AutoDiff.Samples;

/// <summary>The PyTorch autograd tutorial, cell by cell.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine($"Unknown argument '{args[0]}': the tutorial runs on the CPU and takes no arguments.");
            return 1;
        }

        Square();
        SinOfSquare();
        ClearGradient();
        StopRequiringGradient();
        RecomputeWithoutGradient();
        DetachFromGraph();
        NoGradBlock();
        Devices();
        Tensor<float> t = SeveralFunctions();
        Fused();
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

    private static void Devices()
    {
        Console.WriteLine("In [16]");
        Device? gpu = Device.Available.FirstOrDefault(device => device.Kind == DeviceKind.Gpu);
        bool isGpuAvailable = gpu is not null;
        Console.WriteLine(isGpuAvailable);
        Console.WriteLine(gpu ?? Device.Cpu);
        Console.WriteLine(isGpuAvailable);
    }

    private static Tensor<float> SeveralFunctions()
    {
        Console.WriteLine("In [23]");
        var x = Tensor.Create([3f, 7f], requiresGrad: true);
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

    private static void Fused()
    {
        Console.WriteLine("Fused");
        var x = Tensor.Create([3f, 7f], requiresGrad: true);
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
