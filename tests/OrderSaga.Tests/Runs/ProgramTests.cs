namespace Shop.Tests.Runs;

/// <summary>The program as a person types it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--flaky 2", "--flaky needs a number from 0 to 0.9, not '2'.")]
    [InlineData("--flaky x", "--flaky needs a number from 0 to 0.9, not 'x'.")]
    [InlineData("--flaky", "--flaky needs a number from 0 to 0.9.")]
    [InlineData("--in-flight 0", "--in-flight needs a whole number from 1 to 4096, not '0'.")]
    [InlineData("--in-flight many", "--in-flight needs a whole number from 1 to 4096, not 'many'.")]
    [InlineData("--seed 1.5", "--seed needs a whole number, not '1.5'.")]
    [InlineData("--card-limit -1", "--card-limit needs an amount of 0 or more, not '-1'.")]
    [InlineData("--store redis", "--store needs litedb, sqlite or memory, not 'redis'.")]
    [InlineData("--data", "--data needs a path.")]
    [InlineData("--data --seed 1", "--data needs a path.")]
    [InlineData("--data {0}/none", "{0}/none: there is no such folder.")]
    [InlineData("--data {0}", "{0}/products.csv: there is no such file.")]
    [InlineData("--data {0}/bad", "{0}/bad/orders.csv, line 3: freight is 'free', not a number from 0 to 1000000.")]
    [InlineData("--json {0}/none/report.json", "--json {0}/none/report.json: there is no folder {0}/none.")]
    [InlineData("--json {0}", "--json {0}: this is a folder, not a file.")]
    [InlineData("--db {0}/bad/orders.csv", "--db {0}/bad/orders.csv: this is a file, not a folder.")]
    [InlineData("--speed 3", "Unrecognized command or argument '--speed'.")]
    [InlineData("orders", "Unrecognized command or argument 'orders'.")]
    [InlineData("--seed 1 --seed 2", "Option '--seed' expects a single argument but 2 were provided.")]
    public void What_is_typed_wrong_gets_one_line_and_code_2_and_nothing_is_made(string arguments, string expected)
    {
        DataSets.CopySample(_folder["bad"]);
        var rows = File.ReadAllLines(_folder["bad/orders.csv"]);
        rows[2] = string.Join(',', [.. rows[2].Split(',')[..7], "free", .. rows[2].Split(',')[8..]]);
        File.WriteAllLines(_folder["bad/orders.csv"], rows);
        var typed = string.Format(null, arguments, _folder.Path).Split(' ').ToList();
        if (!typed.Contains("--db"))
            typed.AddRange(["--db", _folder["db"]]);

        var (exit, output, error) = OrderSagaProcess.Run(typed);

        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("order-saga: " + string.Format(null, expected, _folder.Path).TrimEnd('.'), error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Equal([_folder["bad"]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_of_other_orders_is_refused()
    {
        DataSets.CopySample(_folder["other"]);
        var lines = File.ReadAllLines(_folder["other/orders.csv"]);
        File.WriteAllLines(_folder["other/orders.csv"], lines[..1].Concat(lines[1..].Reverse()));
        Assert.Equal(0, OrderSagaProcess.Run("--db", _folder["db"], "--json", _folder["before.json"]).Exit);

        var (exit, _, error) = OrderSagaProcess.Run("--db", _folder["db"], "--data", _folder["other"], "--json", _folder["after.json"]);

        Assert.Equal(2, exit);
        Assert.Contains("belongs to other orders", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["after.json"]));
    }

    [Theory]
    [InlineData("", "sqlite", "litedb")]
    [InlineData("", "memory", "litedb")]
    [InlineData("--store sqlite", "litedb", "sqlite")]
    [InlineData("--store sqlite", "memory", "sqlite")]
    public void Journals_of_another_store_are_not_passed_over(string first, string then, string kept)
    {
        Assert.Equal(0, OrderSagaProcess.Run([.. first.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--db", _folder["db"]]).Exit);
        var files = Directory.GetFiles(_folder["db"]).Order();

        var (exit, output, error) = OrderSagaProcess.Run("--db", _folder["db"], "--store", then);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains($"are kept by --store {kept}.", error, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(_folder["db"]).Order());
    }

    [Fact]
    public void Help_names_every_option()
    {
        var (exit, output, _) = OrderSagaProcess.Run("--help");

        Assert.Equal(0, exit);
        Assert.All(["--data <DIR>", "--in-flight <N>", "--db <DIR>", "--flaky <P>", "--seed <N>", "--store <NAME>", "--json <FILE>", "--help"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Output_to_a_file_is_plain_lines()
    {
        var (exit, output, error) = OrderSagaProcess.Run("--db", _folder["db"], "--flaky", "0.1");

        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain('\e', output);
        Assert.DoesNotContain('\r', output);
        Assert.Contains("180/180 orders", output, StringComparison.Ordinal);
        Assert.Contains("the saga turns back", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NO ", output, StringComparison.Ordinal);
    }
}
