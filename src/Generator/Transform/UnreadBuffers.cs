using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// The buffers of derivative code that are written and never read, with all slices of them: what goes there is for nothing.
/// </summary>
internal static class UnreadBuffers
{
    public static HashSet<int> Find(Region body)
    {
        var made = new HashSet<int>();
        var sources = new Dictionary<int, int>();
        var read = new HashSet<int>();
        Visit(body, made, sources, read);

        // Reading a slice reads what it is a slice of.
        foreach (int buffer in read.ToArray())
        {
            for (int current = buffer; sources.TryGetValue(current, out int source) && read.Add(source); current = source)
            {
            }
        }

        var unread = new HashSet<int>(made.Where(buffer => !read.Contains(buffer)));
        foreach (int slice in sources.Keys)
        {
            int root = slice;
            while (sources.TryGetValue(root, out int source))
            {
                root = source;
            }

            if (unread.Contains(root))
            {
                unread.Add(slice);
            }
        }

        return unread;
    }

    private static void Visit(Region region, HashSet<int> made, Dictionary<int, int> sources, HashSet<int> read)
    {
        foreach (Op op in region.Ops)
        {
            switch (op.Kind)
            {
                case OpKind.New:
                    if (((NewAttribute)op.Attribute!).Purpose != Purpose.Primal)
                    {
                        made.Add(op.Result.Id);
                    }

                    break;
                case OpKind.Slice:
                    sources[op.Result.Id] = op.Operands[0].Id;
                    break;
                case OpKind.Store or OpKind.Accumulate or OpKind.Length:
                    break;
                default:
                    read.UnionWith(op.Operands.Where(operand => operand.Type.IsBuffer).Select(operand => operand.Id));
                    break;
            }

            foreach (Region inner in op.Regions)
            {
                Visit(inner, made, sources, read);
            }
        }

        read.UnionWith(region.Yields.Where(yield => yield.Type.IsBuffer).Select(yield => yield.Id));
    }
}
