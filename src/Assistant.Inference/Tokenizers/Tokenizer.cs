using System.Buffers;
using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Tokenizers;

/// <summary>
/// A tokenizer.json as Hugging Face's tokenizers runs it: added tokens are cut out, the text between them is normalised, split and turned into pieces.
/// Time grows with the length of the text, whatever is in it. Immutable; thread-safe.
/// </summary>
internal sealed class Tokenizer(TokenizerParts parts)
{
    public int VocabularySize => parts.Vocabulary.Count;

    /// <param name="path">A tokenizer.json.</param>
    /// <exception cref="ModelFileException">Not a tokenizer, or of a kind that is not supported; the message says which.</exception>
    public static Tokenizer Load(string path) => new(TokenizerFile.Read(path));

    /// <exception cref="JsonException">Not a tokenizer.</exception>
    /// <exception cref="NotSupportedException">A kind of part that is not supported.</exception>
    public static Tokenizer Parse(ReadOnlyMemory<byte> json) => new(TokenizerFile.Parse(json));

    /// <summary>Some word of the vocabulary begins with a capital of the alphabet; otherwise words with capitals are unknown unless they are put in lower case first.</summary>
    public bool KnowsCapitals => parts.Vocabulary.Entries.Any(entry => entry.Key is [>= 'A' and <= 'Z', ..]);

    public int? IdOf(string token) => parts.Vocabulary.IdOf(token);

    /// <summary>A token that is found in a text as it stands; null when none is spelled like that.</summary>
    public AddedToken? AddedTokenOf(string content) => parts.Added.Of(content);

    public bool IsSpecial(int id) => parts.Added.IsSpecial(id);

    /// <param name="special">With the tokens that the model expects around a text.</param>
    public int[] Encode(string text, bool special = true)
    {
        var ids = new List<int>((text.Length / 3) + 8);
        if (special)
            ids.AddRange(parts.Template.Before);
        AppendText(text, parts.Added, atStart: true, ids);
        if (special)
            ids.AddRange(parts.Template.After);
        return [.. ids];
    }

    /// <summary>The tokens of a text in which no added token is looked for but those of text (<see cref="AddedTokens.OfText"/>): what others wrote cannot pass for a marker of the model's.</summary>
    /// <param name="atStart">It begins a text; false when it follows a marker.</param>
    public int[] EncodeLiteral(string text, bool atStart = true)
    {
        var ids = new List<int>((text.Length / 3) + 8);
        if (text.Length > 0 && parts.Added.OfText is { } added)
            AppendText(text, added, atStart, ids);
        else if (text.Length > 0)
            AppendSection(parts.Normalizer.Apply(text), atStart, [], ids);
        return [.. ids];
    }

    /// <summary>What a token writes within a text, as UTF-8, perhaps only part of a character; empty when there is no such token.</summary>
    public byte[] BytesOf(int id)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (parts.Vocabulary.TokenOf(id) is { } token)
            parts.TokenDecoder.Append(token, first: false, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>As many tokens as fit, with the tokens that the model expects around a text; the rest of the text is left out and <see cref="TokenizedText.Truncated"/> says so.</summary>
    /// <param name="maxTokens">At least as many as stand around a text.</param>
    public TokenizedText Encode(string text, int maxTokens)
    {
        var (before, after) = (parts.Template.Before, parts.Template.After);
        var room = maxTokens - before.Length - after.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(room, nameof(maxTokens));
        var ids = Encode(text, special: false);
        return ids.Length <= room ? new([.. before, .. ids, .. after], false) : new([.. before, .. ids.AsSpan(0, room), .. after], true);
    }

    /// <summary>The ids between the tokens that the model expects around a text.</summary>
    public int[] Frame(ReadOnlySpan<int> ids) => [.. parts.Template.Before, .. ids, .. parts.Template.After];

    /// <summary>Number of tokens around a text.</summary>
    public int FrameLength => parts.Template.Before.Length + parts.Template.After.Length;

    /// <param name="skipSpecial">Without tokens that are no text (start, end, markers).</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial = true)
    {
        var text = Decoder(skipSpecial);
        foreach (var id in ids)
            text.Add(id);
        return text.Finish();
    }

    /// <summary>Decoding one token after the other.</summary>
    /// <param name="atStart">The first token begins a text, and loses the space that some tokenizers put before every word.</param>
    public StreamingDecoder Decoder(bool skipSpecial = true, bool atStart = true) => new(parts, skipSpecial, atStart);

    private void AppendText(string text, AddedTokens tokens, bool atStart, List<int> ids)
    {
        var pieces = new List<Piece>();
        foreach (var part in tokens.Split(text, normalized: false))
        {
            if (part.Id is { } marked)
            {
                ids.Add(marked);
                continue;
            }
            var normal = parts.Normalizer.Apply(text.Substring(part.Start, part.Length));
            foreach (var section in tokens.Split(normal, normalized: true))
            {
                if (section.Id is { } id)
                    ids.Add(id);
                else if (section.Length > 0)
                    AppendSection(normal.Substring(section.Start, section.Length), atStart && part.Start + section.Start == 0, pieces, ids);
            }
        }
    }

    private void AppendSection(string text, bool atStart, List<Piece> pieces, List<int> ids)
    {
        text = parts.Splitter.Cut(text, atStart, pieces);
        foreach (var piece in pieces)
            parts.Model.Append(text.AsSpan(piece.Start, piece.Length), ids);
    }
}
