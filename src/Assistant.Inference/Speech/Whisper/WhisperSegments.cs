using Assistant.Perception;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>What was said in a window as segments with their seconds in the recording: by the time tokens, or, of a single stretch, by its pauses.</summary>
internal static class WhisperSegments
{
    /// <param name="write">Puts the text into the characters wanted.</param>
    public static IEnumerable<SpeechSegment> Of(SpeechWindow window, WhisperText heard, WhisperModel model, string language, Func<string, string> write)
    {
        var confidence = Math.Exp(heard.AverageLogProbability);
        if (window.Spans is [var only])
            return TimedSentences.Of(only, write(heard.Text), confidence, language, model.Name);
        return Pieces(window, heard, model).Select(piece => new SpeechSegment(
            Math.Round(window.StartAt(piece.Start), 2), Math.Round(window.EndAt(piece.End), 2), write(piece.Text), language, Math.Round(confidence, 3)) { Model = model.Name });
    }

    private static IEnumerable<(double Start, double End, string Text)> Pieces(SpeechWindow window, WhisperText heard, WhisperModel model)
    {
        var (start, words) = (0.0, new List<int>());
        foreach (var id in heard.Ids)
        {
            if (!model.Tokens.IsTime(id))
            {
                words.Add(id);
                continue;
            }
            var second = model.Tokens.Seconds(id);
            if (Text() is { Length: > 0 } text)
                yield return (start, second, text);
            words.Clear();
            start = second;
        }
        if (Text() is { Length: > 0 } last)
            yield return (start, window.Seconds, last);

        string Text() => model.Tokenizer.Decode([.. words.Where(model.Tokens.IsText)]).Trim();
    }
}
