using System.Reflection;
using Xunit;

namespace SagaDsl.TestKit.Snapshots;

/// <summary>The folder of a project's verified files.</summary>
public static class SnapshotFolder
{
    /// <summary>The folder beside a test's file. Continuous integration maps source paths, so only the part from <c>tests</c> on counts.</summary>
    public static string Of(string testFile)
    {
        var parts = testFile.Replace('\\', '/').Split('/');
        var tests = Array.LastIndexOf(parts, "tests");
        return Repository.PathOf([.. parts[tests..^1], "_snapshots"]);
    }

    /// <summary>Fails where a verified file belongs to no test of an assembly.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tests">The assembly.</param>
    public static void HasNoOrphans(string folder, Assembly tests)
    {
        var known = tests.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        var orphans = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.verified.*").Select(Path.GetFileName).Where(name => !known.Contains(name!.Split('#')[0])).ToList()
            : [];
        if (orphans.Count > 0)
            Assert.Fail($"No test gives these verified files any more; delete them: {string.Join(", ", orphans)}");
    }
}
