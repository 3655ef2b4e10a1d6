namespace Assistant.IntegrationTests.Processes;

/// <summary>The folder of a server's data, and the one of its keys beside it.</summary>
internal static class DataFolder
{
    public static void Remove(string folder)
    {
        foreach (var path in new[] { folder, folder + "-keys" })
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
    }
}
