using Assistant.Storage.Connections;

namespace Assistant.Tests.Storage;

/// <summary>What VACUUM writes meanwhile: once to the temporary folder, once to the write-ahead log.</summary>
public sealed class CompactionRoomTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-room-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, 221, 221, null)]
    [InlineData(true, 150, 150, "/data lacks 70 MB")]
    [InlineData(false, 111, 111, null)]
    [InlineData(false, 60, 111, "/data lacks 50 MB")]
    [InlineData(false, 111, 60, "/temporary lacks 50 MB")]
    public void Lacking_NamesTheDiskThatIsTooFull_AndByHowMuch(bool isOneDisk, long data, long temporary, string? lack)
    {
        var lacking = new CompactionRoom(new("/data", 1, data * Megabyte), new("/temporary", 1, temporary * Megabyte), isOneDisk).Lacking(100 * Megabyte);

        if (lack is null)
            Assert.Null(lacking);
        else
            Assert.Contains(lack, lacking, StringComparison.Ordinal);
        Assert.Equal(lack is null ? 0 : 1, (lacking ?? "").Split(" lacks ").Length - 1);
    }

    [Fact]
    public void Lacking_WhereBothAreTooFull_NamesBoth()
    {
        var lacking = new CompactionRoom(new("/data", 1, 0), new("/temporary", 2, 0), IsOneDisk: false).Lacking(100 * Megabyte);

        Assert.Contains("/data lacks", lacking, StringComparison.Ordinal);
        Assert.Contains("/temporary lacks", lacking, StringComparison.Ordinal);
    }

    [Fact]
    public void Lacking_WhereTheSystemDoesNotSay_IsNothing() =>
        Assert.Null(new CompactionRoom(new("/data", null, null), new("/temporary", null, null), IsOneDisk: false).Lacking(long.MaxValue / 4));

    [Fact]
    public void TemporaryFolder_IsTheFirstThatCanBeWrittenTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one temporary folder.");
        var none = Path.Combine(_folder, "none");

        Assert.Equal(_folder, CompactionRoom.TemporaryFolder(name => name == "SQLITE_TMPDIR" ? _folder : "/tmp"));
        Assert.Equal(_folder, CompactionRoom.TemporaryFolder(name => name == "SQLITE_TMPDIR" ? none : _folder));
        Assert.NotEqual("", CompactionRoom.TemporaryFolder(_ => ""));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Of_ATemporaryFolderOnTheDataFoldersDisk_IsOneDisk() =>
        Assert.True(CompactionRoom.Of(CompactionRoom.TemporaryFolder(Environment.GetEnvironmentVariable)).IsOneDisk);
}
