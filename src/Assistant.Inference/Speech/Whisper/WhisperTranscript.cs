using Assistant.Inference.Models;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// One recording's transcript as it grows: each window is heard with the end of what was said before it. Of one that is too much at once, or of which nothing but repetition comes, the
/// halves are heard; what is lost nevertheless is told in its place. One caller at a time.
/// </summary>
internal sealed class WhisperTranscript
{
    /// <summary>Seconds of speech; of less, the halves would be no easier.</summary>
    private const double ShortestHalved = 4;

    private readonly WhisperModel _model;
    private readonly WhisperTask _task;
    private readonly Func<string, string> _write;
    private readonly int[] _opening;
    private readonly PreviousText _before;

    public WhisperTranscript(WhisperModel model, SpeechLanguage language, SpeechOptions options)
    {
        (_model, _task, _before) = (model, new(language.Code, options.Translate, options.Beams, options.HearsAll(language.Code)), new(options.PromptTokens));
        var traditional = language.Traditional ?? options.ChineseCharacters == ChineseCharacters.Traditional;
        var chinese = _task.TextLanguage == SpeechLanguage.Chinese;
        _write = !chinese ? text => text : traditional ? ChineseScript.Traditional : ChineseScript.Simplified;
        // Whisper goes on in the characters and with the marks of what it takes for the beginning.
        _opening = !chinese ? [] : model.Tokenizer.EncodeLiteral(traditional ? " 以下是普通話的句子。" : " 以下是普通话的句子。");
    }

    /// <summary>What is said in the next window.</summary>
    public IReadOnlyList<SpeechSegment> Continue(SpeechWindow window, WhisperDecoder decoder, CancellationToken cancellationToken) => [.. Hear(window, decoder, cancellationToken)];

    private IEnumerable<SpeechSegment> Hear(SpeechWindow window, WhisperDecoder decoder, CancellationToken cancellationToken)
    {
        var heard = Ask();
        if (heard is not null && _before.Ids.Length > 0 && (heard.IsLost || _before.IsRepeatedBy(heard)))
        {
            // It may be what it was told that it repeats.
            _before.Forget();
            heard = Ask();
        }
        if (heard is { End: SpeechEnd.Limit } or { IsLost: true } && window.Seconds > ShortestHalved)
        {
            var (first, second) = window.Halve();
            return HearAnew(first, cancellationToken).Concat(HearAnew(second, cancellationToken));
        }
        _before.Take(heard);
        if (heard is { IsLost: true })
            return [new(window.Spans[0].Start, window.Spans[^1].Start + window.Spans[^1].Seconds, _write(_task.TextLanguage == SpeechLanguage.Chinese ? "[听不清]" : "[inaudible]"), _task.TextLanguage, 0) { Model = _model.Name }];
        return heard is null || heard.Text.Length == 0 ? [] : WhisperSegments.Of(window, heard, _model, _task.TextLanguage, _write);

        WhisperText? Ask() => WhisperHearing.Hear(decoder, _task, [.. _opening, .. _before.Ids], window.Seams(), cancellationToken);
    }

    private List<SpeechSegment> HearAnew(SpeechWindow window, CancellationToken cancellationToken)
    {
        using var decoder = CancellableRun.Of(run => new WhisperDecoder(_model, window.Samples(), run, _task.HearsAll), cancellationToken);
        return [.. Hear(window, decoder, cancellationToken)];
    }
}
