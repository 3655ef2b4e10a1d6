using System.Text.RegularExpressions;
using Assistant.Inference.Models;
using Assistant.Inference.Vision.Labels;
using Assistant.Inference.Vision.Preprocessing;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// A detector's weights, YOLO or DETR by its outputs: a picture float32 [1, 3, height, width] (and, for some DETR exports, pixel_mask int64 [1, height, width]) -> boxes.
/// Thread-safe.
/// </summary>
internal sealed partial class ObjectModel : IDisposable
{
    private const string Mask = "pixel_mask";
    private const int UsualSide = 640;
    private const int LongestSide = 4096;
    private const int TrialSide = 64;

    /// <summary>Some exports of version 5 give, beside the head, the maps that it was made of: [1, anchors, height, width, 5 + classes].</summary>
    private const int MapDimensions = 5;

    private readonly DetectorFiles _files;
    private readonly VisionOptions _options;
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _head;
    private readonly string[]? _labels;
    private readonly bool _compares;
    private readonly PicturePreprocessor? _preprocessor;
    private readonly (int Width, int Height) _letterbox;

    /// <exception cref="ModelFileException">It cannot be loaded or has inputs or outputs of another kind, which the message names.</exception>
    public ObjectModel(OnnxEnvironment onnx, DetectorFiles files, VisionOptions options)
    {
        (_files, _options) = (files, options);
        _session = onnx.Load(files.Onnx, SessionTuning.ReturnsMemory);
        try
        {
            _input = Only(_session.InputNames.Where(name => name != Mask), $"has the inputs {string.Join(", ", _session.InputNames)} instead of a picture alone");
            if (_session.InputMetadata[_input] is { ElementDataType: not TensorElementType.Float } other)
                throw new ModelFileException(files.Onnx, reason: $"its input '{_input}' takes {other.ElementDataType}, not {TensorElementType.Float}");
            var metadata = _session.ModelMetadata.CustomMetadataMap;
            _labels = LabelNames.Read(files.Config) ?? (metadata.TryGetValue("names", out var names) ? LabelNames.Parse(names) : null);
            _compares = DetrOutput.Compares(ModelConfig.Of(files.Folder).Type);
            IsDetr = _session.OutputNames.Contains(DetrOutput.Logits) && _session.OutputNames.Contains(DetrOutput.Boxes);
            _head = IsDetr ? "" : Only(_session.OutputNames.Where(name => _session.OutputMetadata[name].Dimensions.Length != MapDimensions),
                $"has the outputs {string.Join(", ", _session.OutputNames)}, neither YOLO's one nor DETR's logits and pred_boxes");
            _preprocessor = IsDetr ? new(PreprocessorSettings.Read(files.Preprocessor)) : null;
            _letterbox = SizeOf(_session.InputMetadata[_input].Dimensions, metadata.GetValueOrDefault("imgsz"));
            FirstRun.Check(files.Onnx, Trial);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public string Name => _files.Name;

    public bool IsDetr { get; }

    /// <summary>Objects with their boxes in pixels of the picture, surest first.</summary>
    public IReadOnlyList<FoundObject> Find(Picture picture, RunOptions run) => Find(picture, run, null);

    public void Dispose() => _session.Dispose();

    /// <param name="numbers">Gets what the model gave; null when nobody wants it.</param>
    private IReadOnlyList<FoundObject> Find(Picture picture, RunOptions run, List<float>? numbers)
    {
        var found = IsDetr ? Detr(picture, run, numbers) : Yolo(picture, run, numbers);
        var whole = new Box(0, 0, picture.Width, picture.Height);
        return [.. found.Select(candidate => candidate with { Box = Cut(candidate.Box, whole) }).Where(candidate => candidate.IsPossible)
            .Select(candidate => new FoundObject(LabelOf(candidate.Class), candidate.Box, candidate.Score, Name))];
    }

    /// <summary>What it gives for a grey picture.</summary>
    private float[] Trial()
    {
        using var run = new RunOptions();
        var (grey, numbers) = (new byte[3 * TrialSide * TrialSide], new List<float>());
        Array.Fill(grey, (byte)114);
        _ = Find(new(TrialSide, TrialSide, grey), run, numbers);
        return [.. numbers];
    }

    private List<Candidate> Yolo(Picture picture, RunOptions run, List<float>? numbers)
    {
        var (width, height) = _letterbox;
        var planes = new float[3 * width * height];
        var letterbox = Letterbox.Fill(picture, width, height, planes);
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, height, width]);
        using var outputs = _session.Run(run, [_input], [input], [_head]);
        numbers?.AddRange(outputs[0].GetTensorDataAsSpan<float>());
        var output = new YoloOutput(outputs[0].GetTensorTypeAndShape().Shape, _labels?.Length, _files.Onnx);
        var candidates = output.Read(outputs[0].GetTensorDataAsSpan<float>(), (float)_options.ObjectThreshold);
        // Boxes that were suppressed already are left as they are.
        return [.. NonMaximumSuppression.Apply(candidates, output.IsSuppressed ? 1 : _options.ObjectOverlap, _options.MaxObjects)
            .Select(candidate => candidate with { Box = letterbox.Back(candidate.Box) })];
    }

