namespace Assistant.Inference.Embeddings;

/// <summary>The windows of texts, made as they are asked for: a text that fits is one; a longer one is cut into windows that overlap, each with the prefix.</summary>
internal sealed class SentenceWindows(SentenceModel model, int overlap, bool query)
{
    private readonly int[] _prefix = query ? model.QueryPrefix : model.PassagePrefix;

    public IEnumerable<SentenceWindow> Of(IReadOnlyList<string> texts)
    {
        var room = model.Settings.MaxTokens - model.Tokenizer.FrameLength - _prefix.Length;
        // Short windows share half of themselves at most.
        var step = room - Math.Min(overlap, room / 2);
        for (var text = 0; text < texts.Count; text++)
        {
            var tokens = model.Tokens(texts[text]);
            for (var start = 0; start < tokens.Length; start += step)
            {
                var end = Math.Min(start + room, tokens.Length);
                yield return new(text, model.Tokenizer.Frame([.. _prefix, .. tokens.AsSpan(start, end - start)]), end - start);
                if (end == tokens.Length)
                    break;
            }
        }
    }
}

/// <param name="Text">Index of the text.</param>
/// <param name="Tokens">How many of the ids are the text's: the window's weight among the windows of its text.</param>
internal sealed record SentenceWindow(int Text, int[] Ids, int Tokens);
