using System.Runtime.Versioning;

namespace Assistant.IntegrationTests.Deploy;

[SupportedOSPlatform("linux")]
public sealed class SecretsScriptTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("assistant-secrets-");

    [Fact]
    public async Task MakeSecrets_Twice_KeepsWhatIsThereInAClosedFolder()
    {
        var folder = Path.Combine(_parent.FullName, "secrets");

        await MakeAsync(folder);
        var first = Read(folder);
        File.Delete(Path.Combine(folder, "access_key"));
        await MakeAsync(folder);
        var second = Read(folder);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.NotEqual(first["access_key"], second["access_key"]);
        Assert.Equal(first["postgres_password"], second["postgres_password"]);
        Assert.Contains(first["postgres_password"], first["storage_connection"], StringComparison.Ordinal);
        Assert.Contains(first["redis_password"], first["redis_conf"], StringComparison.Ordinal);
        Assert.True(first["redis_password"].Length >= 32);
    }

    [Fact]
    public async Task MakeSecrets_WhatComposeNames_IsMade()
    {
        var folder = Path.Combine(_parent.FullName, "secrets");
        await MakeAsync(folder);

        var compose = await File.ReadAllTextAsync(Path.Combine(Tool.Root, "deploy", "compose.yaml"), TestContext.Current.CancellationToken);
        var named = compose.Split("./secrets/")[1..].Select(rest => rest[..rest.IndexOf(' ', StringComparison.Ordinal)]);
        Assert.Equal(named.Order(StringComparer.Ordinal), Read(folder).Keys.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _parent.Delete(recursive: true);

    private static async Task MakeAsync(string folder)
    {
        var (code, output) = await Tool.RunAsync("bash", ["deploy/make-secrets.sh", folder], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
    }

    private static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
}
