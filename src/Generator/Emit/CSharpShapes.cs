using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>Structs, records and tuples, put together of their parts.</summary>
internal static class CSharpShapes
{
    /// <summary>A value put together from consecutive parts; passive parts have no derivative and are left at their default.</summary>
    public static string Rebuild(ShapeModel shape, IReadOnlyList<Code> results, int start, bool onlyActive)
    {
        if (!shape.IsComposite)
        {
            return results[start].Text;
        }

        int next = start;
        object[] parts = shape.Leaves
            .Select(leaf => (object)(onlyActive && !leaf.Type.IsReal ? $"default({leaf.Type.Name})!" : results[next++].Text)).ToArray();
        return string.Format(CultureInfo.InvariantCulture, shape.Template, parts);
    }
}
