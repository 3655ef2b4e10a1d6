using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Speech.Voices;

/// <summary>
/// The weights of a VITS voice (https://arxiv.org/abs/2106.06103) as Piper exports it. Thread-safe.
/// input int64 [1, n], input_lengths int64 [1], scales float32 [3] (noise, length, noise of durations), sid int64 [1] where there are several speakers -> float32 samples in -1..1, of any rank.
/// </summary>
internal sealed class VitsModel : IDisposable
{
    /// <summary>No sentence is that long: a model that goes on is broken.</summary>
    private const int MostSeconds = 120;

    /// <summary>Piper's least loudest sample, so that silence is not made loud.</summary>
    private const float LeastPeak = 0.01f;

    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string _output;
    private readonly string _path;

    /// <exception cref="ModelFileException">The file is of another kind; the message says what is missing.</exception>
    public VitsModel(OnnxEnvironment onnx, string path, VitsConfig config)
    {
        (Config, _path) = (config, path);
        _session = onnx.Load(path);
        _inputs = ["input", "input_lengths", "scales", .. _session.InputNames.Contains("sid") ? ["sid"] : Array.Empty<string>()];
        _output = _session.OutputNames[0];
        if (Refusal() is not { } reason)
            return;
        _session.Dispose();
        throw new ModelFileException(path, reason: reason);
    }

    public VitsConfig Config { get; }

    /// <summary>16-bit samples of one sentence, as loud as they can be.</summary>
    /// <param name="speed">1 is the voice's own.</param>
    /// <exception cref="ModelFileException">What came out is no sound.</exception>
    public byte[] Say(long[] ids, long speaker, double speed, RunOptions options)
    {
        float[] scales = [Config.NoiseScale, (float)(Config.LengthScale / speed), Config.NoiseWidth];
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var lengths = OrtValue.CreateTensorValueFromMemory(new long[] { ids.Length }, [1]);
        using var scale = OrtValue.CreateTensorValueFromMemory(scales, [3]);
        using var sid = OrtValue.CreateTensorValueFromMemory(new[] { speaker }, [1]);
        using var outputs = _session.Run(options, _inputs, [input, lengths, scale, .. _inputs.Length == 4 ? [sid] : Array.Empty<OrtValue>()], [_output]);
        return Pcm(outputs[0].GetTensorDataAsSpan<float>());
    }

    public void Dispose() => _session.Dispose();

    private byte[] Pcm(ReadOnlySpan<float> samples)
    {
        if (samples.Length > MostSeconds * Config.SampleRate)
            throw new ModelFileException(_path, reason: $"it says a sentence for more than {MostSeconds} s");
        // NaN among them is the largest.
        var peak = samples.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(samples));
        if (!float.IsFinite(peak))
            throw new ModelFileException(_path, reason: "it gives numbers that are none");
        var factor = short.MaxValue / Math.Max(peak, LeastPeak);
        var pcm = new byte[samples.Length * sizeof(short)];
        var to = MemoryMarshal.Cast<byte, short>(pcm.AsSpan());
        for (var i = 0; i < samples.Length; i++)
            to[i] = (short)Math.Clamp(samples[i] * factor, short.MinValue, short.MaxValue);
        return pcm;
    }

    private string? Refusal()
    {
        if (_inputs.Take(3).FirstOrDefault(name => !_session.InputNames.Contains(name)) is { } missing)
            return $"it has no input '{missing}'; a Piper voice is needed";
        if (_session.InputNames.FirstOrDefault(name => !_inputs.Contains(name)) is { } unexpected)
            return $"it has an input '{unexpected}', which is not supported";
        if (Config.Speakers > 1 && _inputs.Length == 3)
            return $"it has no input 'sid', but {Config.Speakers} speakers";
        if (_inputs.Any(name => _session.InputMetadata[name].ElementDataType != (name == "scales" ? TensorElementType.Float : TensorElementType.Int64)))
            return "its inputs are not int64, and float32 for 'scales'";
        return _session.OutputMetadata[_output].ElementDataType == TensorElementType.Float ? null : "its output is not float32";
    }
}
