using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Speech in many languages by the Whisper models that are installed. Of a recording, one window of 30 s is being decoded while the encoder hears the next; each is told the
/// end of what was said before it. Singleton; thread-safe; a model loads at its first use.
/// </summary>
internal sealed partial class WhisperRecognizer(
    ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<SpeechOptions> options, ILogger<WhisperRecognizer> logger) : IDisposable
{
    private readonly Installed[] _installed =
        [.. FindAll(models, onnx).Select(files => new Installed(files.Name, files.IsMultilingual, new(files.Name, memory, clock, () => BytesOf(files.Now, options.Value.EncoderWindow), () => FilesMark.AtAGlance(files.Folder), () => Load(onnx, files.Now, options.Value.EncoderWindow, logger))))];
    private readonly SemaphoreSlim _encoding = new(1);
    private readonly SemaphoreSlim _decoding = new(options.Value.EffectiveConcurrency);

    /// <summary>The model that is taken when none is named: the one that is configured, else the largest; where it cannot be loaded, the next takes its place. Null when none can be used.</summary>
    /// <param name="language">Whisper's code; null where it is not known, which a model of English alone cannot tell.</param>
    public string? For(string? language) => Wanted(language).FirstOrDefault(each => !each.Loaded.Failed)?.Name;

    private IEnumerable<Installed> Wanted(string? language) =>
        _installed.Where(each => (options.Value.WhisperModel.Length == 0 || each.Name == options.Value.WhisperModel) && (each.IsMultilingual || language == SpeechLanguage.English));

    public bool Has(string model) => Named(model) is not null;

    /// <summary>The model, there until the lease is disposed of.</summary>
    /// <param name="name">Null takes the preferred one for the language.</param>
    /// <param name="language">Null where it is not known.</param>
    /// <param name="tried">Those that are not asked any more.</param>
    /// <exception cref="MediaException">Not installed, or its files cannot be loaded.</exception>
    public async Task<SharedModel<WhisperModel>.Lease> LoadAsync(string? name, string? language, CancellationToken cancellationToken, params IReadOnlyCollection<string> tried)
    {
        ModelUnavailableException? why = null;
        foreach (var installed in (name is null ? Wanted(language) : _installed.Where(each => each.Name == name)).Where(each => !tried.Contains(each.Name)))
        {
            try
            {
                return await installed.Loaded.TakeAsync(cancellationToken);
            }
            catch (ModelUnavailableException e)
            {
                why = e;
                if (e.IsFresh)
                    Log.Off(logger, installed.Name, e.Message);
            }
        }
        throw new MediaException(AttachmentProblem.NotInstalled, name ?? "Whisper", why);
    }

    /// <summary>Loads the preferred model for an unknown language; when its files cannot be loaded, <see cref="For"/> names another from then on, or none.</summary>
    public async Task TryLoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await LoadAsync(null, null, cancellationToken);
        }
        catch (MediaException)
        {
            // Logged; others may still hear.
        }
    }

    /// <summary>The encoder's part of hearing a window. The caller disposes of the decoder, or hands it to <see cref="HearAsync"/>.</summary>
    /// <param name="language">Null when it is not known yet.</param>
    /// <exception cref="MediaException">A file of it turned out not to load: from then on another model is the preferred one.</exception>
    public async Task<WhisperDecoder> EncodeAsync(WhisperModel model, SpeechWindow window, string? language, CancellationToken cancellationToken)
    {
        await _encoding.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => CancellableRun.Of(run => new WhisperDecoder(model, window.Samples(), run, language is not null && options.Value.HearsAll(language)), cancellationToken), CancellationToken.None);
        }
        catch (ModelFileException e)
        {
            throw Off(model, e);
        }
        finally
        {
            _encoding.Release();
        }
    }

    /// <summary>The language spoken in a window, and how likely it is among those that the model knows.</summary>
    /// <exception cref="MediaException">As <see cref="EncodeAsync"/> has it.</exception>
    public async Task<(string Language, double Probability)> DetectAsync(WhisperDecoder decoder, CancellationToken cancellationToken)
    {
        await _decoding.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => CancellableRun.Of(run => WhisperDecoding.DetectSurely(decoder, run), cancellationToken), CancellationToken.None);
        }
        catch (ModelFileException e)
        {
            throw Off(decoder.Model, e);
        }
        finally
        {
            _decoding.Release();
        }
    }

    /// <summary>Segments in order.</summary>
    /// <param name="encoded">The first window's decoder when it is known already; this method disposes of it.</param>
    public async IAsyncEnumerable<SpeechSegment> HearAsync(
        WhisperModel model, SpeechLanguage language, IAsyncEnumerable<SpeechWindow> windows, WhisperDecoder? encoded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = Channel.CreateBounded<(SpeechWindow Window, WhisperDecoder Decoder)>(1);
        var encoding = Task.Run(() => EncodeAllAsync(model, windows, language.Code, encoded, ready.Writer, stop.Token), CancellationToken.None);
        var transcript = new WhisperTranscript(model, language, options.Value);
        try
        {
            await foreach (var (window, decoder) in ready.Reader.ReadAllAsync(cancellationToken))
                foreach (var segment in await DecodeAsync(transcript, window, decoder, cancellationToken))
                    yield return segment;
        }
        finally
        {
            await stop.CancelAsync();
            await encoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (ready.Reader.TryRead(out var left))
                left.Decoder.Dispose();
        }
    }

    /// <summary>Recordings that are being heard are heard to their end.</summary>
    public void Dispose()
    {
        foreach (var model in _installed)
            model.Loaded.Dispose();
    }

    private static IReadOnlyList<WhisperFiles> FindAll(ModelLocator models, OnnxEnvironment onnx)
    {
        foreach (var name in WhisperFiles.FindUnmerged(models))
            onnx.Note(name, "it is not used: its decoder is in files of its own for the first and for later steps. Get decoder_model_merged.onnx (or _merged_quantized, and the like) of the same repository.");
        return [.. WhisperFiles.FindAll(models).Where(Fits)];

        bool Fits(WhisperFiles files)
        {
            if (MachineMemory.WhyNot(OnnxFileSize.Bytes(files.Encoder, files.Decoder)) is not { } why)
                return true;
            onnx.Note(files.Name, $"it is passed over: {why}.");
            return false;
        }
    }

    /// <summary>An encoder that may hear less than 30 s is loaded beside the one that hears all.</summary>
    private static long BytesOf(WhisperFiles files, EncoderWindow window) =>
        OnnxFileSize.Bytes(files.Encoder, files.Decoder) + (window.IsWhole ? 0 : OnnxFileSize.Bytes(files.Encoder));

    private static WhisperModel Load(OnnxEnvironment onnx, WhisperFiles files, EncoderWindow window, ILogger logger)
    {
        var model = new WhisperModel(onnx, files, window);
        if (model.Encoder.Window.IsWhole && !window.IsWhole)
            Log.WholeWindow(logger, files.Name, model.Encoder.WhyWhole);
        return model;
    }

    private async Task EncodeAllAsync(
        WhisperModel model, IAsyncEnumerable<SpeechWindow> windows, string language, WhisperDecoder? encoded, ChannelWriter<(SpeechWindow Window, WhisperDecoder Decoder)> ready, CancellationToken cancellationToken)
    {
        var decoder = encoded;
        try
        {
            await foreach (var window in windows.WithCancellation(cancellationToken))
            {
                decoder ??= await EncodeAsync(model, window, language, cancellationToken);
                await ready.WriteAsync((window, decoder), cancellationToken);
                decoder = null;
            }
            ready.Complete();
        }
        catch (Exception e)
        {
            decoder?.Dispose();
            ready.Complete(e);
        }
    }

    private async Task<IReadOnlyList<SpeechSegment>> DecodeAsync(WhisperTranscript transcript, SpeechWindow window, WhisperDecoder decoder, CancellationToken cancellationToken)
    {
        using (decoder)
        {
            await _decoding.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(() => transcript.Continue(window, decoder, cancellationToken), CancellationToken.None);
            }
            catch (ModelFileException e)
            {
                throw Off(decoder.Model, e);
            }
            finally
            {
                _decoding.Release();
            }
        }
    }

    /// <summary>Of what is loaded only when it is first needed, something could not be.</summary>
    private MediaException Off(WhisperModel model, ModelFileException e)
    {
        Log.Off(logger, model.Name, e.Message);
        Named(model.Name)?.Loaded.Fail(e);
        return new(AttachmentProblem.NotInstalled, model.Name, e);
    }

    private Installed? Named(string name) => Array.Find(_installed, each => each.Name == name);

    private sealed record Installed(string Name, bool IsMultilingual, SharedModel<WhisperModel> Loaded);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The speech model {Model} is off: {Reason}")]
        public static partial void Off(ILogger logger, string model, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The encoder of {Model} is made for 30 seconds only: short recordings take as long as long ones ({Reason}).")]
        public static partial void WholeWindow(ILogger logger, string model, string reason);
    }
}
