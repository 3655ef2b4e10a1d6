using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>Says what is seen in a picture with EfficientNet-Lite0's 1,000 ImageNet labels; unsure, it says nothing. Singleton; thread-safe; loads at the first picture.</summary>
internal sealed partial class EfficientNetLabeler(ModelLocator locator, OnnxEnvironment environment, ILogger<EfficientNetLabeler> logger) : IPictureLabeler
{
    private const string Name = "efficientnet-lite0";
    private const int Side = 224;
    private const float CropShare = 224f / 256f;
    private const double Sure = 0.35;
    private const int MostLabels = 3;

    // (value - 127) / 128, as trained.
    private static readonly PixelScale s_pixels = new([127 / 255f, 127 / 255f, 127 / 255f], [128 / 255f, 128 / 255f, 128 / 255f], BlueFirst: false);
    private readonly Lazy<Loaded> _model = new(() => Load(locator, environment));
    private volatile bool _broken;

    public bool IsAvailable => !_broken && locator.FindModel(Name) is { } folder && ModelLocator.FindOnnx(folder, "model") is not null;

    public Task<IReadOnlyList<PictureLabel>> LabelAsync(Picture picture, IReadOnlyList<string>? labels, CancellationToken cancellationToken) =>
        Task.Run(() => Label(picture, labels), cancellationToken);

    private IReadOnlyList<PictureLabel> Label(Picture picture, IReadOnlyList<string>? labels)
    {
        try
        {
            var scores = Scores(_model.Value, picture);
            var ranked = scores.Select((score, i) => new PictureLabel(_model.Value.Labels[i], score, Name)).OrderByDescending(label => label.Score);
            return labels is null
                ? [.. ranked.TakeWhile(label => label.Score >= Sure).Take(MostLabels)]
                : [.. ranked.Where(label => labels.Contains(label.Label, StringComparer.OrdinalIgnoreCase))];
        }
        catch (ModelFileException e)
        {
            _broken = true;
            Log.Off(logger, e.Message);
            return [];
        }
    }

    private static float[] Scores(Loaded model, Picture picture)
    {
        var crop = Math.Max(1, (int)(Math.Min(picture.Width, picture.Height) * CropShare));
        var input = new float[3 * Side * Side];
        PictureScaler.Fill(picture, (picture.Width - crop) / 2, (picture.Height - crop) / 2, crop, crop, input, Side, Side, s_pixels);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, Side, Side]);
        using var run = new RunOptions();
        using var outputs = model.Session.Run(run, ["pixel_values"], [tensor], ["logits"]);
        var scores = new float[model.Labels.Length];
        TensorPrimitives.SoftMax(outputs[0].GetTensorDataAsSpan<float>(), scores);
        return scores;
    }

    private static Loaded Load(ModelLocator locator, OnnxEnvironment environment)
    {
        var folder = locator.FindModel(Name) ?? throw new ModelFileException(Name);
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "config.json")));
        var labels = config.RootElement.GetProperty("id2label");
        return new(environment.Load(ModelLocator.FindOnnx(folder, "model")!), [.. Enumerable.Range(0, labels.EnumerateObject().Count()).Select(i => labels.GetProperty($"{i}").GetString()!)]);
    }

    private sealed record Loaded(InferenceSession Session, string[] Labels);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pictures are not labelled: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
