using Assistant.Perception;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>What was said in a window as segments with their seconds in the recording: each stretch's part of the text, in sentences that meet at its pauses.</summary>
internal static class WhisperSegments
{
    /// <param name="write">Puts the text into the characters wanted.</param>
    public static IEnumerable<SpeechSegment> Of(SpeechWindow window, WhisperText heard, WhisperModel model, string language, Func<string, string> write)
    {
        int[] ends = [.. heard.Seams, heard.Ids.Count];
        var from = 0;
        foreach (var (span, to) in window.Spans.Zip(ends))
        {
            var text = model.Tokenizer.Decode([.. heard.Ids.Take(from..to).Where(model.Tokens.IsText)]).Trim();
            from = to;
            if (text.Length > 0)
                foreach (var segment in TimedSentences.Of(span, write(text), Math.Exp(heard.AverageLogProbability), language, model.Name))
                    yield return segment;
        }
    }
}
