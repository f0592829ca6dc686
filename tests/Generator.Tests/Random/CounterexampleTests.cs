using System.Collections.Generic;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Programs that went wrong once, as random tests found them and made them smaller.</summary>
[TestFixture]
internal sealed class CounterexampleTests
{
    private static IEnumerable<TestCaseData> Programs =>
    [
        Named("A span bound to another one in each iteration", """
            public static double F(double x, double y, Span<double> s, int n)
            {
                ReadOnlySpan<double> c = s.Slice(1);
                for (int i = 0; i < n; i++)
                {
                    x += c[0] * y;
                    c = s;
                }

                return x;
            }
            """),
        Named("A bound that calls what reads a variable of the body", """
            public static double F(double x, double y, int n)
            {
                int k = 3;
                int Limit() => k;
                for (int i = 0; i < Limit(); i++)
                {
                    k--;
                    x = Math.Sin(x) * y;
                }
                return x;
            }
            """),
        Named("A bound that calls what changes a variable", """
            public static double F(double x, double y, int n)
            {
                int k = 3;
                int Limit() { k--; return k; }
                for (int i = 0; i < Limit(); i++)
                {
                    x = Math.Sin(x) * y;
                }
                return x * k;
            }
            """),
        Named("A condition that calls what changes a number", """
            public static double F(double x, double y, int n)
            {
                double z = y;
                double Next() { z = 2 * z + 1; return z; }
                int k = 0;
                while (k < 3 && Next() < 20)
                {
                    k++;
                    x = Math.Sin(x) * z;
                }
                return x * z;
            }
            """),
        Named("A condition that calls what changes an element", """
            public static double F(double x, double y, double[] a, int n)
            {
                double Next() { a[0] = 2 * a[0] + 1; return a[0]; }
                int k = 0;
                while (k < 3 && Next() < 20)
                {
                    k++;
                    x = Math.Sin(x) * a[0];
                }
                return x * a[0];
            }
            """),
        Named("A bound that changes its struct", """
            public struct P
            {
                public double A;
                public double B;
                public int Mix(int k) { A = A * k + 1; return k + 2; }
            }
            public static double F(double x, double y, P p, int n)
            {
                for (int i = 0; i < p.Mix(1); i++)
                {
                    x = Math.Sin(x) * p.A;
                }
                return x * p.A;
            }
            """),
        Named("A bound that is a field which the body changes", """
            public struct P
            {
                public double A;
                public double B;
                public int N;
                public double Run(double k)
                {
                    for (int i = 0; i < N; i++)
                    {
                        A = A * k + 1;
                        N--;
                    }
                    return A;
                }
            }
            public static double F(double x, double y, int n)
            {
                P p = new P { A = x, B = y };
                p.N = 5;
                return p.Run(y);
            }
            """),
        Named("A bound by another name of what the body changes", """
            public static double F(double x, double y, int n)
            {
                int k = 5;
                ref int r = ref k;
                for (int i = 0; i < r; i++)
                {
                    k--;
                    x = Math.Sin(x) * y;
                }
                return x;
            }
            """),
        Named("A method that changes its struct in the condition of a loop", """
            public struct P
            {
                public double A;
                public double B;
                public double Mix(double k)
                {
                    A = k * B;
                    return A;
                }
            }
            public static double F(double x, double y, P p, double[] a, int n)
            {
                int k = 0;
                while (k < 3 && p.A + 2 > p.Mix(x))
                {
                    k++;
                    a[2] = x * p.A;
                }
                return x + p.A;
            }
            """),
        Named("Choices of one number in two inlined bodies", """
            public static double F(double x, double y, double[] a, Span<double> s, int n)
            {
                void Move(ref double g, out double h, double u)
                {
                    h = g;
                    switch (n)
                    {
                        case 1:
                        case 3:
                        {
                            a[1] = Math.Sin(a[3]);
                            break;
                        }
                    }
                }
                Move(ref x, out x, x);
                Move(ref x, out double v6, 1.0);
                return x * a[1];
            }
            """),
        Named("A side effect in the condition of a loop", """
            public static double F(double x, double y, int n)
            {
                while (x++ < 4)
                {
                    y *= x;
                }

                return x * y;
            }
            """),
        Named("A loop at the end of an arm", """
            public static double F(double x, double y, int n)
            {
                for (int i = 0; i != 3; i++)
                {
                    if (1.5 > x)
                    {
                        for (int j = 1; j >= 0; j -= 2)
                        {
                            x = Math.Sin(x) * y;
                        }
                    }
                }

                return x;
            }
            """),
        Named("A condition that is constant where its value is written out", """
            public static double F(double x, double y, int n)
            {
                int mode = 0;
                return mode switch { 0 => x * y, 1 or 2 => y, _ => x };
            }
            """),
        Named("Choices by one condition, of which not all reach a call", """
            public static double F(double x, double y, int n)
            {
                double v = (n > 0 ? F(y, y, 0) : x) + (n > 0 ? F(x, x, 0) : y);
                return y >= x ? v : Math.Sin(y - x);
            }
            """),
        Named("A work array made in a loop that is not counted", """
            public static double F(double x, double y, int n)
            {
                for (; x < 1; x++)
                {
                    Span<double> w = new double[2];
                    w[0] = x;
                    y = w[w.Length - 2];
                }

                return y;
            }
            """),
        Named("An output that is another parameter", """
            public static void Move(ref double g, out double h) => h = g;

            public static double F(double x, double y, int n)
            {
                Move(ref x, out double h);
                return h * y + x;
            }
            """),
        Named("A slice of a span on a new array", """
            public static double F(double x, double y, int n)
            {
                Span<double> w = new double[4];
                w[2] = x * y;
                Span<double> c = w.Slice(1);
                c[1] *= y;
                return x * w[2];
            }
            """),
        Named("Spans that are chosen from a span and an array, and exchanged", """
            public static double F(double x, double y, double[] a, Span<double> s, int n)
            {
                Span<double> c = n > 0 ? s : a;
                Span<double> d = y > 0 ? c.Slice(1) : s;
                for (int i = 0; i < 2; i++)
                {
                    Span<double> e = c;
                    if (x > y)
                    {
                        c = d;
                    }

                    d = e;
                    c[0] *= x;
                    d = d.Slice(0, 2);
                }

                return c[0] * d[1];
            }
            """),
        Named("A condition with a call that writes to an array", """
            public static double F(double x, double y, Span<double> s, int n)
            {
                int k = 0;
                do
                {
                    k++;
                    x = s[2] * y;
                    s[2] = x;
                }
                while (k < 2 && x < (y < 0 ? n > 0 && x < F(x, x, s, n - 4) ? s[0] : s[1] : x));

                return x;
            }
            """),
        Named("An assignment to a tuple with an index that its first part changes", """
            public static double F(double x, double y, double[] a, int n)
            {
                (x, a[0 >= x ? 3 : 1]) = (y, x * y);
                return x * a[1] + a[3];
            }
            """),
        Named("An assignment to a tuple with an index that a call gives, which changes a value of it", """
            public static double F(double x, double y, double[] a, int n)
            {
                int Count() { x *= y; return 7; }
                for (int i = 2; i >= 0; i--)
                {
                    (y, a[Count() % 2]) = (x, y);
                }

                return x + y * a[1];
            }
            """),
        Named("A loop that throws in its first iteration, as turns out late", """
            public static double F(double x, double y, int n)
            {
                while (x < 2)
                {
                    x++;
                    bool b = y < y;
                    if (!b)
                    {
                        throw new System.ArgumentException("guard");
                    }
                }

                return x * y;
            }
            """),
        Named("A loop of a local function that throws in its first iteration", """
            public static double F(double x, double y, Span<double> s, int n)
            {
                static void Fill(Span<double> t, double u)
                {
                    int k = 0;
                    while (k < 2)
                    {
                        k++;
                        if (u > 0 || true)
                        {
                            throw new System.ArgumentException("guard");
                        }
                    }
                }

                if (n > 0)
                {
                    Fill(s, x);
                }

                return x * s[0];
            }
            """),
        Named("A loop that carries a number and throws in its first iteration", """
            public static double F(double x, double y, int n)
            {
                double v = y;
                for (int i = 0; i < n; i++)
                {
                    v *= x;
                    if (y >= y || n < 0)
                    {
                        throw new System.ArgumentException("guard");
                    }
                }

                return v * x;
            }
            """),
    ];

    [TestCaseSource(nameof(Programs))]
    public void Derivatives_are_those_of_dual_numbers(string program) => Assert.That(ProgramCheck.Check(program), Is.Null);

    private static TestCaseData Named(string name, string program) => new TestCaseData(program).SetName(name);
}
