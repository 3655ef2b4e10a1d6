using Assistant.Agent;
using Assistant.Perception;
using Assistant.Speech;

namespace Assistant.Server.Health;

/// <summary>What this installation can do, for /healthz, the page's first sentence and `doctor`.</summary>
internal sealed class InstalledFeatures(
    ITextRecognizer pictures, IPictureLabeler labels, IObjectDetector objects, ISpeechRecognizer speech, ISpeechOutput output, IAudioDecoder audio, IMediaIsolation isolation, ISentenceEncoder encoder, ILanguageModels models)
{
    public const string PullRecommended = "./assistant models pull recommended";
    private const string GetModels = "Run ./run.sh --build, or copy the model's folder into models/.";

    public IReadOnlyList<Feature> All() =>
    [
        new("documents", isolation.IsAvailable, $"files, opened in processes of their own{(isolation.Sandbox is { } sandbox ? $" ({sandbox})" : "")}", "Put the media worker's program into worker/ beside the server, or set MediaWorkers:Program."),
        new("scans", isolation.RendersPages, "pages of pdf files as pictures, poppler", "Install poppler-utils."),
        new("pictures", pictures.IsAvailable, "text in pictures, PP-OCRv4", GetModels),
        new("labels", labels.IsAvailable || labels.ChoosesBy is not null, $"what is seen in pictures, {string.Join("; ", Labels())}", "Copy efficientnet-lite0 into models/, or run ./assistant models pull clip-vit-base-patch32.") { Pull = "clip-vit-base-patch32" },
        new("objects", objects.IsAvailable, "objects in pictures with their places", "Run ./assistant models pull detr-resnet-50, or copy a YOLO or DETR export (ONNX) into models/. Until then pictures are described as a whole.") { Pull = "detr-resnet-50" },
        new("speech", speech.IsAvailable, $"voice notes in English, {speech.English ?? "Moonshine tiny"}", GetModels),
        new("speechInOtherLanguages", speech.OtherLanguages is not null, $"voice notes in Chinese and other languages, {speech.OtherLanguages ?? "Whisper"}", "Run ./assistant models pull whisper-small, or copy a whisper-* folder (ONNX, with a merged decoder) into models/. Until then only English is heard.") { Pull = "whisper-small" },
        new("audio", audio.IsAvailable, "sound files, ffmpeg", "Install ffmpeg."),
        new("speechOutput", output.IsAvailable, $"answers read aloud, {string.Join(", ", output.Engines)}", $"{(output.Engines.Count == 0 ? "Install espeak-ng, then set" : "Set")} Speech:Output:Enabled to true."),
        new("embeddings", encoder.IsAvailable("en") || encoder.IsAvailable("zh"), $"answers found by meaning, {string.Join(", ", Embeddings())}", "Run ./assistant models pull bge-small-en-v1.5 bge-small-zh-v1.5, or copy their folders into models/.") { Pull = "bge-small-en-v1.5 bge-small-zh-v1.5" },
        new("languageModel", models.Names.Count > 0, Writer(), "Set Model:Endpoint and Model:Name to an OpenAI-compatible server, or run ./assistant models pull qwen2.5-0.5b-instruct, or copy a model into models/. Until then answers are quotes.") { Pull = "qwen2.5-0.5b-instruct" },
    ];

    private IEnumerable<string> Labels() => [.. labels.IsAvailable ? ["EfficientNet-Lite0"] : (string[])[], .. labels.ChoosesBy is { } chooses ? [$"given labels: {chooses}"] : (string[])[]];

    private IEnumerable<string> Embeddings() => ISentenceEncoder.Languages.Where(encoder.IsAvailable).Select(encoder.ModelFor).Distinct();

    private string Writer() => string.Join(", ", models.Names) + (models.Current.IsModel ? "" : ": writes freely; questions are answered by quotes, as it is a small one");
}

/// <param name="Detail">What it is and which model does it.</param>
/// <param name="Remedy">What to do when it is off; null when it is on.</param>
internal sealed record Feature(string Name, bool Available, string? Detail, string? Remedy)
{
    public string? Remedy { get; } = Available ? null : Remedy;

    /// <summary>What `models pull` takes to have it; null when that is not how it comes, or when it is on.</summary>
    public string? Pull { get => Available ? null : field; init; }
}
