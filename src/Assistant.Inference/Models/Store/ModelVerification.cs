using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Reads every file of a model's folder.</summary>
internal static class ModelVerification
{
    public static async Task<IReadOnlyList<FileCheck>> CheckAsync(string folder, KnownDigests known, CancellationToken cancellationToken)
    {
        var checks = new List<FileCheck>();
        var here = ModelFolder.AllFiles(folder);
        foreach (var path in here.Union(known.Files.Where(file => file.Value.Required).Select(file => file.Key)).Order(StringComparer.Ordinal))
        {
            if (!ModelPath.IsRelative(path))
            {
                checks.Add(new(path, null, null, "its name is not one that a model's file may have (letters, digits, '.', '_' and '-'): remove it or rename it"));
                continue;
            }
            var expected = known.Files.GetValueOrDefault(path);
            var place = ModelPath.Under(folder, path);
            if (!File.Exists(place))
            {
                checks.Add(new(path, expected?.Sha256, null, "missing"));
                continue;
            }
            checks.Add(await CheckAsync(path, place, expected, cancellationToken));
        }
        return checks;
    }

    private static async Task<FileCheck> CheckAsync(string path, string place, KnownDigest? expected, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FileDigest.OfAsync(place, cancellationToken);
            return new(path, expected?.Sha256, found, Problem(place, expected, found));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, expected?.Sha256, null, $"it cannot be read: {e.Message}");
        }
    }

    private static string? Problem(string place, KnownDigest? expected, string found) =>
        expected?.Sha256 is { } digest && digest != found ? $"other bytes than {expected.Source} says: SHA-256 {digest} is expected, {found} was found"
        : ModelFileCheck.Problem(place) is { } problem ? $"{Path.GetFileName(problem.Path)}: {problem.Reason}"
        : null;
}
