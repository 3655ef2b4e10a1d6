namespace Assistant.IntegrationTests.Processes;

/// <summary>What was built beside these tests.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Server { get; } = Built("Assistant.Server", "Assistant.Server");

    public static string FaultHook { get; } = Built("Assistant.Faults", "Assistant.Faults.dll");

    private static string Built(string project, string file) => Path.Combine(Root, "artifacts", "bin", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), file);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Assistant.sln is not above the tests.");
        return folder.FullName;
    }
}
