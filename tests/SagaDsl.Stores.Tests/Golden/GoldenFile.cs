using System.Text;

namespace SagaDsl.Stores.Tests.Golden;

/// <summary>
/// Something as a version of the library wrote it, checked in as text: what stands before the JSON, in hexadecimal; the JSON;
/// what follows it, in hexadecimal; and what it is read as, member by member.
/// </summary>
internal sealed record GoldenFile(byte[] Before, byte[] Json, byte[] After, IReadOnlyList<string> Members)
{
    public static GoldenFile Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return new(Convert.FromHexString(lines[0]), Encoding.UTF8.GetBytes(lines[1]), Convert.FromHexString(lines[2]), lines[4..]);
    }

    /// <summary>Adds a file. One that is there stays as it is: what a version wrote cannot be written again.</summary>
    public void AddTo(string path)
    {
        if (!File.Exists(path))
            File.WriteAllText(path, ToString());
    }

    /// <summary>The members that are not read as they were. One that a later version added is none of them.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> read) => [.. Members.Except(read)];

    public override string ToString() =>
        $"{Convert.ToHexStringLower(Before)}\n{Encoding.UTF8.GetString(Json)}\n{Convert.ToHexStringLower(After)}\n\n{string.Join('\n', Members)}\n";
}
