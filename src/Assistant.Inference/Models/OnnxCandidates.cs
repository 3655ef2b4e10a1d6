using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>Which of several files of one model is loaded: the preferred precision, unless it is cut short or ONNX Runtime did not take it, and another is there. Thread-safe.</summary>
internal static class OnnxCandidates
{
    // With what tells whether another file lies there by now.
    private static readonly ConcurrentDictionary<string, string> s_notTaken = new(StringComparer.Ordinal);

    /// <param name="paths">The preferred first.</param>
    /// <returns>The first that may load; the first where none may, whose failure says why; null when none is there.</returns>
    public static string? First(IEnumerable<string> paths)
    {
        string[] present = [.. paths.Where(File.Exists)];
        return present.Length < 2 ? present.FirstOrDefault() : present.FirstOrDefault(path => !IsRefused(path) && OnnxFileSize.Shortage(path) is null) ?? present[0];
    }

    /// <summary>Whether a model that was not taken is worth a try in another precision: its file is to blame, was not known for it, and another may load.</summary>
    public static bool HasAnother(Exception failure) =>
        failure is ModelFileException { MayPass: false, InnerException: OnnxRuntimeException, Path: var path } && !IsRefused(path) && Path.GetDirectoryName(path) is { } folder
        && ModelLocator.Files(folder, "*.onnx").Any(other => other != path && OnnxVariants.StemOf(other) == OnnxVariants.StemOf(path) && !IsRefused(other) && OnnxFileSize.Shortage(other) is null);

    /// <summary>Passes over the file from now on, until another takes its place.</summary>
    public static void Refuse(string path) => s_notTaken[path] = MarkOf(path);

    private static bool IsRefused(string path) => s_notTaken.TryGetValue(path, out var mark) && mark == MarkOf(path);

    private static string MarkOf(string path) => $"{ModelLocator.Size(path)} {File.GetLastWriteTimeUtc(path).Ticks}";
}
