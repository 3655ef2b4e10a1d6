namespace Assistant.Inference.Models.Catalogue;

/// <summary>Which names of models and files are taken: none can lead out of the folder that it is put into.</summary>
internal static class ModelPath
{
    private const int Longest = 200;

    /// <summary>A plain folder name: letters, digits, '.', '_' and '-', the first of them no '.'.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= Longest && name[0] is not ('.' or '-') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Names separated by '/', relative, each of which <see cref="IsName"/> takes.</summary>
    public static bool IsRelative(string path) => path.Length is > 0 and <= Longest && path.Split('/').All(IsName);

    /// <summary>owner/name.</summary>
    public static bool IsRepository(string repository) => repository.Count(c => c == '/') == 1 && IsRelative(repository);

    public static bool IsSha256(string digest) => digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower);

    /// <summary>The path below a folder.</summary>
    /// <exception cref="ModelStoreException">It would lead out of it.</exception>
    public static string Under(string folder, string relative) =>
        IsRelative(relative) ? Path.Combine([folder, .. relative.Split('/')]) : throw new ModelStoreException($"The file name '{relative}' is not taken: it could lead out of the model's folder.");
}
