using Assistant.Server;

namespace Assistant.Tests.Server;

public sealed class SecretFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-secrets-");

    [Fact]
    public void Read_FilesOfContainersAndOfSystemd_AreSettings()
    {
        Write("DirectLine__Secret", "of a container\n");
        Write("secrets_Storage__ConnectionString", "of systemd");

        Assert.Equal(
            [new("DirectLine:Secret", "of a container"), new("Storage:ConnectionString", "of systemd")],
            SecretFiles.Read(_folder.FullName).OrderBy(each => each.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Read_EmptyHiddenAndHugeFiles_AreLeftOut()
    {
        Write("Model__Key", "\n");
        Write(".Model__Key", "hidden");
        Write("Model__Name", new string('x', 65 * 1024));

        Assert.Empty(SecretFiles.Read(_folder.FullName));
    }

    [Fact]
    public void Read_FolderThatIsNotThere_GivesNothing()
    {
        Assert.Empty(SecretFiles.Read(null));
        Assert.Empty(SecretFiles.Read(Path.Combine(_folder.FullName, "not there")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
