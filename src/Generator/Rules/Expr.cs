using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Rules;

/// <summary>
/// An IR value under construction, with C# operators: a rule's partial is written as the formula it is.
/// </summary>
internal readonly record struct Expr(Builder Builder, Value Value)
{
    public IrType Type => Value.Type;

    public static Expr operator +(Expr a, Expr b) => a.With("add", b);

    public static Expr operator -(Expr a, Expr b) => a.With("subtract", b);

    public static Expr operator *(Expr a, Expr b) => a.With("multiply", b);

    public static Expr operator /(Expr a, Expr b) => a.With("divide", b);

    public static Expr operator -(Expr a) => a.Function("negate");

    public static Expr operator +(double a, Expr b) => b.Constant(a) + b;

    public static Expr operator -(double a, Expr b) => b.Constant(a) - b;

    public static Expr operator *(double a, Expr b) => b.Constant(a) * b;

    public static Expr operator /(double a, Expr b) => b.Constant(a) / b;

    public static Expr operator +(Expr a, double b) => a + a.Constant(b);

    public static Expr operator -(Expr a, double b) => a - a.Constant(b);

    public static Expr operator *(Expr a, double b) => a * a.Constant(b);

    public static Expr operator /(Expr a, double b) => a / a.Constant(b);

    public static Expr operator <(Expr a, Expr b) => a.Compare("less", b);

    public static Expr operator >(Expr a, Expr b) => a.Compare("greater", b);

    public static Expr operator <=(Expr a, Expr b) => a.Compare("lessOrEqual", b);

    public static Expr operator >=(Expr a, Expr b) => a.Compare("greaterOrEqual", b);

    public static Expr operator <(Expr a, double b) => a < a.Constant(b);

    public static Expr operator >(Expr a, double b) => a > a.Constant(b);

    public static Expr operator <=(Expr a, double b) => a <= a.Constant(b);

    public static Expr operator >=(Expr a, double b) => a >= a.Constant(b);

    public static Expr operator &(Expr a, Expr b) => a.Compare("and", b);

    public static Expr operator |(Expr a, Expr b) => a.Compare("or", b);

    public static Expr operator !(Expr a) => new(a.Builder, a.Builder.Apply("not", IrType.Bool, a.Value));

    /// <summary><c>this == other</c>; a method, since == on records means something else.</summary>
    public Expr EqualTo(Expr other) => Compare("equal", other);

    public Expr EqualTo(double other) => EqualTo(Constant(other));

    public Expr NotEqualTo(Expr other) => Compare("notEqual", other);

    /// <summary>The constant in this value's type, which may be an integer type.</summary>
    public Expr Constant(double value) =>
        new(Builder, Type.Kind == ScalarKind.Integer ? Builder.Constant(Type, (long)value) : Builder.Constant(Type, value));

    /// <summary>The <c>int</c> constant.</summary>
    public Expr Integer(int value) => new(Builder, Builder.Constant(IrType.Int, (long)value));

    /// <summary>This value converted to another type: a rule's integer argument as a number.</summary>
    public Expr As(IrType type) => new(Builder, Builder.Cast(Value, type));

    /// <summary>A function of the rule table applied to this value (and more) giving this value's type.</summary>
    public Expr Function(string key, params Expr[] more)
    {
        var operands = new Value[more.Length + 1];
        operands[0] = Value;
        for (int i = 0; i < more.Length; i++)
        {
            operands[i + 1] = more[i].Value;
        }

        return new Expr(Builder, Builder.Apply(key, Type, operands));
    }

    /// <summary>A function of the rule table whose first argument (an order, say) has another type than the result.</summary>
    public static Expr Of(string key, IrType type, Expr first, Expr second) =>
        new(first.Builder, first.Builder.Apply(key, type, first.Value, second.Value));

    /// <summary>A predicate of the rule table applied to this value.</summary>
    public Expr Predicate(string key) => new(Builder, Builder.Apply(key, IrType.Bool, Value));

    /// <summary><c>this ? whenTrue : whenFalse</c>.</summary>
    public Expr Select(Expr whenTrue, Expr whenFalse) => new(Builder, Builder.Select(Value, whenTrue.Value, whenFalse.Value));

    /// <summary>This seed times a partial that may be infinite or NaN: 0 where the seed is exactly 0.</summary>
    public Expr GuardedTimes(Expr partial) => new(Builder, Builder.GuardedMultiply(Value, partial.Value));

    /// <summary>This seed over a divisor that may be 0: 0 where the seed is exactly 0.</summary>
    public Expr GuardedOver(Expr divisor) => new(Builder, Builder.GuardedDivide(Value, divisor.Value));

    /// <summary>A term that belongs to this seed and may be infinite or NaN: 0 where the seed is exactly 0.</summary>
    public Expr UnlessZero(Expr term) => EqualTo(0).Select(new Expr(Builder, Builder.Zero(Type)), term);

    private Expr With(string key, Expr other) => new(Builder, Builder.Apply(key, Type, Value, other.Value));

    private Expr Compare(string key, Expr other) => new(Builder, Builder.Apply(key, IrType.Bool, Value, other.Value));
}