    private List<Candidate> Detr(Picture picture, RunOptions run, List<float>? numbers)
    {
        var pixels = _preprocessor!.Apply(picture);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels.Planes, [1, 3, pixels.Height, pixels.Width]);
        using var mask = _session.InputNames.Contains(Mask) ? MaskOf(pixels) : null;
        using var outputs = _session.Run(run, mask is null ? [_input] : [_input, Mask], mask is null ? [input] : [input, mask], [DetrOutput.Logits, DetrOutput.Boxes]);
        numbers?.AddRange(outputs[0].GetTensorDataAsSpan<float>());
        numbers?.AddRange(outputs[1].GetTensorDataAsSpan<float>());
        var candidates = DetrOutput.Read(outputs[0].GetTensorDataAsSpan<float>(), outputs[0].GetTensorTypeAndShape().Shape, outputs[1].GetTensorDataAsSpan<float>(),
            _labels?.Length, _compares, (float)_options.ObjectThreshold, _files.Onnx);
        // Each query stands for another object; two of them on one are rare, but happen.
        return [.. NonMaximumSuppression.Apply(candidates, 0.9, _options.MaxObjects).Select(candidate => candidate with
        {
            Box = new(candidate.Box.X0 * picture.Width, candidate.Box.Y0 * picture.Height, candidate.Box.X1 * picture.Width, candidate.Box.Y1 * picture.Height),
        })];
    }

    /// <summary>Every pixel is the picture's: none was added to make pictures of one size.</summary>
    private OrtValue MaskOf(PixelTensor pixels)
    {
        var shape = _session.InputMetadata[Mask].Dimensions is [_, > 0 and var height, > 0 and var width] ? new long[] { 1, height, width } : [1, pixels.Height, pixels.Width];
        return OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, (int)(shape[1] * shape[2])).ToArray(), shape);
    }

    private string LabelOf(int number) => _labels is not null && number >= 0 && number < _labels.Length && _labels[number].Length > 0 ? _labels[number] : $"class {number}";

    private string Only(IEnumerable<string> names, string otherwise) =>
        names.ToArray() is [var only] ? only : throw new ModelFileException(_files.Onnx, reason: "it " + otherwise);

    private static Box Cut(Box box, Box whole) => new(Math.Max(box.X0, whole.X0), Math.Max(box.Y0, whole.Y0), Math.Min(box.X1, whole.X1), Math.Min(box.Y1, whole.Y1));

    private static (int Width, int Height) SizeOf(int[] shape, string? imageSize)
    {
        if (shape is [_, _, > 0 and <= LongestSide and var height, > 0 and <= LongestSide and var width])
            return (width, height);
        var sides = Numbers().Matches(imageSize ?? "").Select(side => int.TryParse(side.Value, out var pixels) && pixels is >= 32 and <= LongestSide ? pixels : UsualSide).ToArray();
        return sides is [var tall, var wide] ? (wide, tall) : (UsualSide, UsualSide);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
