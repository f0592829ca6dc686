using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>The table of operations is complete, so that a new one without a test fails here.</summary>
public class OperationTableTests
{
    [Test]
    public void EveryPublicMember_IsInTheTable_OrExcludedForAReason()
    {
        HashSet<string> known = [.. Operations<double>.All.SelectMany(operation => operation.Members), .. Operations<double>.Excluded.Keys];
        string[] members = PublicMembers.All();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(members.Except(known), Is.Empty, "Add a reference implementation to Operations, or a reason to Excluded");
            Assert.That(known.Except(members), Is.Empty, "not a member any more");
            Assert.That(members, Has.Length.GreaterThan(250));
        }
    }
}
