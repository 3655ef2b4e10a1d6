using System.Text;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>Puts a prompt together: markers as their tokens, everything between two of them encoded as one text. One caller.</summary>
internal sealed class PromptWriter(Tokenizer tokenizer)
{
    private readonly List<int> _ids = [];
    private readonly StringBuilder _text = new();
    private bool _stripStart;

    /// <summary>A token of the model's own; where its vocabulary has none by that name, the template's text is text.</summary>
    public PromptWriter Marker(string? marker)
    {
        if (marker is null)
            return this;
        if (tokenizer.AddedTokenOf(marker) is not { } token)
            return Text(marker);
        Flush(token.LeftStrip);
        _ids.Add(token.Id);
        _stripStart = token.RightStrip;
        return this;
    }

    public PromptWriter Text(string text)
    {
        _text.Append(text);
        return this;
    }

    public PromptWriter Text(PromptText text)
    {
        foreach (var (part, isMark) in text.Parts)
            _ = isMark ? Marker(part) : Text(part);
        return this;
    }

    public int[] ToIds()
    {
        Flush(stripEnd: false);
        return [.. _ids];
    }

    private void Flush(bool stripEnd)
    {
        var text = _text.ToString();
        text = _stripStart ? text.TrimStart() : text;
        text = stripEnd ? text.TrimEnd() : text;
        _ids.AddRange(tokenizer.EncodeLiteral(text, atStart: _ids.Count == 0));
        _text.Clear();
        _stripStart = false;
    }
}
