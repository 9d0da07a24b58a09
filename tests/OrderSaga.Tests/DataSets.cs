namespace Shop.Tests;

/// <summary>The data sets that runs are tried with.</summary>
internal static class DataSets
{
    /// <summary>The example's own.</summary>
    public static string Sample => Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>The Northwind files, where they lie beside the repository (shared/data/northwind in a folder above); otherwise null.</summary>
    public static string? Northwind
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "shared", "data", "northwind");
                if (File.Exists(Path.Combine(candidate, "orders.csv")))
                    return candidate;
            }

            return null;
        }
    }

    /// <summary>Why tests with the Northwind files are skipped; null: they are there.</summary>
    public static string? WhyNoNorthwind => Northwind is null ? "There is no shared/data/northwind in a folder above." : null;

    /// <summary>A copy of the sample, to be spoilt.</summary>
    public static void CopySample(string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(Sample))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}

/// <summary>A test with the Northwind files; counted as skipped where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NorthwindFactAttribute : FactAttribute
{
    public NorthwindFactAttribute() => Skip = DataSets.WhyNoNorthwind;
}

/// <summary>A test of several cases with the Northwind files; counted as skipped where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NorthwindTheoryAttribute : TheoryAttribute
{
    public NorthwindTheoryAttribute() => Skip = DataSets.WhyNoNorthwind;
}
