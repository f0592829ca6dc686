using System.Collections.Generic;
using System.Globalization;
using System.Text;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// A piece of C# under construction, with a placeholder for each operand. Where an operator or a member access binds to an
/// operand, the template has parentheses around the placeholder: who fills it in puts the text there as it is.
/// </summary>
internal sealed class PassiveCode
{
    private readonly StringBuilder _template = new();
    private readonly List<Value> _operands = [];

    public IReadOnlyList<Value> Operands => _operands;

    public string Template => _template.ToString();

    /// <summary>Appends C# that is not a placeholder.</summary>
    public PassiveCode Text(string text)
    {
        _template.Append(text.Replace("{", "{{").Replace("}", "}}"));
        return this;
    }

    public PassiveCode Operand(Value value, bool isBound = false)
    {
        string index = _operands.Count.ToString(CultureInfo.InvariantCulture);
        _template.Append(isBound ? "({" : "{").Append(index).Append(isBound ? "})" : "}");
        _operands.Add(value);
        return this;
    }
}
