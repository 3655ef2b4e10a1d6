using System.Text.Json;

namespace Assistant.Tests.Architecture;

public sealed class NoticesTests
{
    [Fact]
    public void Notices_EveryPackageThatAProjectNames_StandsThereWithItsVersion()
    {
        var notices = File.ReadAllText(Path.Combine(SourceTree.Root, "THIRD-PARTY-NOTICES"));
        var missing = NuGetPackages().Concat(NpmPackages()).Distinct(StringComparer.Ordinal).Where(package => !notices.Contains($"\n  {package} |", StringComparison.Ordinal)).ToList();

        Assert.True(missing.Count == 0, $"Missing in THIRD-PARTY-NOTICES: {string.Join(", ", missing)}. Run `node deploy/notices.mjs`.");
    }

    private static IEnumerable<string> NuGetPackages() =>
        from folder in new[] { "src", "tests" }
        from project in SourceTree.Projects(folder)
        let file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")
        where File.Exists(file)
        from framework in Read(file).GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.GetProperty("type").GetString() == "Direct"
        select $"{package.Name} {package.Value.GetProperty("resolved").GetString()}";

    private static IEnumerable<string> NpmPackages() =>
        from file in new[] { "web" }.Concat(Directory.GetDirectories(Path.Combine(SourceTree.Root, "tests", "peers"))).Select(folder => Path.Combine(SourceTree.Root, folder, "package.json"))
        where File.Exists(file)
        from kind in Read(file).EnumerateObject()
        where kind.Name is "dependencies" or "devDependencies"
        from package in kind.Value.EnumerateObject()
        select $"{package.Name} {package.Value.GetString()}";

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
