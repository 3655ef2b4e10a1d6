using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Vision.Preprocessing;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision.Labels;

/// <summary>
/// The weights of EfficientNet-Lite0: pixel_values float32 [1, 3, 224, 224] -> logits [1, 1000] over ImageNet's classes and features [1, 1280], what the picture looks
/// like before it is named. Thread-safe.
/// </summary>
internal sealed class PictureClassifier : IDisposable
{
    public const string Name = "efficientnet-lite0";
    private static readonly string[] s_inputs = ["pixel_values"], s_outputs = ["logits", "features"];

    private readonly InferenceSession _session;
    private readonly PicturePreprocessor _preprocessor;
    private readonly PicturePreprocessor _whole;
    private readonly (int Width, int Height) _size;

    /// <exception cref="ModelFileException">A file is missing or not what it should be.</exception>
    public PictureClassifier(OnnxEnvironment onnx, string folder)
    {
        var path = FindOnnx(folder) ?? throw new ModelFileException(Path.Combine(folder, "onnx", "model.onnx"));
        Files = [path, Path.Combine(folder, "preprocessor_config.json")];
        Labels = LabelNames.Read(Path.Combine(folder, "config.json")) ?? throw new ModelFileException(Path.Combine(folder, "config.json"), reason: "it has no id2label");
        var settings = PreprocessorSettings.Read(Path.Combine(folder, "preprocessor_config.json"));
        _preprocessor = new(settings);
        _size = _preprocessor.FixedSize ?? throw new ModelFileException(Path.Combine(folder, "preprocessor_config.json"), reason: "it gives pictures no fixed size");
        _whole = new(settings with { Size = new ExactSize(_size.Width, _size.Height), Crop = null });
        _session = onnx.Load(path);
        if (!_session.InputNames.SequenceEqual(s_inputs) || s_outputs.FirstOrDefault(name => !_session.OutputNames.Contains(name)) is not null)
        {
            var (inputs, outputs) = (string.Join(", ", _session.InputNames), string.Join(", ", _session.OutputNames));
            _session.Dispose();
            throw new ModelFileException(path, reason: $"it has the inputs {inputs} and outputs {outputs} instead of pixel_values, logits and features");
        }
        try
        {
            if (_session.OutputMetadata[s_outputs[0]].Dimensions is not [_, var classes] || classes != Labels.Count)
                throw new ModelFileException(path, reason: $"its classes are not the {Labels.Count} that config.json names");
            FirstRun.Check(path, Trial);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>What its features depend on, as it was loaded.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Name of each class.</summary>
    public IReadOnlyList<string> Labels { get; }

    public static string? FindOnnx(string folder) => ModelLocator.FindOnnx(folder, "model", "model_quantized");

    /// <returns>Probability of each class; features as the network gives them.</returns>
    public (float[] Probabilities, float[] Features) Classify(Picture picture, RunOptions options) => Run(_preprocessor.Apply(picture).Planes, options);

    /// <summary>
    /// What the picture looks like whichever way it was taken: the middle of its features as it is seen for its classes, mirrored, and whole (its middle alone loses what stands
    /// at the edges). Pictures that were turned, cut, darkened and saved badly are found again more often so than by the first view alone.
    /// </summary>
    /// <returns>Probability of each class; a vector of length 1.</returns>
    public (float[] Probabilities, float[] Look) Look(Picture picture, RunOptions options)
    {
        var planes = _preprocessor.Apply(picture).Planes;
        var (probabilities, look) = Run(planes, options);
        var mirrored = planes.Chunk(_size.Width).SelectMany(row => row.Reverse()).ToArray();
        TensorPrimitives.Add(UnitVector.Of(look), UnitVector.Of(Run(mirrored, options).Features), look);
        TensorPrimitives.Add(look, UnitVector.Of(Run(_whole.Apply(picture).Planes, options).Features), look);
        return (probabilities, UnitVector.Of(look));
    }

    public void Dispose() => _session.Dispose();

    private float[] Trial()
    {
        using var options = new RunOptions();
        var (probabilities, features) = Run(new float[3 * _size.Width * _size.Height], options);
        return [.. probabilities, .. features];
    }

    private (float[] Probabilities, float[] Features) Run(float[] planes, RunOptions options)
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, _size.Height, _size.Width]);
        using var outputs = _session.Run(options, s_inputs, [tensor], s_outputs);
        var probabilities = new float[Labels.Count];
        TensorPrimitives.SoftMax(outputs[0].GetTensorDataAsSpan<float>(), probabilities);
        return (probabilities, outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }
}
