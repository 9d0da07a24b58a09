using System.IO.Compression;
using System.Xml.Linq;

namespace SagaDsl.Package.Tests;

/// <summary>Packs once for all tests, and gives each consumer a folder where nothing but the packages is known.</summary>
[CollectionDefinition(Once)]
public sealed class PackedPackages : IAsyncLifetime, ICollectionFixture<PackedPackages>
{
    public const string Once = "packed once";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sagadsl-package-");
    private string _restored = "";

    /// <summary>The address of the repository that <see cref="Addressed"/> was packed for.</summary>
    public const string Address = "https://example.org/sagas";

    /// <summary>Every package there is: each folder of the runtime is one.</summary>
    public static TheoryData<string> All => [.. Projects];

    /// <summary>What goes beside the main package: stores and transports, and what those are tested with.</summary>
    public static TheoryData<string> Beside => [.. Projects.Except(["SagaDsl"])];

    private static IEnumerable<string> Projects => Directory.GetDirectories(Path.Combine(BuildFacts.Repository, "runtime"))
        .Select(folder => Path.GetFileName(folder)).Where(name => File.Exists(Path.Combine(BuildFacts.Repository, "runtime", name, name + ".csproj")))
        .Order(StringComparer.Ordinal);

    private string Packages => Path.Combine(_root.FullName, "packages");

    /// <summary>The folder of the packages that know an address.</summary>
    public string Addressed => Path.Combine(_root.FullName, "addressed");

    public async Task InitializeAsync()
    {
        foreach (var project in Projects)
            await PackAsync(project, Packages);

        // Once more, as it is packed for a repository that has an address.
        await PackAsync("SagaDsl", Addressed, $" -p:RepositoryUrl={Address}");

        // What the solution restored is, as it lies there, a source of packages: nothing is downloaded twice.
        var said = (await Dotnet.RunAsync(_root.FullName, "nuget locals global-packages --list")).MustSucceed();
        _restored = said[(said.IndexOf(':') + 1)..].Trim();
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The files of a package, without what the format itself adds.</summary>
    internal IReadOnlyList<string> Files(string id)
    {
        using var package = Open(id);
        return [.. package.Entries.Select(entry => entry.FullName).Where(IsOurs).Order(StringComparer.Ordinal)];

        static bool IsOurs(string name) =>
            !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml";
    }

    /// <summary>The description of a package.</summary>
    internal XElement Description(string id)
    {
        using var package = Open(id);
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().First();
        foreach (var element in metadata.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return metadata;
    }

    /// <summary>A consumer's folder, with a copy of its sources; outside the repository, so that none of its settings reach it.</summary>
    internal Consumer Consumer(string sources, string name, string store = "SagaDsl.Sqlite")
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        var given = Path.Combine(AppContext.BaseDirectory, "Consumer", sources);
        foreach (var file in Directory.Exists(given) ? Directory.EnumerateFiles(given) : [])
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var project = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumer", "Consumer.csproj"));
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), project
            .Replace("{store}", store, StringComparison.Ordinal)
            .Replace("{version}", BuildFacts.Version, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Packages}" />
                <add key="restored" value="{_restored}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
              <packageSourceMapping>
                <clear />
                <packageSource key="packed"><package pattern="SagaDsl*" /></packageSource>
                <packageSource key="restored"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        // A folder of its own, or a package that was unpacked earlier under the same version would be taken.
        return new(folder, Path.Combine(_root.FullName, "unpacked"));
    }

    /// <summary>The README in a package.</summary>
    /// <param name="id">The package.</param>
    /// <param name="folder">The folder of the packages; by default of those that know no address.</param>
    internal string Readme(string id, string? folder = null)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder ?? Packages, $"{id}.{BuildFacts.Version}.nupkg"));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        return readme.ReadToEnd();
    }

    private static async Task PackAsync(string project, string folder, string options = "")
    {
        var pack = $"pack runtime/{project} --no-build -c {BuildFacts.Configuration} -o \"{folder}\"{options}";
        (await Dotnet.RunAsync(BuildFacts.Repository, pack)).MustSucceed();
    }

    private ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{BuildFacts.Version}.nupkg"));
}

/// <summary>An application outside the repository that knows SagaDsl from its packages only.</summary>
internal sealed record Consumer(string Folder, string Unpacked)
{
    public Task<Said> DotnetAsync(string arguments) => Dotnet.RunAsync(Folder, arguments, ("NUGET_PACKAGES", Unpacked));

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
