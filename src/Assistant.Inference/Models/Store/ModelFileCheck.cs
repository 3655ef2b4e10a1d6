using System.Text.Json;
using Assistant.Inference.Models.Onnx;

namespace Assistant.Inference.Models.Store;

/// <summary>What a file says of itself: an .onnx file that it is one and how long it and its weights must be, a .json file that it is one; and no file is a mere pointer.</summary>
internal static class ModelFileCheck
{
    private static ReadOnlySpan<byte> Pointer => "version https://git-lfs.github.com/spec/"u8;

    /// <returns>The file that is wrong, which may be one that the given file refers to; null when nothing is.</returns>
    public static (string Path, string Reason)? Problem(string path)
    {
        var beginning = Beginning(path);
        if (IsPointer(beginning))
            return (path, "it is a pointer of Git LFS in place of the file: `git lfs pull` where it was cloned brings the file itself");
        switch (Path.GetExtension(path))
        {
            case ".onnx" when OnnxFileSize.Shortage(path) is { } shortage:
                return (shortage.Path, File.Exists(shortage.Path) ? $"it is cut short ({ModelLocator.Size(shortage.Path):N0} bytes of at least {shortage.Needed:N0})" : "it is missing");
            case ".onnx" when !IsOnnx(path):
                return (path, beginning is [(byte)'<', ..] ? "it is a web page, not an ONNX model: a proxy or a mirror answered in its place" : "it is not an ONNX model");
            case ".json" when JsonProblem(path) is { } problem:
                return (path, problem);
            default:
                return null;
        }
    }

    /// <summary>Whether a pointer of Git LFS stands in the file's place.</summary>
    public static bool IsPointer(string path) => IsPointer(Beginning(path));

    private static bool IsPointer(byte[] beginning) => beginning.AsSpan().StartsWith(Pointer);

    private static byte[] Beginning(string path)
    {
        using var file = File.OpenRead(path);
        var beginning = new byte[Pointer.Length];
        return beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
    }

    private static bool IsOnnx(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return OnnxOutline.Read(file) is not null;
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException)
        {
            return false;
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
