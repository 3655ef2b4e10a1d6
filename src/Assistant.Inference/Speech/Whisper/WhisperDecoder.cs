using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// The decoder over one window of sound: what was heard, and the caches of what was heard and said. The tokens of the first <see cref="Begin"/> go in together and fill both
/// (later runs give the cache of what was heard back empty, so the first run's is kept: it is most of such a run's work, and a later <see cref="Begin"/> uses it);
/// further ones go in one by one, after the last or after any earlier past. One caller at a time.
/// </summary>
internal sealed class WhisperDecoder : IDisposable
{
    private const int Fixed = 3;
    private const float LargestDifference = 1e-3f;

    private readonly WhisperModel _model;
    private readonly float[] _samples;
    private readonly string[] _inputs;
    private readonly string[] _firstOutputs;
    private readonly string[] _laterOutputs;
    private readonly OrtValue[] _values;
    private readonly OrtValue _nothing;
    private IDisposable _frames;
    private OrtValue _heard;
    private float[] _logits = [];
    private WhisperPast? _first;
    private WhisperPast? _prompt;
    private WhisperPast? _last;

    /// <param name="samples">16 kHz mono in -1..1, at most 30 s.</param>
    /// <param name="all">Hear all of the encoder's 30 s, however short the recording is.</param>
    public WhisperDecoder(WhisperModel model, float[] samples, RunOptions options, bool all = false)
    {
        (_model, _samples) = (model, samples);
        _inputs = ["input_ids", "use_cache_branch", "encoder_hidden_states", .. model.SelfCache, .. model.CrossCache];
        _laterOutputs = ["logits", .. model.SelfCache.Select(Present)];
        _firstOutputs = [.. _laterOutputs, .. model.CrossCache.Select(Present)];
        _values = new OrtValue[_inputs.Length];
        var window = all ? EncoderWindow.Whole : model.Encoder.Window;
        HearsAll = window.Frames(samples.Length) == LogMelSpectrogram.Frames;
        (_frames, _heard) = model.EncodeForDecoder(samples, window, options);
        _nothing = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, model.CacheType, [1, model.Heads, 0, model.HeadSize]);
    }

    public WhisperModel Model => _model;

    /// <summary>The encoder heard all of its 30 s.</summary>
    public bool HearsAll { get; private set; }

    /// <summary>Has the encoder hear all of its 30 s, and forgets what was read.</summary>
    public void HearAll(RunOptions options)
    {
        var (frames, heard) = _model.EncodeForDecoder(_samples, EncoderWindow.Whole, options);
        Forget();
        _first?.Dispose();
        _first = null;
        _frames.Dispose();
        (_frames, _heard, HearsAll) = (frames, heard, true);
    }

    /// <summary>Forgets what was said before and reads a prompt.</summary>
    /// <returns>What may follow each of its tokens: [tokens, vocabulary], valid until the next call.</returns>
    public ReadOnlySpan<float> Begin(ReadOnlySpan<int> prompt, RunOptions options)
    {
        Forget();
        _prompt = _first is null || _model.RereadsPrompts == false ? Read(prompt, options)
            : _model.RereadsPrompts == true ? Reread(prompt, options)
            : Compare(prompt, options);
        _first ??= _prompt;
        return Numbers(_prompt);
    }

    /// <summary>Reads one more token.</summary>
    /// <returns>What may follow it: [vocabulary], valid until the next call.</returns>
    public ReadOnlySpan<float> Next(int token, RunOptions options)
    {
        var next = After(_last, token, options);
        _last?.Dispose();
        _last = next;
        return Numbers(next);
    }

    /// <summary>Reads one more token after some that were said, which stay as they are.</summary>
    /// <param name="past">Null: right after the prompt.</param>
    /// <returns>The caller disposes of it.</returns>
    public WhisperPast After(WhisperPast? past, int token, RunOptions options)
    {
        var at = Fixed;
        foreach (var cache in (past ?? _prompt!).Caches.Take(_model.SelfCache.Length).Concat(_first!.Caches.Skip(_model.SelfCache.Length)))
            _values[at++] = cache;
        return new(Run([token], _laterOutputs, cached: true, options));
    }

    /// <summary>What may follow, as numbers; valid until the next call.</summary>
    public ReadOnlySpan<float> Numbers(WhisperPast past)
    {
        if (_model.LogitsType == TensorElementType.Float)
            return past.Logits.GetTensorDataAsSpan<float>();
        var halves = MemoryMarshal.Cast<Float16, Half>(past.Logits.GetTensorDataAsSpan<Float16>());
        if (_logits.Length < halves.Length)
            _logits = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, _logits);
        return _logits.AsSpan(0, halves.Length);
    }

    public void Dispose()
    {
        Forget();
        _first?.Dispose();
        _nothing.Dispose();
        _frames.Dispose();
    }

    /// <summary>Fills both caches.</summary>
    private WhisperPast Read(ReadOnlySpan<int> prompt, RunOptions options)
    {
        _values.AsSpan(Fixed).Fill(_nothing);
        return new(Run(prompt, _firstOutputs, cached: false, options));
    }

    /// <summary>With the cache of what was heard, as if nothing had been said before.</summary>
    private WhisperPast Reread(ReadOnlySpan<int> prompt, RunOptions options)
    {
        _values.AsSpan(Fixed, _model.SelfCache.Length).Fill(_nothing);
        var at = Fixed + _model.SelfCache.Length;
        foreach (var cache in _first!.Caches.Skip(_model.SelfCache.Length))
            _values[at++] = cache;
        return new(Run(prompt, _laterOutputs, cached: true, options));
    }

    /// <summary>Some exports expect a single token where there is a cache: the first time, both ways are gone and must give the same.</summary>
    private WhisperPast Compare(ReadOnlySpan<int> prompt, RunOptions options)
    {
        var read = Read(prompt, options);
        try
        {
            float[] numbers = [.. Numbers(read)];
            using var reread = Reread(prompt, options);
            TensorPrimitives.Subtract(Numbers(reread), numbers, numbers);
            _model.RereadsPrompts = Math.Abs(TensorPrimitives.MaxMagnitude<float>(numbers)) <= LargestDifference;
        }
        catch (Exception e) when ((e is OnnxRuntimeException && !options.Terminate) || e is ArgumentException)
        {
            _model.RereadsPrompts = false;
        }
        catch
        {
            read.Dispose();
            throw;
        }
        return read;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(ReadOnlySpan<int> tokens, string[] outputs, bool cached, RunOptions options)
    {
        var ids = new long[tokens.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = tokens[i];
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var branch = OrtValue.CreateTensorValueFromMemory(new[] { cached }, [1]);
        (_values[0], _values[1], _values[2]) = (idValue, branch, _heard);
        return _model.Decoder.Run(options, _inputs, _values, outputs);
    }

    private void Forget()
    {
        _last?.Dispose();
        if (_prompt != _first)
            _prompt?.Dispose();
        (_prompt, _last) = (null, null);
    }

    private static string Present(string past) => past.Replace("past_key_values", "present", StringComparison.Ordinal);
}
