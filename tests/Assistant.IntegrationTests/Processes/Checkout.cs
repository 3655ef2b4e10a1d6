namespace Assistant.IntegrationTests.Processes;

/// <summary>The checkout that these tests were built from, and what was built in it.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>
    /// The server that test.sh made sure of (ASSISTANT_TEST_SERVER); else the one that run.sh published, compiled ahead of time; the one built beside these tests when that is newer,
    /// as it is after each commit, which it names.
    /// </summary>
    public static string Server { get; } = Environment.GetEnvironmentVariable("ASSISTANT_TEST_SERVER") is { Length: > 0 } server ? server : Newest(Output("publish", "Assistant.Server"), Output("bin", "Assistant.Server"));

    public static string FaultHook { get; } = Path.Combine(Output("bin", "Assistant.Faults"), "Assistant.Faults.dll");

    private static string Output(string kind, string project) => Path.Combine(Root, "artifacts", kind, project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')));

    private static string Newest(string published, string built) => Path.Combine(WrittenAt(published) >= WrittenAt(built) ? published : built, "Assistant.Server");

    private static DateTime WrittenAt(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "Assistant*.dll").Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max() : DateTime.MinValue;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Assistant.sln is not above the tests.");
        return folder.FullName;
    }
}
