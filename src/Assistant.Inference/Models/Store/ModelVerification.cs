using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Reads every file of a model's folder.</summary>
internal static class ModelVerification
{
    public static async Task<IReadOnlyList<FileCheck>> CheckAsync(string folder, KnownDigests known, CancellationToken cancellationToken)
    {
        var checks = new List<FileCheck>();
        var here = ModelFolder.Files(folder);
        foreach (var path in here.Union(known.Files.Where(file => file.Value.Required).Select(file => file.Key)).Order(StringComparer.Ordinal))
        {
            var expected = known.Files.GetValueOrDefault(path);
            var place = ModelPath.Under(folder, path);
            if (!File.Exists(place))
            {
                checks.Add(new(path, expected?.Sha256, null, "missing"));
                continue;
            }
            var found = await FileDigest.OfAsync(place, cancellationToken);
            checks.Add(new(path, expected?.Sha256, found, Problem(place, expected, found)));
        }
        return checks;
    }

    private static string? Problem(string place, KnownDigest? expected, string found) =>
        expected?.Sha256 is { } digest && digest != found ? $"other bytes than {expected.Source} says: SHA-256 {digest} is expected, {found} was found"
        : ModelFileCheck.Problem(place) is { } problem ? $"{Path.GetFileName(problem.Path)}: {problem.Reason}"
        : null;
}
