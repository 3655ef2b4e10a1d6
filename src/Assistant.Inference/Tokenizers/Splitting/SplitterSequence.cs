using System.Text;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Each splitter rewrites and cuts the pieces of the one before. None: the whole text is one piece. Stateless; thread-safe.</summary>
internal sealed class SplitterSequence(IReadOnlyList<ISplitter> splitters)
{
    /// <summary>Puts the pieces of a text into <paramref name="pieces"/>, in order.</summary>
    /// <param name="atStart">It begins the whole text, and does not stand behind an added token.</param>
    /// <returns>The text that the pieces are of.</returns>
    public string Cut(string text, bool atStart, List<Piece> pieces)
    {
        pieces.Clear();
        if (text.Length > 0)
            pieces.Add(new(0, text.Length));
        List<Piece>? before = null;
        foreach (var splitter in splitters)
        {
            if (splitter.Rewrites)
                text = Rewrite(splitter, text, ref atStart, pieces);
            before ??= new(pieces.Count);
            before.Clear();
            before.AddRange(pieces);
            pieces.Clear();
            foreach (var piece in before)
                splitter.Split(text, piece, pieces);
        }
        return text;
    }

    /// <summary>Every piece is rewritten by itself; what lay between them is gone.</summary>
    private static string Rewrite(ISplitter splitter, string text, ref bool atStart, List<Piece> pieces)
    {
        if (pieces is [var only] && only.Length == text.Length)
        {
            text = splitter.Prepare(text, atStart);
            pieces[0] = new(0, text.Length);
            return text;
        }
        atStart = atStart && pieces is [{ Start: 0 }, ..];
        var rewritten = new StringBuilder(text.Length + pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = splitter.Prepare(text.Substring(pieces[i].Start, pieces[i].Length), atStart && i == 0);
            pieces[i] = new(rewritten.Length, piece.Length);
            rewritten.Append(piece);
        }
        return rewritten.ToString();
    }
}
