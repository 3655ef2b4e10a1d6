using Assistant.Inference.Models;
using Assistant.Inference.Vision.Contrastive;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// Where the files of a model that finds objects lie: a folder whose config.json names a ...ForObjectDetection or a YOLO, or one that is called yolo... as such exports
/// come without a config.json.
/// </summary>
internal sealed record DetectorFiles(string Folder, string Onnx)
{
    private static readonly string[] s_names = OnnxVariants.Of("model");

    /// <summary>What lies there now: another precision may have taken the place of this one.</summary>
    public DetectorFiles Now => In(Folder) ?? this;

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string Preprocessor => Path.Combine(Folder, "preprocessor_config.json");

    /// <param name="name">Folder name; empty takes the largest installed whose name does not say that its weights are random.</param>
    public static DetectorFiles? Find(ModelLocator models, string name) => name.Length > 0
        ? models.FindModel(name) is { } folder ? In(folder) : null
        : models.AllModels().Where(folder => !ContrastiveFiles.HasRandomWeights(folder) && IsDetector(folder)).Select(In).OfType<DetectorFiles>().MaxBy(files => OnnxVariants.Weights(files.Onnx));

    private static DetectorFiles? In(string folder) =>
        (ModelLocator.FindOnnx(folder, s_names) ?? OnlyOnnx(folder) ?? OnlyOnnx(Path.Combine(folder, "onnx"))) is { } onnx ? new(folder, onnx) : null;

    /// <summary>Ultralytics names the file after the model (yolov8n.onnx).</summary>
    private static string? OnlyOnnx(string folder) => ModelLocator.Files(folder, "*.onnx") is [var only] ? only : null;

    private static bool IsDetector(string folder) => File.Exists(Path.Combine(folder, "config.json"))
        ? ModelConfig.Of(folder) is var config && (config.IsA("ForObjectDetection") || config.Type.StartsWith("yolo", StringComparison.OrdinalIgnoreCase))
        : Path.GetFileName(folder).StartsWith("yolo", StringComparison.OrdinalIgnoreCase);
}
