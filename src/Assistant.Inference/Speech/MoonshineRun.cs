using System.Numerics.Tensors;
using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech;

/// <summary>
/// Greedy decoding of one stretch of sound. The first step takes the encoder's frames and fills the cache of what was heard;
/// every later step takes one token, gets that cache again and its own grown cache, both without leaving the runtime's memory.
/// </summary>
internal sealed class MoonshineRun : IDisposable
{
    private const double TokensPerSecond = 6.5;
    private const int ShortestLoop = 12;
    private const int LeadIn = PcmWindows.SampleRate / 10;
    private const int MinSamples = PcmWindows.SampleRate / 2;
    private const float TooSoft = 0.01f;
    private const float Audible = 0.03f;

    private readonly MoonshineModel _model;
    private readonly RunOptions _options;
    private readonly List<IDisposable> _owned = [];
    private readonly string[] _inputs;
    private readonly string[] _laterOutputs;
    private readonly OrtValue[] _values;

    public MoonshineRun(MoonshineModel model, RunOptions options)
    {
        _model = model;
        _options = options;
        _inputs = ["input_ids", "encoder_hidden_states", "use_cache_branch", .. model.SelfCache, .. model.CrossCache];
        _laterOutputs = ["logits", .. model.SelfCache.Select(Present)];
        _values = new OrtValue[_inputs.Length];
    }

    /// <summary>What is said in the samples (16 kHz mono in -1..1).</summary>
    public MoonshineText Transcribe(float[] samples)
    {
        var limit = Math.Max((int)Math.Ceiling(samples.Length * TokensPerSecond / PcmWindows.SampleRate), 4);
        var frames = Encode(WithLeadIn(samples));
        _owned.Add(frames);
        return Decode(frames[0], limit);
    }

    public void Dispose() => _owned.ForEach(value => value.Dispose());

    /// <summary>A moment of quiet before the first word, which the model's first convolutions need; speech recorded far too softly is raised.</summary>
    private static float[] WithLeadIn(float[] samples)
    {
        var input = new float[Math.Max(LeadIn + samples.Length, MinSamples)];
        samples.CopyTo(input, LeadIn);
        var loudness = TensorPrimitives.Norm<float>(samples) / MathF.Sqrt(samples.Length);
        if (loudness is > 0 and < TooSoft)
            TensorPrimitives.Multiply(input, Audible / loudness, input);
        return input;
    }

    /// <summary>One at a time: attention over a long stretch takes tens of megabytes for a moment, and each run uses every core anyway.</summary>
    private IDisposableReadOnlyCollection<OrtValue> Encode(float[] input)
    {
        using var sound = OrtValue.CreateTensorValueFromMemory(input, [1, input.Length]);
        lock (_model.Encoder)
            return _model.Encoder.Run(_options, ["input_values"], [sound], ["last_hidden_state"]);
    }

    private MoonshineText Decode(OrtValue frames, int limit)
    {
        var token = new long[] { MoonshineModel.Start };
        var cached = new bool[1];
        using var tokenValue = OrtValue.CreateTensorValueFromMemory(token, [1, 1]);
        using var cachedValue = OrtValue.CreateTensorValueFromMemory(cached, [1]);
        using var nothing = OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [1, _model.Heads, 0, _model.HeadSize]);
        (_values[0], _values[1], _values[2]) = (tokenValue, frames, cachedValue);
        _values.AsSpan(3).Fill(nothing);

        var ids = new List<int>(limit);
        var logProbability = 0.0;
        IDisposableReadOnlyCollection<OrtValue>? previous = null;
        try
        {
            while (true)
            {
                var first = !cached[0];
                var outputs = _model.Decoder.Run(_options, _inputs, _values, first ? ["logits", .. _model.SelfCache.Select(Present), .. _model.CrossCache.Select(Present)] : _laterOutputs);
                if (first)
                    _owned.Add(outputs);
                else
                    previous?.Dispose();
                previous = first ? null : outputs;
                for (var i = 1; i < outputs.Count; i++)
                    _values[i + 2] = outputs[i];
                cached[0] = true;

                var (id, log) = Best(outputs[0].GetTensorDataAsSpan<float>());
                logProbability += log;
                if (double.IsNaN(log))
                    throw new MediaException(AttachmentProblem.NotInstalled, _model.Name);
                if (id == MoonshineModel.End)
                    return Finish(ids, logProbability, ids.Count + 1, SpeechEnd.Complete);
                ids.Add(id);
                if (RepetitionLoop.Begins(ids, ShortestLoop) is { } loop)
                    return Finish(ids[..loop], logProbability, ids.Count, SpeechEnd.Looping);
                if (ids.Count == limit)
                    return Finish(ids, logProbability, ids.Count, SpeechEnd.Limit);
                token[0] = id;
            }
        }
        finally
        {
            previous?.Dispose();
        }
    }

    private MoonshineText Finish(List<int> ids, double logProbability, int steps, SpeechEnd end) =>
        new(_model.Vocabulary.Decode([.. ids]), Math.Exp(logProbability / steps), end);

    private static (int Id, double LogProbability) Best(ReadOnlySpan<float> logits)
    {
        var id = TensorPrimitives.IndexOfMax(logits);
        var most = logits[id];
        Span<float> block = stackalloc float[1024];
        var sum = 0.0;
        for (var at = 0; at < logits.Length; at += block.Length)
        {
            var part = block[..Math.Min(block.Length, logits.Length - at)];
            TensorPrimitives.Subtract(logits.Slice(at, part.Length), most, part);
            TensorPrimitives.Exp(part, part);
            sum += TensorPrimitives.Sum(part);
        }
        return (id, -Math.Log(sum));
    }

    private static string Present(string past) => past.Replace("past_key_values", "present", StringComparison.Ordinal);
}
