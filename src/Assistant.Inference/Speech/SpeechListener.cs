using System.Runtime.CompilerServices;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Speech;

/// <summary>Finds the stretches of speech in a recording while its sound streams in (Silero VAD). Singleton; thread-safe; loads at the first use.</summary>
internal sealed partial class SpeechListener(ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<SpeechOptions> options, ILogger<SpeechListener> logger) : IDisposable
{
    private const string Name = "Silero VAD";

    private readonly string? _file = Find(models);
    private readonly SharedModel<SileroVad> _vad = new(Name, memory, clock, () => OnnxFileSize.Bytes(Find(models)), () => FilesMark.AtAGlance(Path.GetDirectoryName(Find(models))), () => new(onnx, Find(models) ?? throw new InvalidOperationException($"{Name} is not installed.")));

    public bool IsAvailable => _file is not null && !_vad.Failed;

    /// <param name="pcm">16 kHz mono, signed 16-bit little-endian.</param>
    /// <exception cref="MediaException">The model is not installed or cannot be loaded.</exception>
    public async IAsyncEnumerable<SpeechSpan> ListenAsync(Stream pcm, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var loaded = Ready();
        using var vad = loaded.Value.Begin();
        var segmenter = new SpeechSegmenter(options.Value);
        await foreach (var window in PcmWindows.ReadAsync(pcm, cancellationToken))
            if (segmenter.Add(window.Span, vad.Hear(window.Span)) is { } span)
                yield return span;
        if (segmenter.Finish() is { } last)
            yield return last;
    }

    public void Dispose() => _vad.Dispose();

    private SharedModel<SileroVad>.Lease Ready()
    {
        try
        {
            return _vad.Take();
        }
        catch (ModelUnavailableException e)
        {
            if (e.IsFresh)
                LogOff(e.Message);
            throw new MediaException(AttachmentProblem.NotInstalled, Name, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Speech recognition is off: {Reason}")]
    private partial void LogOff(string reason);

    private static string? Find(ModelLocator models) => models.FindFile("silero-vad", "@ricky0123/vad-web", "dist/silero_vad_v6.onnx");
}
