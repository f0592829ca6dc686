using System;
using System.Linq;
using System.Threading;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Generated;

/// <summary>The tape that generated code keeps values on.</summary>
[TestFixture]
internal sealed class TapeTests
{
    [Test]
    public void What_is_pushed_comes_back_in_the_opposite_order()
    {
        const int Count = 100_000;
        using Tape<int> tape = Tape<int>.Rent();
        for (int i = 0; i < Count; i++)
        {
            tape.Push(i);
            if (i % 7 == 0)
            {
                Assert.That(tape.Pop(), Is.EqualTo(i));
                tape.Push(i);
            }
        }

        for (int i = Count - 1; i >= 0; i--)
        {
            Assert.That(tape.Pop(), Is.EqualTo(i));
        }

        Assert.Throws<InvalidOperationException>(() => tape.Pop());
    }

    [Test]
    public void Reserved_room_never_moves()
    {
        using Tape<double> tape = Tape<double>.Rent();
        Span<double> first = tape.Reserve(10);
        first.Fill(3);
        for (int i = 0; i < 50; i++)
        {
            tape.Reserve(1000 * (i + 1)).Fill(i);
            tape.Push(i);
        }

        Assert.That(first.ToArray(), Is.All.EqualTo(3));
    }

    [Test]
    public void Cleared_room_is_zero_also_where_it_was_used_before()
    {
        for (int round = 0; round < 3; round++)
        {
            using Tape<double> tape = Tape<double>.Rent();
            Span<double> room = tape.ReserveCleared(100);
            Assert.That(room.ToArray(), Is.All.Zero);
            room.Fill(round + 1);
        }
    }

    [Test]
    public void Room_below_zero_is_none_but_no_array()
    {
        using Tape<double> tape = Tape<double>.Rent();
        Assert.That(tape.Reserve(-3).Length, Is.Zero);
        Assert.That(tape.Reserve(0).Length, Is.Zero);
        Assert.Throws<OverflowException>(() => tape.ReserveCleared(-1));
    }

    [Test]
    public void Released_room_is_used_again()
    {
        using Tape<double> tape = Tape<double>.Rent();
        Warm(tape);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Warm(tape);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        static void Warm(Tape<double> tape)
        {
            for (int i = 0; i < 1000; i++)
            {
                int mark = tape.Mark();
                tape.Reserve(64);
                tape.Reserve(128);
                tape.Release(mark);
            }
        }
    }

    [Test]
    public void Tapes_in_use_at_the_same_time_are_different()
    {
        using Tape<int> outer = Tape<int>.Rent();
        outer.Push(1);
        using (Tape<int> inner = Tape<int>.Rent())
        {
            Assert.That(inner, Is.Not.SameAs(outer));
            inner.Push(2);
        }

        Assert.That(outer.Pop(), Is.EqualTo(1));
    }

    [Test]
    public void Renting_allocates_nothing_once_the_pool_is_warm()
    {
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        static void Use()
        {
            using Tape<double> tape = Tape<double>.Rent();
            tape.Reserve(100);
            for (int i = 0; i < 1000; i++)
            {
                tape.Push(i);
            }
        }
    }

    [Test]
    public void Disposing_twice_returns_it_once()
    {
        Tape<long> tape = Tape<long>.Rent();
        tape.Dispose();
        tape.Dispose();
        using Tape<long> first = Tape<long>.Rent();
        using Tape<long> second = Tape<long>.Rent();
        Assert.That(second, Is.Not.SameAs(first));
    }

    [Test]
    public void Every_thread_has_a_pool_of_its_own()
    {
        int[] sums = new int[4];
        Thread[] threads = Enumerable.Range(0, sums.Length).Select(t => new Thread(() =>
        {
            for (int round = 0; round < 200; round++)
            {
                using Tape<int> tape = Tape<int>.Rent();
                for (int i = 0; i < 1000; i++)
                {
                    tape.Push(t);
                }

                for (int i = 0; i < 1000; i++)
                {
                    sums[t] += tape.Pop();
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(sums, Is.EqualTo(Enumerable.Range(0, sums.Length).Select(t => 200_000 * t)));
    }

    [Test]
    public void References_are_let_go()
    {
        WeakReference reference = Leave();
        GC.Collect();
        Assert.That(reference.IsAlive, Is.False);

        static WeakReference Leave()
        {
            using Tape<object> tape = Tape<object>.Rent();
            object thing = new();
            tape.Push(thing);
            return new WeakReference(thing);
        }
    }
}
