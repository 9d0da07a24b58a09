using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests;

/// <summary>What a person may write for a store's file.</summary>
public abstract partial class FileStoreContract
{
    /// <summary>The keyword that names the file in a connection string.</summary>
    protected virtual string Keyword => "";

    [Fact]
    public async Task A_connection_string_that_names_just_the_file_is_that_file()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        await Files.CloseAsync();
        foreach (var text in new[] { $"{Keyword}={Files.File}", $"{Keyword.ToUpperInvariant()} = '{Files.File}' ;" })
        {
            await using var store = Make(text);
            await store.OpenAsync(Opening, default);
            Assert.NotNull(await store.LoadAsync("order-1", 0, default));
            Assert.EndsWith(Files.File, store.Description);
        }
    }

    [Theory]
    [InlineData("$=x.db;Cache=Shared", "'Cache'")]
    [InlineData("Mode=ReadOnly;$=x.db", "'Mode'")]
    [InlineData("$=x.db;Connection=direct", "'Connection'")]
    [InlineData("$=x.db;readonly", "'readonly'")]
    [InlineData("$=x.db;$=y.db", "two files")]
    [InlineData("$=", "names no file")]
    [InlineData("$=:memory:", "UseMemory()")]
    [InlineData(":memory:", "UseMemory()")]
    [InlineData(":temp:", "UseMemory()")]
    [InlineData("file:x.db?mode=memory", "names no file")]
    [InlineData("folder/", "names a folder")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    public void A_path_that_says_something_else_is_refused_with_a_word(string path, string word)
    {
        var e = Assert.Throws<ArgumentException>(() => Make(path.Replace("$", Keyword)));
        Assert.Equal("path", e.ParamName);
        Assert.Contains(word, e.Message);
    }

    [Fact]
    public void A_password_is_not_repeated()
    {
        var e = Assert.Throws<ArgumentException>(() => Make($"{Keyword}=x.db;Password=s3cret"));
        Assert.Contains("'Password'", e.Message);
        Assert.DoesNotContain("s3cret", e.Message);
    }

    [Theory]
    [InlineData("not/there/sagas.db", "not/there' does not exist")]
    [InlineData("", "is a folder")]
    public async Task A_path_that_cannot_be_is_one_clear_error(string path, string what)
    {
        await using var store = Make(Path.Combine(Files.Folder, path));
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.OpenAsync(Opening, default));
        Assert.Contains("cannot be opened", e.Message);
        Assert.Contains(what, e.Message);
        Assert.Contains(Files.Folder, e.Message);
    }

    [Fact]
    public async Task Another_name_for_the_same_file_does_not_make_a_second_owner()
    {
        var link = Path.Combine(Files.Folder, "link.db");
        File.CreateSymbolicLink(link, Files.File);
        await using var other = Make(link);
        await Assert.ThrowsAsync<StoreOwnedException>(async () => await other.OpenAsync(Opening, default));
    }
}
