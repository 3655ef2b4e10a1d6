using System.Text.Json;

namespace Assistant.Inference.Models.Store;

/// <summary>What a file says of itself: an .onnx file how long it and its weights must be, a .json file that it is one.</summary>
internal static class ModelFileCheck
{
    /// <returns>The file that is wrong, which may be one that the given file refers to; null when nothing is.</returns>
    public static (string Path, string Reason)? Problem(string path)
    {
        switch (Path.GetExtension(path))
        {
            case ".onnx" when OnnxFileSize.Shortage(path) is { } shortage:
                return (shortage.Path, File.Exists(shortage.Path) ? $"it is cut short ({new FileInfo(shortage.Path).Length:N0} bytes of at least {shortage.Needed:N0})" : "it is missing");
            case ".json" when JsonProblem(path) is { } problem:
                return (path, problem);
            default:
                return null;
        }
    }

    private static string? JsonProblem(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return null;
        }
        catch (JsonException e)
        {
            return $"it is not JSON ({e.Message})";
        }
    }
}
