using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// The half of a Whisper model that hears: input_features [1, bands, frames] -> last_hidden_state [1, frames / 2, width], float32 or float16. Thread-safe; one run at a time, as
/// a run uses every core, and tens of megabytes for a moment.
/// </summary>
internal sealed class WhisperEncoder : IDisposable
{
    private const string Features = "input_features";
    private const string Heard = "last_hidden_state";

    /// <summary>Read once at the start to see whether fewer frames than 3000 can be.</summary>
    private const int TrialFrames = 20;

    private static readonly TensorElementType[] s_floats = [TensorElementType.Float, TensorElementType.Float16];

    private readonly LogMelSpectrogram _logMel;
    private readonly Func<InferenceSession> _load;
    private readonly InferenceSession? _flexible;
    private readonly Lock _running = new();
    private readonly string _whyWhole = "";
    private InferenceSession? _whole;

    /// <param name="window">How much to hear of a short recording; all of 30 s are heard where the file can do no other.</param>
    /// <exception cref="ModelFileException">The file is missing, cut short, or of a kind that is not supported.</exception>
    public WhisperEncoder(OnnxEnvironment onnx, string path, int bands, EncoderWindow window)
    {
        (_logMel, _load) = (new(bands), () => onnx.Load(path, SessionTuning.ReturnsMemory));
        _flexible = window.IsWhole ? null : LoadFlexible(onnx, path, bands, out _whyWhole);
        Window = _flexible is null ? EncoderWindow.Whole : window;
        if (_flexible is not null)
            return;
        _whole = _load();
        if (WhyNot(_whole) is not { } reason)
            return;
        _whole.Dispose();
        throw new ModelFileException(path, reason: reason);
    }

    /// <summary>How much it is to hear of a short recording; the whole window where it can do no other.</summary>
    public EncoderWindow Window { get; }

    /// <summary>Why it can do no other, where less was asked for.</summary>
    public string WhyWhole => _whyWhole;

    /// <summary>What the decoder takes in of at most 30 s of sound: [1, half as many as frames, width].</summary>
    /// <param name="samples">16 kHz mono in -1..1.</param>
    /// <param name="window"><see cref="Window"/>, or the whole.</param>
    public IDisposableReadOnlyCollection<OrtValue> Encode(ReadOnlySpan<float> samples, EncoderWindow window, RunOptions options)
    {
        var frames = window.Frames(samples.Length);
        var mel = _logMel.Of(samples, frames);
        lock (_running)
            return Run(SessionFor(frames), mel, [1, _logMel.Bands, frames], options);
    }

    public void Dispose()
    {
        _flexible?.Dispose();
        _whole?.Dispose();
    }

    /// <summary>All frames are heard by the file as it is, which is loaded besides when it is first needed: where sizes are known the runtime joins more steps, which is faster and rounds otherwise.</summary>
    private InferenceSession SessionFor(int frames) => _flexible is null || frames == LogMelSpectrogram.Frames ? _whole ??= _load() : _flexible;

    private static InferenceSession? LoadFlexible(OnnxEnvironment onnx, string path, int bands, out string whyNot)
    {
        whyNot = "its sizes are fixed";
        if (FlexibleEncoder.Edit(path) is not { } edited)
            return null;
        InferenceSession? session = null;
        try
        {
            session = onnx.Load(path, SessionTuning.ReturnsMemory, edited);
            using var options = new RunOptions();
            if (WhyNot(session) is null)
            {
                using var heard = Run(session, new float[bands * TrialFrames], [1, bands, TrialFrames], options);
                if (heard[0].GetTensorTypeAndShape().Shape is [1, TrialFrames / 2, _])
                    return session;
            }
        }
        catch (OnnxRuntimeException e) when (PassingFailure.Of(path, e) is { } passing)
        {
            session?.Dispose();
            throw passing;
        }
        catch (Exception e) when (e is ModelFileException { MayPass: false } or OnnxRuntimeException or ArgumentException)
        {
            // Sizes are fixed elsewhere in the file too: it is loaded as it is.
            whyNot = e.Message;
        }
        session?.Dispose();
        return null;
    }

    private static IDisposableReadOnlyCollection<OrtValue> Run(InferenceSession session, float[] mel, long[] shape, RunOptions options)
    {
        using var features = session.InputMetadata[Features].ElementDataType == TensorElementType.Float
            ? OrtValue.CreateTensorValueFromMemory(mel, shape)
            : OrtValue.CreateTensorValueFromMemory(HalfPrecision.Of(mel), shape);
        return session.Run(options, [Features], [features], [Heard]);
    }

    private static string? WhyNot(InferenceSession session) =>
        !session.InputNames.SequenceEqual([Features]) ? $"its only input should be '{Features}'"
        : !session.OutputNames.Contains(Heard) ? $"it has no output '{Heard}'"
        : !s_floats.Contains(session.InputMetadata[Features].ElementDataType) || !s_floats.Contains(session.OutputMetadata[Heard].ElementDataType) ? "what goes in or comes out is neither float32 nor float16"
        : null;
}
