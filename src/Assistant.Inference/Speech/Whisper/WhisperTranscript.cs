using Assistant.Inference.Models;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>One recording's transcript as it grows: each window is heard with the end of what was said before it. One caller at a time.</summary>
internal sealed class WhisperTranscript
{
    private readonly WhisperModel _model;
    private readonly WhisperTask _task;
    private readonly Func<string, string> _write;
    private readonly int[] _opening;
    private readonly int _remembered;
    private int[] _said = [];

    public WhisperTranscript(WhisperModel model, SpeechLanguage language, SpeechOptions options)
    {
        (_model, _task, _remembered) = (model, new(language.Code, options.Translate, options.Beams, options.HearsAll(language.Code)), options.PromptTokens);
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
        var heard = WhisperHearing.Hear(decoder, _task, [.. _opening, .. _said], window.Seams(), cancellationToken);
        if (heard is { End: SpeechEnd.Limit } && window.Seconds > 4)
        {
            var (first, second) = window.Halve();
            return HearAnew(first, cancellationToken).Concat(HearAnew(second, cancellationToken));
        }
        _said = heard is null ? [] : [.. heard.Ids.Skip(heard.Ids.Count - _remembered)];
        return heard is null || heard.Text.Length == 0 ? [] : WhisperSegments.Of(window, heard, _model, _task.TextLanguage, _write);
    }

    private List<SpeechSegment> HearAnew(SpeechWindow window, CancellationToken cancellationToken)
    {
        using var decoder = CancellableRun.Of(run => new WhisperDecoder(_model, window.Samples(), run, _task.HearsAll), cancellationToken);
        return [.. Hear(window, decoder, cancellationToken)];
    }
}
