using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech;

/// <summary>
/// Local speech recognition: Silero VAD finds the stretches of speech while the sound streams in, Moonshine hears several of them at once, and their
/// sentences come out in order. Of the recording only the stretches being heard are in memory. Singleton; thread-safe; loads at the first use.
/// </summary>
internal sealed partial class MoonshineRecognizer(ModelLocator models, OnnxEnvironment onnx, IOptions<SpeechOptions> options, ILogger<MoonshineRecognizer> logger)
    : ISpeechRecognizer, IDisposable
{
    private const string Language = "en";

    private readonly MoonshineFiles? _files = MoonshineFiles.Find(models);
    private readonly LoadedOnce<Loaded> _loaded = new(() => Load(MoonshineFiles.Find(models), onnx));
    private readonly SemaphoreSlim _hearing = new(options.Value.EffectiveConcurrency);

    public bool IsAvailable => _files is not null && !_loaded.Failed;

    public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!IsAvailable || (model is not null && model != MoonshineFiles.Model))
            throw new MediaException(AttachmentProblem.NotInstalled, model ?? MoonshineFiles.Model);
        var loaded = await Task.Run(Ready, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heard = Channel.CreateBounded<Task<IReadOnlyList<SpeechSegment>>>(options.Value.EffectiveConcurrency);
        var listening = Task.Run(() => ListenAsync(loaded, pcm, heard.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var next in heard.Reader.ReadAllAsync(cancellationToken))
                foreach (var segment in await next)
                    yield return segment;
        }
        finally
        {
            await stop.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (heard.Reader.TryRead(out var left))
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _hearing.Dispose();

    private Loaded Ready()
    {
        try
        {
            return _loaded.Value;
        }
        catch (Exception e) when (e is ModelFileException or InvalidOperationException)
        {
            Log.Off(logger, e.Message);
            throw new MediaException(AttachmentProblem.NotInstalled, MoonshineFiles.Model, e);
        }
    }

    private async Task ListenAsync(Loaded loaded, Stream pcm, ChannelWriter<Task<IReadOnlyList<SpeechSegment>>> heard, CancellationToken cancellationToken)
    {
        try
        {
            using var vad = loaded.Vad.Begin();
            var segmenter = new SpeechSegmenter(options.Value);
            await foreach (var window in PcmWindows.ReadAsync(pcm, cancellationToken))
                if (segmenter.Add(window.Span, vad.Hear(window.Span)) is { } span)
                    await HandOverAsync(span);
            if (segmenter.Finish() is { } last)
                await HandOverAsync(last);
            heard.Complete();
        }
        catch (Exception e)
        {
            heard.Complete(e);
        }

        // The semaphore is taken before the stretch is queued, so that no more of them are in memory than are being heard.
        async Task HandOverAsync(SpeechSpan span)
        {
            await _hearing.WaitAsync(cancellationToken);
            var hearing = Task.Run(() => HearAndRelease(loaded.Model, span, cancellationToken), CancellationToken.None);
            await heard.WriteAsync(hearing, cancellationToken);
        }
    }

    private IReadOnlyList<SpeechSegment> HearAndRelease(MoonshineModel model, SpeechSpan span, CancellationToken cancellationToken)
    {
        try
        {
            return [.. Hear(model, span, mayHalve: true, cancellationToken)];
        }
        finally
        {
            _hearing.Release();
        }
    }

    private static IEnumerable<SpeechSegment> Hear(MoonshineModel model, SpeechSpan span, bool mayHalve, CancellationToken cancellationToken)
    {
        var text = Transcribe(model, span, cancellationToken);
        if (text.End != MoonshineEnd.Complete && mayHalve && span.Seconds > 4)
        {
            var (first, second) = span.Halve();
            return Hear(model, first, false, cancellationToken).Concat(Hear(model, second, false, cancellationToken));
        }
        return text.Text.Length == 0 ? [] : TimedSentences.Of(span, text, Language);
    }

    private static MoonshineText Transcribe(MoonshineModel model, SpeechSpan span, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var runOptions = new RunOptions();
        using var stop = cancellationToken.Register(() => runOptions.Terminate = true);
        try
        {
            using var run = new MoonshineRun(model, runOptions);
            return run.Transcribe(span.Samples);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static Loaded Load(MoonshineFiles? files, OnnxEnvironment onnx) =>
        files is null ? throw new InvalidOperationException("Moonshine is not installed.") : new(new MoonshineModel(onnx, files), new SileroVad(onnx, files.Vad));

    private sealed record Loaded(MoonshineModel Model, SileroVad Vad);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Speech recognition is off: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
