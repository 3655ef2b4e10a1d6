using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Vision.Contrastive;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// Where the files of a model that finds objects lie: a folder whose config.json names a ...ForObjectDetection or a YOLO, or one that is called yolo... as such exports
/// come without a config.json.
/// </summary>
internal sealed record DetectorFiles(string Folder, string Onnx)
{
    private static readonly string[] s_names = ["model_quantized", "model_int8", "model_uint8", "model", "model_q4", "model_fp16"];

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string Preprocessor => Path.Combine(Folder, "preprocessor_config.json");

    /// <param name="name">Folder name; empty takes the largest installed whose name does not say that its weights are random.</param>
    public static DetectorFiles? Find(ModelLocator models, string name) => name.Length > 0
        ? models.FindModel(name) is { } folder ? In(folder) : null
        : models.AllModels().Where(folder => !ContrastiveFiles.HasRandomWeights(folder) && IsDetector(folder)).Select(In).OfType<DetectorFiles>().MaxBy(files => ModelLocator.Size(files.Onnx));

    private static DetectorFiles? In(string folder) =>
        (ModelLocator.FindOnnx(folder, s_names) ?? OnlyOnnx(folder) ?? OnlyOnnx(Path.Combine(folder, "onnx"))) is { } onnx ? new(folder, onnx) : null;

    /// <summary>Ultralytics names the file after the model (yolov8n.onnx).</summary>
    private static string? OnlyOnnx(string folder) => ModelLocator.Files(folder, "*.onnx") is [var only] ? only : null;

    private static bool IsDetector(string folder)
    {
        try
        {
            var config = Path.Combine(folder, "config.json");
            if (!File.Exists(config))
                return Path.GetFileName(folder).StartsWith("yolo", StringComparison.OrdinalIgnoreCase);
            using var document = JsonDocument.Parse(File.ReadAllBytes(config));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && ((root.TryGetProperty("architectures", out var kinds) && kinds.ValueKind == JsonValueKind.Array && kinds.EnumerateArray().Any(IsDetection))
                    || (root.TryGetProperty("model_type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.StartsWith("yolo", StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsDetection(JsonElement kind) => kind.ValueKind == JsonValueKind.String && kind.GetString()!.EndsWith("ForObjectDetection", StringComparison.Ordinal);
}
