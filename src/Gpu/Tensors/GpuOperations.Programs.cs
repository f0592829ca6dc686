using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <content>What is not element-wise.</content>
internal sealed partial class GpuOperations
{
    // The rows that one thread reduces: few, so that the rounding error of a sum grows with the logarithm of the count.
    private const int RowsOfThread = 32;

    private const int TileEdge = 32;

    private static readonly DeviceProgram[] Reductions = [.. Array.ConvertAll(Enum.GetValues<AxisKind>(), ReductionOf)];

    private static readonly DeviceProgram ExtremesProgram = new(
        "Extremes", "", ["k_count", "k_rows", "k_inner", "k_isMax", "k_from", "k_to"], ["real k_source", "uint k_result"]);

    private static readonly DeviceProgram TakeProgram = new(
        "Take", "", ["k_count", "real k_missing", "k_from", "k_mapFrom", "k_to"], ["real k_source", "uint k_map", "real k_result"]);

    private static readonly DeviceProgram PutProgram = new(
        "Put", "", ["k_count", "real k_missing", "k_from", "k_startsFrom", "k_orderFrom", "k_to"], ["real k_source", "uint k_starts", "uint k_order", "real k_result"]);

    private static readonly DeviceProgram MultiplyProgram = new(
        "Multiply",
        "",
        ["k_first", "k_m", "k_n", "k_k", "k_tilesM", "k_tilesN", "k_aRow", "k_aColumn", "k_aBatch", "k_bRow", "k_bColumn", "k_bBatch", "k_a", "k_b", "k_c"],
        ["real k_bufferA", "real k_bufferB", "real k_bufferC"]);

    /// <summary>All programs.</summary>
    internal static IReadOnlyList<DeviceProgram> Programs => [.. Reductions, ExtremesProgram, TakeProgram, PutProgram, MultiplyProgram];

    /// <inheritdoc/>
    internal override void Reduce<T>(AxisKind kind, Tensor<T> source, int outer, int count, int inner, Tensor<T> result)
    {
        Reduce<T>(kind, BufferOf(source.Storage), source.Offset, outer, count, inner, BufferOf(result.Storage), result.Offset);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
    }

    /// <inheritdoc/>
    internal override int[] Extremes<T>(bool isMax, Tensor<T> source, int outer, int count, int inner)
    {
        var places = new int[outer * inner];
        using DeviceBuffer result = device.Allocate((long)places.Length * sizeof(int), sizeof(int));
        new ProgramRun(device)
            .Word(places.Length).Word(count).Word(inner).Word(isMax ? 1 : 0)
            .Buffer(BufferOf(source.Storage), source.Offset, source.Length, Unsafe.SizeOf<T>())
            .Buffer(result, 0, places.Length, sizeof(int))
            .Execute(ExtremesProgram, IsDouble<T>(), places.Length);
        device.Read(result, 0, MemoryMarshal.AsBytes(places.AsSpan()));
        GC.KeepAlive(source);
        return places;
    }

    /// <inheritdoc/>
    internal override void Take<T>(Tensor<T> source, int[] map, T missing, Tensor<T> result)
    {
        if (map.Length == 0)
        {
            return;
        }

        using DeviceBuffer places = Upload(map);
        new ProgramRun(device)
            .Word(map.Length).Number(missing)
            .Buffer(BufferOf(source.Storage), source.Offset, Math.Max(source.Length, 1), Unsafe.SizeOf<T>())
            .Buffer(places, 0, map.Length, sizeof(int))
            .Buffer(BufferOf(result.Storage), result.Offset, map.Length, Unsafe.SizeOf<T>())
            .Execute(TakeProgram, IsDouble<T>(), map.Length);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
    }

    /// <inheritdoc/>
    internal override void Put<T>(Tensor<T> source, int[] map, T start, Tensor<T> result)
    {
        if (result.Length == 0)
        {
            return;
        }

        (int[] starts, int[] order) = Inverse(map, result.Length);
        using DeviceBuffer first = Upload(starts);
        using DeviceBuffer sources = Upload(order);
        new ProgramRun(device)
            .Word(result.Length).Number(start)
            .Buffer(BufferOf(source.Storage), source.Offset, Math.Max(source.Length, 1), Unsafe.SizeOf<T>())
            .Buffer(first, 0, starts.Length, sizeof(int))
            .Buffer(sources, 0, order.Length, sizeof(int))
            .Buffer(BufferOf(result.Storage), result.Offset, result.Length, Unsafe.SizeOf<T>())
            .Execute(PutProgram, IsDouble<T>(), result.Length);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
    }

    /// <inheritdoc/>
    internal override void Multiply<T>(Tensor<T> left, Tensor<T> right, Tensor<T> result)
    {
        int m = result.Shape[^2];
        int n = result.Shape[^1];
        int k = left.Shape[^1];
        if (k == 0)
        {
            result.Fill(T.Zero);
            return;
        }

        left = BatchStride(left) is null ? left.Copy() : left;
        right = BatchStride(right) is null ? right.Copy() : right;
        int batches = result.Length / (m * n);
        int tilesM = ((m - 1) / TileEdge) + 1;
        int tilesN = ((n - 1) / TileEdge) + 1;
        var run = new ProgramRun(device);
        run.Word(0).Word(m).Word(n).Word(k).Word(tilesM).Word(tilesN);
        AddStrides(run, left);
        AddStrides(run, right);
        AddBuffer(run, left);
        AddBuffer(run, right);
        AddBuffer(run, result);
        run.ExecuteGroups(MultiplyProgram, IsDouble<T>(), (long)batches * tilesM * tilesN, 0);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        GC.KeepAlive(result);
    }

