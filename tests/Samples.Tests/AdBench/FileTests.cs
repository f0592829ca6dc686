using System.IO;
using System.Linq;
using AutoDiff.Samples.AdBench;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.AdBench;

/// <summary>Files are read as ADBench means them and written as it writes them; what is wrong in one is said with its place.</summary>
[TestFixture]
internal sealed class FileTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("adbench").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("gmm_d2_K5.j.txt")]
    [TestCase("ba_varied_own_n5_m9_p24.j.txt")]
    [TestCase("hand_complicated1_t26_c100.j.txt")]
    [TestCase("lstm_l2_c1024.j.txt")]
    public void Numbers_are_written_as_the_reference_writes_them(string name)
    {
        string golden = AdBenchData.Golden(name, "");
        string path = Path.Combine(_directory, "out.txt");
        OutputFile.Write(path, AdBenchData.Values(golden));

        // C writes a zero with its sign, and so does .NET.
        Assert.That(File.ReadAllText(path), Is.EqualTo(File.ReadAllText(golden).ReplaceLineEndings("\n")));
    }

    [Test]
    public void One_point_of_a_mixture_stands_for_all()
    {
        GmmInput input = GmmInput.Read(Write("2 1 3", "0.5", "1 2", "3 4 5", "6 7", "1.5 2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(input.Points, Is.EqualTo(new double[] { 6, 7, 6, 7, 6, 7 }));
            Assert.That(input.Factors, Is.EqualTo(new double[] { 3, 4, 5 }));
            Assert.That((input.Gamma, input.DegreesOfFreedom), Is.EqualTo((1.5, 2)));
        }
    }

    [Test]
    public void One_camera_stands_for_all_and_observations_go_around()
    {
        var input = BundleAdjustmentInput.Read(Write("2 3 4", "1 2 3 4 5 6 7 8 9 10 11", "12 13 14", "15", "16 17"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(input.Cameras, Is.EqualTo(Enumerable.Range(0, 22).Select(i => i % 11 + 1.0)));
            Assert.That(input.Points, Is.EqualTo(Enumerable.Range(0, 9).Select(i => i % 3 + 12.0)));
            Assert.That(input.Weights, Is.EqualTo(new double[] { 15, 15, 15, 15 }));
            Assert.That(input.Features, Is.EqualTo(Enumerable.Range(0, 8).Select(i => i % 2 + 16.0)));
            Assert.That(input.Observations, Is.EqualTo(new[] { 0, 0, 1, 1, 0, 2, 1, 0 }));
        }
    }

    [TestCase("gmm", "2 1 x", "line 1: the number n of points must be an integer, but is 'x'.")]
    [TestCase("gmm", "2 0 1", "line 1: the number K of components must be positive, but is 0.")]
    [TestCase("gmm", "2 1 1\n0.5\n1 y", "line 3: means: 'y' is not a number.")]
    [TestCase("gmm", "2 1 1\n0.5\n1 NaN", "line 3: means: 'NaN' is not a number.")]
    [TestCase("gmm", "2 1 1\n0.5\n1 2", "line 3: 3 values are expected for inverse covariance factors, but only 0 are left.")]
    [TestCase("gmm", "2 1 1\n0.5\n1 2\n3 4 5\n6 7\n1.5 2\n8 9", "line 6: the values should end here, but '8' follows.")]
    [TestCase("gmm", "2 1 2000000000\n0.5\n1 2\n3 4 5\n6 7\n1.5 2", "too large")]
    [TestCase("gmm", "", "line 1: the dimension d is expected, but the values end here.")]
    [TestCase("ba", "1 1 1\n1 2 3", "line 1: 'n m p' is followed by 17 values (all equal) or 19 (all given), not by 3.")]
    [TestCase("ba", "1 1 1\n0 0 0 0 0 0 0 0 0 0 0\n0 0 0\n1\n0 1\n0 0", "line 5: there are 1 to choose from, but a point has the index 1.")]
    [TestCase("ba", "1 1 2000000000", "line 1: the problem is too large: the Jacobian of 2000000000 observations does not fit")]
    [TestCase("hand", "1 25\n", "line 1: a pose has 26 parameters, but T is 25.")]
    [TestCase("hand", "1 26\n0 1 2 3", "line 1: 'N T' is followed by 30 values for the objective 'hand', not by 4.")]
    [TestCase("hand-complicated", "1 26\n0 1 2 3", "line 1: 'N T' is followed by 32 values for the objective 'hand-complicated', not by 4")]
    [TestCase("lstm", "1 1 1\n", "line 1: a sequence of one character predicts nothing: c must be at least 2.")]
    [TestCase("lstm", "1 2000000000 1\n", "line 1: 8 values are expected for main parameters, but only 0 are left.")]
    public void What_is_wrong_in_an_input_is_said_with_its_place(string objective, string content, string message)
    {
        string path = Write(content);
        Assert.That(
            () => Problem.Read(new Arguments(objective, path, AdBenchData.ModelDirectory, null, 1)),
            Throws.TypeOf<InputException>().With.Message.Contains(message));
    }

    [TestCase("bones.txt", "wrist:0:1", "line 1: the parent of a bone precedes it or is -1, but this is 0.")]
    [TestCase("bones.txt", "wrist:-1:1:0:0:0:0:1:0:0:0:0:1:0:0:0:1:1", "line 1: the last row of a bone's matrix must be 0 0 0 1.")]
    [TestCase("bones.txt", "", "a hand has at least 21 bones, here are 0.")]
    [TestCase("vertices.txt", "1:2:3:4:5:6:7:8:1:22:1", "line 1: there are 22 to choose from, but a bone has the index 22.")]
    [TestCase("vertices.txt", "1:2:3:4:5:6:7:8:1:21:1:7", "line 1: the values should end here, but '7' follows.")]
    [TestCase("triangles.txt", "1:2:544", "line 1: there are 544 to choose from, but a vertex has the index 544.")]
    public void What_is_wrong_in_a_hand_model_is_said_with_its_place(string name, string content, string message)
    {
        foreach (string path in Directory.GetFiles(AdBenchData.ModelDirectory))
        {
            File.Copy(path, Path.Combine(_directory, Path.GetFileName(path)));
        }

        File.WriteAllText(Path.Combine(_directory, name), content);
        Assert.That(
            () => HandModel.Read(_directory),
            Throws.TypeOf<InputException>().With.Message.Contains(name).And.Message.EndsWith(message));
    }

    private string Write(params string[] lines)
    {
        string path = Path.Combine(_directory, "input.txt");
        File.WriteAllLines(path, lines);
        return path;
    }
}
