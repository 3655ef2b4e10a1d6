using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// The decoder over one window of sound: what was heard, and the caches of what was heard and said. The tokens of <see cref="Begin"/> go in together and fill both
/// (later runs give the cache of what was heard back empty, so the first run's is kept); further ones go in one by one. One caller at a time.
/// </summary>
internal sealed class WhisperDecoder : IDisposable
{
    private readonly WhisperModel _model;
    private readonly IDisposableReadOnlyCollection<OrtValue> _heard;
    private readonly string[] _inputs;
    private readonly string[] _firstOutputs;
    private readonly string[] _laterOutputs;
    private readonly OrtValue[] _values;
    private readonly OrtValue _nothing;
    private IDisposableReadOnlyCollection<OrtValue>? _first;
    private IDisposableReadOnlyCollection<OrtValue>? _last;

    /// <param name="samples">16 kHz mono in -1..1, at most 30 s.</param>
    public WhisperDecoder(WhisperModel model, ReadOnlySpan<float> samples, RunOptions options)
    {
        _model = model;
        _inputs = ["input_ids", "use_cache_branch", "encoder_hidden_states", .. model.SelfCache, .. model.CrossCache];
        _laterOutputs = ["logits", .. model.SelfCache.Select(Present)];
        _firstOutputs = [.. _laterOutputs, .. model.CrossCache.Select(Present)];
        _values = new OrtValue[_inputs.Length];
        _heard = model.Encode(samples, options);
        _nothing = OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [1, model.Heads, 0, model.HeadSize]);
    }

    public WhisperModel Model => _model;

    /// <summary>Forgets what was said before and reads a prompt.</summary>
    /// <returns>What may follow each of its tokens: [tokens, vocabulary], valid until the next call.</returns>
    public ReadOnlySpan<float> Begin(ReadOnlySpan<int> prompt, RunOptions options)
    {
        Forget();
        _values.AsSpan(3).Fill(_nothing);
        return Take(_first = Run(prompt, _firstOutputs, options));
    }

    /// <summary>Reads one more token.</summary>
    /// <returns>What may follow it: [vocabulary], valid until the next call.</returns>
    public ReadOnlySpan<float> Next(int token, RunOptions options)
    {
        var outputs = Run([token], _laterOutputs, options);
        _last?.Dispose();
        return Take(_last = outputs);
    }

    public void Dispose()
    {
        Forget();
        _nothing.Dispose();
        _heard.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(ReadOnlySpan<int> tokens, string[] outputs, RunOptions options)
    {
        var ids = new long[tokens.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = tokens[i];
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var cached = OrtValue.CreateTensorValueFromMemory(new[] { _first is not null }, [1]);
        (_values[0], _values[1], _values[2]) = (idValue, cached, _heard[0]);
        return _model.Decoder.Run(options, _inputs, _values, outputs);
    }

    private ReadOnlySpan<float> Take(IDisposableReadOnlyCollection<OrtValue> outputs)
    {
        for (var i = 1; i < outputs.Count; i++)
            _values[i + 2] = outputs[i];
        return outputs[0].GetTensorDataAsSpan<float>();
    }

    private void Forget()
    {
        _first?.Dispose();
        _last?.Dispose();
        (_first, _last) = (null, null);
    }

    private static string Present(string past) => past.Replace("past_key_values", "present", StringComparison.Ordinal);
}
