namespace Assistant.Inference.Embeddings;

/// <summary>The windows of texts, made as they are asked for: a text that fits is one; a longer one is cut into windows that overlap, each with the prefix. A text
/// without tokens of its own is a window of prefix and frame.</summary>
internal sealed class SentenceWindows(SentenceModel model, int overlap, bool query)
{
    private readonly int[] _prefix = model.Prefix(query);

    public IEnumerable<SentenceWindow> Of(IReadOnlyList<string> texts)
    {
        var room = model.Settings.MaxTokens - model.Tokenizer.FrameLength - _prefix.Length;
        // Short windows share half of themselves at most.
        var step = room - Math.Min(overlap, room / 2);
        for (var text = 0; text < texts.Count; text++)
        {
            var (ids, own) = model.Tokens(texts[text], query);
            var tokens = ids.AsMemory(own);
            if (tokens.IsEmpty && model.Tokenizer.Frame(ids) is { Length: > 0 } empty)
                yield return new(text, empty, 1);
            for (var start = 0; start < tokens.Length; start += step)
            {
                var end = Math.Min(start + room, tokens.Length);
                yield return new(text, model.Tokenizer.Frame([.. start == 0 ? ids.AsSpan(0, own) : _prefix, .. tokens.Span[start..end]]), end - start);
                if (end == tokens.Length)
                    break;
            }
        }
    }
}

/// <param name="Text">Index of the text.</param>
/// <param name="Tokens">How many of the ids are the text's: the window's weight among the windows of its text.</param>
internal sealed record SentenceWindow(int Text, int[] Ids, int Tokens);
