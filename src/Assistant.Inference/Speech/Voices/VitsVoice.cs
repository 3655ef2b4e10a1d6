using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Speech;
using Microsoft.Extensions.Logging;

namespace Assistant.Inference.Speech.Voices;

/// <summary>
/// The Piper voices that are installed; their phonemes come from eSpeak NG. A voice is asked for by its name, of one with several speakers as NAME#SPEAKER (number or name).
/// Singleton; thread-safe; a model loads at its first use.
/// </summary>
internal sealed partial class VitsVoice : IVoice, IDisposable
{
    private const double PauseSeconds = 0.2;

    private readonly IPhonemizer _phonemizer;
    private readonly ILogger<VitsVoice> _logger;
    private readonly Installed[] _installed;

    public VitsVoice(ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IPhonemizer phonemizer, ILogger<VitsVoice> logger)
    {
        (_phonemizer, _logger) = (phonemizer, logger);
        _installed = [.. VitsFiles.FindAll(models).Select(files => Read(files, onnx, memory, clock)).OfType<Installed>()];
    }

    public string Name => "piper";

    public bool IsInstalled => _phonemizer.IsInstalled && _installed.Any(each => !each.Loaded.Failed);

    public async ValueTask<string?> FindAsync(string? language, string? voice, CancellationToken cancellationToken)
    {
        foreach (var each in _phonemizer.IsInstalled ? Fitting(language ?? "en", voice) : [])
            if (await TakeAsync(each, cancellationToken) is { } lease)
            {
                lease.Dispose();
                return voice is null || voice == Name ? each.Name : voice;
            }
        return null;
    }

    public async IAsyncEnumerable<VoicePiece> SpeakAsync(string text, string voice, double speed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var installed = Fitting("", voice).FirstOrDefault() ?? throw new SpeechOutputException(SpeechProblem.UnknownVoice, voice);
        using var lease = await TakeAsync(installed, cancellationToken) ?? throw new SpeechOutputException(SpeechProblem.Failed, installed.Name);
        var (config, speaker) = (installed.Config, SpeakerOf(installed, voice) ?? throw new SpeechOutputException(SpeechProblem.UnknownVoice, voice));
        var clauses = VitsPhonemes.Clauses(text);
        var phonemes = await _phonemizer.PhonemesAsync([.. clauses.Select(clause => clause.Text)], config.EspeakVoice, cancellationToken);
        var pause = new byte[(int)(PauseSeconds * config.SampleRate) * sizeof(short)];
        var first = true;
        foreach (var ids in VitsPhonemes.Sentences(config, clauses, phonemes))
        {
            if (!first)
                yield return new(config.SampleRate, pause);
            first = false;
            yield return new(config.SampleRate, await SayAsync(lease.Value, ids, speaker, speed, installed.Name, cancellationToken));
        }
    }

    public void Dispose()
    {
        foreach (var each in _installed)
            each.Loaded.Dispose();
    }

    private async Task<byte[]> SayAsync(VitsModel model, long[] ids, long speaker, double speed, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => CancellableRun.Of(run => model.Say(ids, speaker, speed, run), cancellationToken), CancellationToken.None);
        }
        catch (Exception e) when (e is ModelFileException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
        {
            Log.Failed(_logger, name, e.Message);
            throw new SpeechOutputException(SpeechProblem.Failed, name, e);
        }
    }

    /// <summary>Null when it cannot be loaded, which is logged; then other voices may speak.</summary>
    private async Task<SharedModel<VitsModel>.Lease?> TakeAsync(Installed installed, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(installed.Loaded.Take, cancellationToken);
        }
        catch (ModelUnavailableException e)
        {
            if (e.IsFresh)
                Log.Off(_logger, installed.Name, e.Message);
            return null;
        }
    }

    private IEnumerable<Installed> Fitting(string language, string? voice)
    {
        if (voice is not null && voice != Name)
            return _installed.Where(each => SpeakerOf(each, voice) is not null);
        var tag = language.Replace('_', '-');
        return _installed.Where(each => SpokenLanguage.Primary(each.Config.Language) == SpokenLanguage.Primary(tag)).OrderByDescending(each => each.Config.Language.Equals(tag, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The speaker's number; null when the voice is another one or has no such speaker.</summary>
    private static long? SpeakerOf(Installed installed, string voice)
    {
        if (voice == installed.Name)
            return 0;
        if (!voice.StartsWith(installed.Name + "#", StringComparison.Ordinal))
            return null;
        var speaker = voice[(installed.Name.Length + 1)..];
        return installed.Config.SpeakerIds.TryGetValue(speaker, out var id) ? id
            : long.TryParse(speaker, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < installed.Config.Speakers ? number
            : null;
    }

    private Installed? Read(VitsFiles files, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock)
    {
        try
        {
            var config = VitsConfig.Read(files.Config);
            return new(files.Name, config, new(files.Name, memory, clock, () => OnnxFileSize.Bytes(files.Model), () => FilesMark.AtAGlance(Path.GetDirectoryName(files.Model)), () => new(onnx, files.Model, config)));
        }
        catch (ModelFileException e)
        {
            Log.Off(_logger, files.Name, e.Message);
            return null;
        }
    }

    private sealed record Installed(string Name, VitsConfig Config, SharedModel<VitsModel> Loaded);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The voice {Voice} is off: {Reason}")]
        public static partial void Off(ILogger logger, string voice, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "The voice {Voice} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string voice, string reason);
    }
}
