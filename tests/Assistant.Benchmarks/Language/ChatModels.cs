namespace Assistant.Benchmarks.Language;

/// <summary>Where the models lie.</summary>
internal static class ChatModels
{
    /// <summary>The folder of ASSISTANT_MODELS that has a model; null, with a line on standard error, when none has it.</summary>
    public static string? FolderWith(string model)
    {
        var folder = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').FirstOrDefault(root => Directory.Exists(Path.Combine(root, model)));
        if (folder is null)
            Console.Error.WriteLine($"Set ASSISTANT_MODELS to a folder with {model}.");
        return folder;
    }
}
