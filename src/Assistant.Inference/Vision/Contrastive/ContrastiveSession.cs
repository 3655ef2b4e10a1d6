using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>
/// One .onnx file of a CLIP or SigLIP export, its inputs and outputs checked by name: pixel_values float32 [n, 3, height, width] and input_ids (with attention_mask and
/// token_type_ids where it asks for them) int64 [n, tokens] -> image_embeds and text_embeds float32 [n, dimensions], which SigLIP's single towers call pooler_output.
/// Thread-safe.
/// </summary>
internal sealed class ContrastiveSession : IDisposable
{
    private const string Pixels = "pixel_values";
    private static readonly string[] s_texts = ["input_ids", "attention_mask", "token_type_ids"];

    private readonly InferenceSession _session;
    private readonly string[] _inputs;

    /// <exception cref="ModelFileException">It cannot be loaded, or has inputs or outputs of another kind, which the message names.</exception>
    public ContrastiveSession(OnnxEnvironment onnx, string path, ContrastiveFamily family)
    {
        _session = onnx.Load(path);
        try
        {
            _inputs = [.. _session.InputNames];
            foreach (var name in _inputs)
                Check(path, name);
            SeesPictures = _inputs.Contains(Pixels);
            ReadsTexts = _inputs.Contains(s_texts[0]);
            if (!SeesPictures && !ReadsTexts)
                throw new ModelFileException(path, reason: $"it has neither an input '{Pixels}' nor '{s_texts[0]}'");
            // The pooled output of a CLIP tower lies before the projection: a vector of the other tower cannot be compared with it.
            var single = family == ContrastiveFamily.Siglip && SeesPictures != ReadsTexts;
            PictureOutput = SeesPictures ? Output(path, "image_embeds", single) : null;
            TextOutput = ReadsTexts ? Output(path, "text_embeds", single) : null;
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public bool SeesPictures { get; }
    public bool ReadsTexts { get; }
    public string? PictureOutput { get; }
    public string? TextOutput { get; }

    /// <summary>Width and height of the pictures that it takes; null when any will do.</summary>
    public (int Width, int Height)? PictureSize =>
        SeesPictures && _session.InputMetadata[Pixels].Dimensions is [_, _, > 0 and var height, > 0 and var width] ? (width, height) : null;

    public bool Has(string output) => _session.OutputNames.Contains(output);

    /// <summary>Runs both sides; what the file does not have is not looked at. Its one output has the length of the vector.</summary>
    public float[] Run(string output, float[] pixels, (int Width, int Height) size, int[] ids, RunOptions options)
    {
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = _inputs[i] == Pixels
                    ? OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, size.Height, size.Width])
                    : OrtValue.CreateTensorValueFromMemory(Text(_inputs[i], ids), [1, ids.Length]);
            using var outputs = _session.Run(options, _inputs, values, [output]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }

    public void Dispose() => _session.Dispose();

    private void Check(string path, string name)
    {
        var expected = name == Pixels ? TensorElementType.Float : TensorElementType.Int64;
        if (name != Pixels && !s_texts.Contains(name))
            throw new ModelFileException(path, reason: $"it has an input '{name}', which models of pictures and texts do not have");
        if (_session.InputMetadata[name].ElementDataType is var type && type != expected)
            throw new ModelFileException(path, reason: $"its input '{name}' takes {type}, not {expected}");
    }

    private string Output(string path, string name, bool single)
    {
        var found = _session.OutputNames.Contains(name) ? name : single && _session.OutputNames.Contains("pooler_output") ? "pooler_output"
            : throw new ModelFileException(path, reason: $"it has no output '{name}' but {string.Join(", ", _session.OutputNames.Select(output => $"'{output}'"))}");
        return _session.OutputMetadata[found].ElementDataType == TensorElementType.Float ? found
            : throw new ModelFileException(path, reason: $"its output '{found}' gives {_session.OutputMetadata[found].ElementDataType}, not {TensorElementType.Float}");
    }

    private static long[] Text(string name, int[] ids) => name switch
    {
        "input_ids" => Array.ConvertAll(ids, id => (long)id),
        "attention_mask" => [.. Enumerable.Repeat(1L, ids.Length)],
        _ => new long[ids.Length],
    };
}
