using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Speech;

/// <summary>
/// English by Moonshine: several stretches of speech are heard at once, and their sentences come out in order. Of the recording only the stretches being heard are
/// in memory. Singleton; thread-safe; loads at the first use.
/// </summary>
internal sealed partial class MoonshineRecognizer(
    ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<SpeechOptions> options, ILogger<MoonshineRecognizer> logger) : IDisposable
{
    public const string Language = "en";

    private readonly SharedModel<MoonshineModel>[] _installed =
        [.. MoonshineFiles.FindAll(models).Select(files => new SharedModel<MoonshineModel>(files.Name, memory, clock, () => OnnxFileSize.Bytes(files.Now.Encoder, files.Now.Decoder), () => FilesMark.AtAGlance(Path.GetDirectoryName(files.Encoder), Path.GetDirectoryName(files.Decoder), Path.GetDirectoryName(files.Vocabulary)), () => new(onnx, files.Now)))];
    private readonly SemaphoreSlim _hearing = new(options.Value.EffectiveConcurrency);

    public bool IsAvailable => Current is not null;

    /// <summary>Name of the model that hears, or would.</summary>
    public string Name => (Current ?? _installed.FirstOrDefault())?.Name ?? MoonshineFiles.Tiny;

    /// <summary>The largest; where it cannot be loaded, the next takes its place.</summary>
    private SharedModel<MoonshineModel>? Current => Array.Find(_installed, each => !each.Failed);

    public bool Has(string model) => Array.Exists(_installed, each => each.Name == model);

    /// <param name="name">Null takes the largest that can be loaded.</param>
    /// <exception cref="MediaException">Not installed, or its files cannot be loaded.</exception>
    public async IAsyncEnumerable<SpeechSegment> HearAsync(IAsyncEnumerable<SpeechSpan> spans, [EnumeratorCancellation] CancellationToken cancellationToken, string? name = null)
    {
        var model = await ReadyAsync(name, cancellationToken);
        using var lease = model.Lease;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heard = Channel.CreateBounded<Task<IReadOnlyList<SpeechSegment>>>(options.Value.EffectiveConcurrency);
        var listening = Task.Run(() => ListenAsync(model.Loaded, spans, heard.Writer, stop.Token), CancellationToken.None);
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

    /// <summary>What is being heard is heard to its end.</summary>
    public void Dispose() => Array.ForEach(_installed, model => model.Dispose());

    private async Task<(SharedModel<MoonshineModel> Loaded, SharedModel<MoonshineModel>.Lease Lease)> ReadyAsync(string? name, CancellationToken cancellationToken)
    {
        ModelUnavailableException? why = null;
        foreach (var model in _installed.Where(each => name is null || each.Name == name))
        {
            try
            {
                return (model, await model.TakeAsync(cancellationToken));
            }
            catch (ModelUnavailableException e)
            {
                why = e;
                if (e.IsFresh)
                    Log.Off(logger, model.Name, e.Message);
            }
        }
        throw new MediaException(AttachmentProblem.NotInstalled, name ?? Name, why);
    }

    private async Task ListenAsync(SharedModel<MoonshineModel> model, IAsyncEnumerable<SpeechSpan> spans, ChannelWriter<Task<IReadOnlyList<SpeechSegment>>> heard, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var span in spans.WithCancellation(cancellationToken))
            {
                // The semaphore is taken before the stretch is queued, so that no more of them are in memory than are being heard.
                await _hearing.WaitAsync(cancellationToken);
                // A lease of its own: what is cancelled may outlast the recording by a moment.
                var lease = TakeOrLeave(model);
                var hearing = Task.Run(() => HearAndRelease(lease, span, cancellationToken), CancellationToken.None);
                await heard.WriteAsync(hearing, cancellationToken);
            }
            heard.Complete();
        }
        catch (Exception e)
        {
            heard.Complete(e);
        }
    }

    private SharedModel<MoonshineModel>.Lease TakeOrLeave(SharedModel<MoonshineModel> model)
    {
        try
        {
            return model.Take();
        }
        catch
        {
            _hearing.Release();
            throw;
        }
    }

    private IReadOnlyList<SpeechSegment> HearAndRelease(SharedModel<MoonshineModel>.Lease lease, SpeechSpan span, CancellationToken cancellationToken)
    {
        try
        {
            return [.. Hear(lease.Value, span, mayHalve: true, cancellationToken)];
        }
        finally
        {
            lease.Dispose();
            _hearing.Release();
        }
    }

    private static IEnumerable<SpeechSegment> Hear(MoonshineModel model, SpeechSpan span, bool mayHalve, CancellationToken cancellationToken)
    {
        var heard = CancellableRun.Of(
            runOptions =>
            {
                using var run = new MoonshineRun(model, runOptions);
                return run.Transcribe(span.Samples);
            },
            cancellationToken);
        if (heard.End != SpeechEnd.Complete && mayHalve && span.Seconds > 4)
        {
            var (first, second) = span.Halve();
            return Hear(model, first, false, cancellationToken).Concat(Hear(model, second, false, cancellationToken));
        }
        return heard.Text.Length == 0 ? [] : TimedSentences.Of(span, heard.Text, heard.Confidence, Language, model.Name);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Speech recognition in English by {Model} is off: {Reason}")]
        public static partial void Off(ILogger logger, string model, string reason);
    }
}
