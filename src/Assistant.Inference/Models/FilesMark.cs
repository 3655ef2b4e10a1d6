using System.Security.Cryptography;

namespace Assistant.Inference.Models;

/// <summary>Tells the files of one model from those of another without reading them whole.</summary>
internal static class FilesMark
{
    private const int Pieces = 64;
    private const int PieceBytes = 1 << 16;

    /// <summary>SHA-256 over the size of each file, of the weights beside it, and of 64 pieces of 64 KB spread evenly over it; what is not there counts as empty.</summary>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths.SelectMany(path => WithWeights(path)))
            Add(hash, path);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Names, sizes and times of the files in some folders and in onnx/ within them. A folder that cannot be looked into just now is marked as that.</summary>
    public static string AtAGlance(params IEnumerable<string?> folders) =>
        string.Join('\n', folders.OfType<string>().Distinct().SelectMany(folder => new[] { folder, Path.Combine(folder, "onnx") }).SelectMany(Looked));

    private static string[] Looked(string folder)
    {
        try
        {
            return [.. ModelLocator.Files(folder, "*").Order(StringComparer.Ordinal).Select(file => $"{file} {ModelLocator.Size(file)} {File.GetLastWriteTimeUtc(file).Ticks}")];
        }
        catch (IOException)
        {
            return [$"{folder} ?"];
        }
    }

    private static IEnumerable<string> WithWeights(string path) => !path.EndsWith(".onnx", StringComparison.Ordinal) ? [path]
        : [path, .. OnnxFileSize.External(path).Order(StringComparer.Ordinal).Select(name => Path.Combine(Path.GetDirectoryName(path) ?? "", name))];

    private static void Add(IncrementalHash hash, string path)
    {
        var size = ModelLocator.Size(path);
        hash.AppendData(BitConverter.GetBytes(size));
        if (size == 0)
            return;
        using var file = File.OpenHandle(path);
        var piece = new byte[PieceBytes];
        for (var i = 0; i < Pieces; i++)
            hash.AppendData(piece, 0, RandomAccess.Read(file, piece, Math.Max(0, size - PieceBytes) * i / (Pieces - 1)));
    }
}
