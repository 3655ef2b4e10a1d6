using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Folders as public exports have them: config.json or the like, and .onnx files at the root or under onnx/.</summary>
internal static class ModelFolder
{
    private static readonly string[] s_marks = ["config.json", "tokenizer.json", ModelManifest.FileName];

    public static bool IsOne(string folder) =>
        s_marks.Any(mark => File.Exists(Path.Combine(folder, mark))) || HasOnnx(folder);

    public static bool HasOnnx(string folder) => ModelLocator.Files(folder, "*.onnx") is [_, ..] || ModelLocator.Files(Path.Combine(folder, "onnx"), "*.onnx") is [_, ..];

    /// <summary>Relative paths with '/' of all files, without hidden ones (.git, .cache) and without the manifest. Links to files count as files.</summary>
    /// <exception cref="ModelStoreException">A name that is not taken, or a folder that may not be read.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        var files = AllFiles(folder);
        return files.FirstOrDefault(path => !ModelPath.IsRelative(path)) is { } odd ? throw new ModelStoreException($"The file name '{odd}' is not taken: only letters, digits, '.', '_' and '-'.") : files;
    }

    /// <summary>As <see cref="Files"/>, but also those whose names are not taken.</summary>
    /// <exception cref="ModelStoreException">A folder that may not be read.</exception>
    public static IReadOnlyList<string> AllFiles(string folder)
    {
        try
        {
            return [.. Walk(folder, "").Where(path => path != ModelManifest.FileName).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ModelStoreException($"{folder} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Bytes of its files; those of a folder that may not be read are not counted.</summary>
    public static long Bytes(string folder)
    {
        try
        {
            return AllFiles(folder).Sum(file => ModelLocator.Size(Path.Combine(folder, file)));
        }
        catch (ModelStoreException)
        {
            return 0;
        }
    }

    private static IEnumerable<string> Walk(string folder, string prefix)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            var path = prefix + entry.Name;
            if (entry is DirectoryInfo)
            {
                foreach (var file in Walk(entry.FullName, path + "/"))
                    yield return file;
            }
            else
                yield return path;
        }
    }
}
