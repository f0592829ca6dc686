using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>NoGrad and EnableGrad: nested, through await, and no further.</summary>
[TestFixture]
public sealed class GradModeTests
{
    [Test]
    public void Scopes_Nest()
    {
        Assert.That(Autograd.IsGradEnabled, Is.True);
        using (Autograd.NoGrad())
        {
            Assert.That(Autograd.IsGradEnabled, Is.False);
            using (Autograd.EnableGrad())
            {
                Assert.That(Autograd.IsGradEnabled, Is.True);
                using (Autograd.NoGrad())
                {
                    Assert.That(Autograd.IsGradEnabled, Is.False);
                }

                Assert.That(Autograd.IsGradEnabled, Is.True);
            }

            Assert.That(Autograd.IsGradEnabled, Is.False);
        }

        Assert.That(Autograd.IsGradEnabled, Is.True);
    }

    [Test]
    public void Scope_EndsWithAnException()
    {
        Assert.That(
            () =>
            {
                using (Autograd.NoGrad())
                {
                    throw new TimeoutException();
                }
            },
            Throws.TypeOf<TimeoutException>());
        Assert.That(Autograd.IsGradEnabled, Is.True);
    }

    [Test]
    public void Dispose_ASecondTime_DoesNothing()
    {
        GradModeScope scope = Autograd.NoGrad();
        scope.Dispose();
        using (Autograd.NoGrad())
        {
            scope.Dispose();
            Assert.That(Autograd.IsGradEnabled, Is.False);
        }
    }

    [Test]
    public void EnableGrad_InsideNoGrad_Records()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        using (Autograd.NoGrad())
        {
            Assert.That((x * x).RequiresGrad, Is.False);
            Assert.That(x.Sum().RequiresGrad, Is.False);
            using (Autograd.EnableGrad())
            {
                (x * x).Backward();
            }
        }

        Assert.That(x.Grad!.Item(), Is.EqualTo(6));
    }

    /// <summary>A leaf made inside keeps its flag, as in PyTorch; only recording is off.</summary>
    [Test]
    public void Leaf_MadeInsideNoGrad_MayRequireAGradient()
    {
        using (Autograd.NoGrad())
        {
            Assert.That(Tensor.Create(1.0, requiresGrad: true).RequiresGrad, Is.True);
        }
    }

    [Test]
    public void Backward_RunsInsideNoGrad()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = x * x;
        using (Autograd.NoGrad())
        {
            y.Backward();
        }

        Assert.That(x.Grad!.Item(), Is.EqualTo(6));
    }

    [Test]
    public async Task NoGrad_FollowsAwaitToAnotherThread()
    {
        using (Autograd.NoGrad())
        {
            await Task.Yield();
            Assert.That(Autograd.IsGradEnabled, Is.False);
            await Task.Delay(5).ConfigureAwait(false);
            Assert.That(Autograd.IsGradEnabled, Is.False);
            Assert.That(await Task.Run(() => Autograd.IsGradEnabled), Is.False, "a task started inside");
        }

        Assert.That(Autograd.IsGradEnabled, Is.True);
        await Task.Yield();
        Assert.That(Autograd.IsGradEnabled, Is.True);
    }

    [Test]
    public async Task NoGrad_DoesNotLeaveTheTaskThatOpenedIt()
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task task = OpenScope();
        await opened.Task;

        Assert.That(Autograd.IsGradEnabled, Is.True, "in the caller");
        Assert.That(await Task.Run(() => Autograd.IsGradEnabled), Is.True, "in a task beside it");
        seen.SetResult();
        await task;
        Assert.That(Autograd.IsGradEnabled, Is.True);

        // The scope is left open on purpose.
        async Task OpenScope()
        {
            GradModeScope scope = Autograd.NoGrad();
            opened.SetResult();
            await seen.Task;
            Assert.That(Autograd.IsGradEnabled, Is.False);
            GC.KeepAlive(scope);
        }
    }

    [Test]
    public void NoGrad_DoesNotReachParallelThreads()
    {
        using var inside = new Barrier(2);
        bool other = false;
        var thread = new Thread(() =>
        {
            inside.SignalAndWait();
            other = Autograd.IsGradEnabled;
            inside.SignalAndWait();
        });
        thread.Start();
        using (Autograd.NoGrad())
        {
            inside.SignalAndWait();
            inside.SignalAndWait();
        }

        thread.Join();
        Assert.That(other, Is.True);
    }
}
