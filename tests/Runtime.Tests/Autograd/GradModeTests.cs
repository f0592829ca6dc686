using System.Threading.Tasks;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

public class GradModeTests
{
    [Test]
    public void Scopes_NestAndRestore()
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
    public void Dispose_Twice_DoesNothing()
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
    public void NoGrad_KeepsResultsOutOfTheGraph()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> c;
        using (Autograd.NoGrad())
        {
            c = x.Exp();
            Assert.That(x.RequiresGrad, Is.True);
            using (Autograd.EnableGrad())
            {
                Assert.That(x.Exp().RequiresGrad, Is.True);
            }
        }

        Assert.That(c.RequiresGrad, Is.False);
        Assert.That(c.IsLeaf, Is.True);
        (c * x).Sum().Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(c.ToArray()));
    }

    [Test]
    public async Task NoGrad_FollowsAwait_AndStaysInside()
    {
        await SetNoGradAndLeaveItSet();
        Assert.That(Autograd.IsGradEnabled, Is.True);

        using (Autograd.NoGrad())
        {
            await Task.Yield();
            Assert.That(Autograd.IsGradEnabled, Is.False);
            await Task.Delay(1).ConfigureAwait(false);
            Assert.That(Autograd.IsGradEnabled, Is.False);
            Assert.That(await Task.Run(() => Autograd.IsGradEnabled), Is.False);
        }

        Assert.That(Autograd.IsGradEnabled, Is.True);
    }

    [Test]
    public async Task NoGrad_DoesNotLeakToOtherTasks()
    {
        var isInside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayLeave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task other = Task.Run(async () =>
        {
            using (Autograd.NoGrad())
            {
                isInside.SetResult();
                await mayLeave.Task;
                Assert.That(Autograd.IsGradEnabled, Is.False);
            }
        });
        await isInside.Task;
        bool here = Autograd.IsGradEnabled;
        bool inAThird = await Task.Run(() => Autograd.IsGradEnabled);
        mayLeave.SetResult();
        await other;

        Assert.That(here && inAThird, Is.True);
    }

    private static async Task SetNoGradAndLeaveItSet()
    {
        Autograd.NoGrad();
        await Task.Yield();
    }
}
