using Assistant.Inference.Models;

namespace Assistant.Inference.Speech.Voices;

/// <summary>A Piper voice: NAME.onnx with NAME.onnx.json beside it. Called by its folder when it is alone there, else by the file.</summary>
internal sealed record VitsFiles(string Name, string Model, string Config)
{
    /// <summary>All that are installed, the largest first: it sounds best.</summary>
    public static IReadOnlyList<VitsFiles> FindAll(ModelLocator models) =>
        [.. models.AllModels().SelectMany(In).OrderByDescending(files => ModelLocator.Size(files.Model)).ThenBy(files => files.Name, StringComparer.Ordinal)];

    private static IEnumerable<VitsFiles> In(string folder)
    {
        var voices = ModelLocator.Files(folder, "*.onnx").Where(file => File.Exists(file + ".json")).ToArray();
        return voices.Select(file => new VitsFiles(voices.Length == 1 ? Path.GetFileName(folder) : Path.GetFileNameWithoutExtension(file), file, file + ".json"));
    }
}
