using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>AutoDiff.SpecialFunctions.</content>
internal static partial class RuleTable
{
    private const double TwoOverSqrtPi = 1.128379167095512573896158903122;
    private const double OneOverSqrtPi = 0.564189583547756286948079451561;

    private static IEnumerable<Rule> ErrorFunctions() =>
    [
        // erf x = 2 / sqrt(pi) * (integral from 0 to x of e^(-t^2)).
        Unary("erf", InSpecial("Erf"), ["Erf(r)"], (s, x, _) => s * (TwoOverSqrtPi * (-(x * x)).Function("exp")), AnyReal, cost: 25, flat: Infinity),

        // erfc x = 1 - erf x.
        Unary(
            "erfc",
            InSpecial("Erfc"),
            ["Erfc(r)"],
            (s, x, _) => -(s * (TwoOverSqrtPi * (-(x * x)).Function("exp"))),
            AnyReal,
            cost: 30,
            flat: Infinity),

        // y = e^(x^2) erfc x:  y' = 2 x y - 2 / sqrt(pi).
        // For large x that difference cancels; from 30 on the first terms of its asymptotic series
        //   y' = -w / sqrt(pi) * (1 - 3/2 w + 15/4 w^2 - 105/8 w^3 + 945/16 w^4 - ...),  w = 1 / x^2,
        // are exact to 12 digits.
        Unary(
            "scaledErfc",
            InSpecial("ScaledErfc"),
            ["ScaledErfc(r)"],
            (s, x, y) =>
            {
                // Of a number that is small enough where the other formula is taken: the derivatives of w would overflow next to 0.
                Expr isLarge = x > 30;
                Expr large = isLarge.Select(x, x.Constant(30));
                Expr w = 1 / (large * large);
                Expr series = w * (1 - (w * (1.5 - (w * (3.75 - (w * (13.125 - (59.0625 * w))))))));
                return s.GuardedTimes(isLarge.Select(-OneOverSqrtPi * series, (2 * x * y) - TwoOverSqrtPi));
            },
            [-1.5, 0.3, 2.0, 5.0, 40.0],
            cost: 30,
            singular: true,
            flat: PositiveInfinity),

        // Phi' = phi, the density.
        Unary(
            "normalCdf",
            InSpecial("NormalCdf"),
            ["NormalCdf(r)"],
            (s, x, _) => s * x.Function("normalPdf"),
            AnyReal,
            cost: 30,
            flat: Infinity),

        // phi = e^(-x^2/2) / sqrt(2 pi):  phi' = -x phi, 0 at infinity.
        Unary(
            "normalPdf",
            InSpecial("NormalPdf"),
            ["NormalPdf(r)"],
            (s, x, y) => -(s * (x.Predicate("isInfinity").Select(x.Constant(0), x) * y)),
            AnyReal,
            cost: 20,
            flat: Infinity),
    ];

    private static IEnumerable<Rule> GammaFunctions() =>
    [
        // (ln |Gamma|)' = psi. Poles at 0, -1, -2 ...
        Unary(
            "logGamma",
            InSpecial("LogGamma").OnLanes().OnTensors("LogGamma").OnDevices("LogGamma"),
            ["LogGamma(r)"],
            (s, x, _) => s.GuardedTimes(x.Function("digamma")),
            [-1.6, 0.3, 1.7, 12.5],
            cost: 40,
            singular: true),

        // psi' = psi_1.
        Unary(
            "digamma",
            InSpecial("Digamma").OnLanes().OnTensors("Digamma").OnDevices("Digamma"),
            ["Digamma(r)"],
            (s, x, _) => s.GuardedTimes(Expr.Of("polygamma", x.Type, x.Integer(1), x)),
            [-1.6, 0.3, 1.7, 12.5],
            cost: 40,
            singular: true),

        // psi_n' = psi_(n+1).
        new Rule
        {
            Key = "polygamma",
            Kind = RuleKind.Partial,
            Arity = 2,
            Matches = ["Polygamma(i,r)"],
            Spelling = InSpecial("Polygamma").OnLanes().OnTensors("Polygamma"),
            Partials = [null, (s, x, _) => s.GuardedTimes(Expr.Of("polygamma", s.Type, x[0] + 1, x[1]))],
            Samples = [[0, 1.7], [1, 0.4], [1, 1.7], [2, 3.5], [3, 12.5]],
            Cost = 60,
            Singular = true,
            Flat = [null, FiniteAtInfinity],
        },
    ];

    private static IEnumerable<Rule> Logistic() =>
    [
        // sigma' = sigma(x) sigma(-x). Not y (1 - y): 1 - y has no digits left where y is close to 1.
        Unary(
            "sigmoid",
            InSpecial("Sigmoid"),
            ["Sigmoid(r)"],
            (s, x, y) => s * (y * (-x).Function("sigmoid")),
            AnyReal,
            cost: 25,
            flat: Infinity),

        // (ln sigma(x))' = sigma(-x).
        Unary(
            "logSigmoid",
            InSpecial("LogSigmoid"),
            ["LogSigmoid(r)"],
            (s, x, _) => s * (-x).Function("sigmoid"),
            AnyReal,
            cost: 45,
            flat: PositiveInfinity),

        // (ln(1 + e^x))' = sigma(x).
        Unary(
            "softplus",
            InSpecial("Softplus"),
            ["Softplus(r)"],
            (s, x, _) => s * x.Function("sigmoid"),
            AnyReal,
            cost: 45,
            flat: NegativeInfinity),

        // ln(e^a + e^b):  d/da = e^a / (e^a + e^b) = sigma(a - b). Equal infinities share the seed like equal numbers:
        // a - b is NaN there, and sums in the logarithm often begin at minus infinity (PyTorch: NaN).
        Binary(
            "logAddExp",
            InSpecial("LogAddExp"),
            ["LogAddExp(r,r)"],
            (s, a, b, _) => s * Share(a, b),
            (s, a, b, _) => s * Share(b, a),
            Pairs,
            cost: 45,
            flat: [FiniteAtInfinity, FiniteAtInfinity]),

        // x ln y, 0 at x = 0:  d/dx = ln y, and 0 at x = 0 where ln y is no number or minus infinity (PyTorch);
        // d/dy = x / y. Where x = 0 the function is 0 for every y, so is d/dy: the guard, set on the product, sees to it at y = 0
        // too (PyTorch: NaN).
        Binary(
            "xLogY",
            InSpecial("XLogY"),
            ["XLogY(r,r)"],
            (s, x, y, _) => (x.EqualTo(0) & (y <= 0)).Select(s.Constant(0), s.GuardedTimes(y.Function("log"))),
            (s, x, y, _) => (s * x).GuardedOver(y),
            [[1.5, 0.75], [-2.25, 0.5], [0.3, 1.7], [0.0, 2.6]],
            cost: 22,
            singular: true,
            flat: [null, FiniteAtInfinity]),
    ];

    /// <summary>e^mine / (e^mine + e^other).</summary>
    private static Expr Share(Expr mine, Expr other) =>
        (mine.EqualTo(other) & mine.Predicate("isInfinity")).Select(mine.Constant(0.5), (mine - other).Function("sigmoid"));
}