    private static void AddStrides<T>(ProgramRun run, Tensor<T> factor)
        where T : unmanaged, IFloatingPointIeee754<T> => run.Word(factor.Strides[^2]).Word(factor.Strides[^1]).Word(BatchStride(factor) ?? 0);

    // From the first element to the last one, wherever the others lie between them.
    private void AddBuffer<T>(ProgramRun run, Tensor<T> tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long last = 0;
        for (int d = 0; d < tensor.Rank; d++)
        {
            last += (tensor.Shape[d] - 1L) * tensor.Strides[d];
        }

        run.Buffer(BufferOf(tensor.Storage), tensor.Offset, last + 1, Unsafe.SizeOf<T>());
    }

    private static DeviceProgram ReductionOf(AxisKind kind)
    {
        string combined = kind switch
        {
            AxisKind.Sum => "k_x + k_y",
            AxisKind.Max => "k_x > k_y || k_IsNaN(k_x) ? k_x : k_y",
            _ => "k_x < k_y || k_IsNaN(k_x) ? k_x : k_y",
        };
        return new DeviceProgram(
            "Reduce",
            $"real k_Combined(real k_x, real k_y)\n{{\n    return {combined};\n}}\n\n",
            ["k_count", "k_rows", "k_chunks", "k_inner", "k_from", "k_to"],
            ["real k_source", "real k_result"]);
    }

    private static bool IsDouble<T>() => typeof(T) == typeof(double);

    // Until one row is left, each pass makes one of RowsOfThread rows.
    private void Reduce<T>(AxisKind kind, DeviceBuffer source, long from, int outer, int count, int inner, DeviceBuffer result, long to)
    {
        // The parts of a large operand that can be bound each give a row of their own.
        int size = Unsafe.SizeOf<T>();
        long most = (device.LargestBinding - device.BindingAlignment) / size;
        long slice = (long)count * inner;
        if (outer > 1 && outer * slice > most)
        {
            for (int i = 0; i < outer; i++)
            {
                Reduce<T>(kind, source, from + (i * slice), 1, count, inner, result, to + ((long)i * inner));
            }

            return;
        }

        if (slice > most && count > 1)
        {
            int rows = (int)Math.Max(most / inner, 1);
            int parts = ((count - 1) / rows) + 1;
            using DeviceBuffer partial = device.Allocate((long)parts * inner * size, size);
            for (int i = 0; i < parts; i++)
            {
                Reduce<T>(kind, source, from + ((long)i * rows * inner), 1, Math.Min(rows, count - (i * rows)), inner, partial, (long)i * inner);
            }

            Reduce<T>(kind, partial, 0, 1, parts, inner, result, to);
            return;
        }

        int chunks = ((count - 1) / RowsOfThread) + 1;
        int threads = outer * chunks * inner;
        using DeviceBuffer? next = chunks > 1 ? device.Allocate((long)threads * size, size) : null;
        new ProgramRun(device)
            .Word(threads).Word(count).Word(chunks).Word(inner)
            .Buffer(source, from, outer * slice, size)
            .Buffer(next ?? result, next is null ? to : 0, threads, size)
            .Execute(Reductions[(int)kind], IsDouble<T>(), threads);
        if (next is not null)
        {
            Reduce<T>(kind, next, 0, outer, chunks, inner, result, to);
        }
    }

    private DeviceBuffer Upload(int[] numbers)
    {
        DeviceBuffer buffer = device.Allocate(Math.Max((long)numbers.Length * sizeof(int), sizeof(int)), sizeof(int));
        device.Write(MemoryMarshal.AsBytes(numbers.AsSpan()), buffer, 0);
        return buffer;
    }

    /// <summary>For each place the positions of a map that name it: those in the order from one start to the next.</summary>
    private static (int[] Starts, int[] Order) Inverse(int[] map, int places)
    {
        var starts = new int[places + 1];
        foreach (int place in map)
        {
            if (place >= 0)
            {
                starts[place + 1]++;
            }
        }

        for (int i = 0; i < places; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] next = starts[..places];
        var order = new int[Math.Max(map.Length, 1)];
        for (int i = 0; i < map.Length; i++)
        {
            if (map[i] >= 0)
            {
                order[next[map[i]]++] = i;
            }
        }

        return (starts, order);
    }

    /// <summary>The distance from each matrix of a factor to the next; null where it is not always the same.</summary>
    private static int? BatchStride<T>(Tensor<T> factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int? stride = null;
        long next = 0;
        for (int d = factor.Rank - 3; d >= 0; d--)
        {
            int length = factor.Shape[d];
            if (length == 1)
            {
                continue;
            }

            if (stride is not null && factor.Strides[d] != next)
            {
                return null;
            }

            stride ??= factor.Strides[d];
            next = (long)factor.Strides[d] * length;
        }

        return stride ?? 0;
    }
}
