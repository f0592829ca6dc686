using System.Collections.Generic;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Programs that once were wrong, as random tests found them and made them smaller; and such that may well go wrong.</summary>
[TestFixture]
internal sealed class CounterexampleTests
{
    private static IEnumerable<TestCaseData> Programs =>
    [
        new TestCaseData("""
            public static double F(double x, double y, int n)
            {
                x *= y;
                if (x > y)
                {
                    if (n > 3) return x;
                    y = Math.Sin(x);
                    (x, y) = (y, x);
                }

                return (n > 0 ? F(y, x, n - 4) : x * x) * y;
            }
            """).SetName("Early return before a recursion"),
    ];

    [TestCaseSource(nameof(Programs))]
    public void Derivatives_are_those_of_dual_numbers(string program) => Assert.That(ProgramCheck.Check(program), Is.Null);
}
