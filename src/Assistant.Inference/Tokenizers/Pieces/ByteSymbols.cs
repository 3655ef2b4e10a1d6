using System.Buffers;
using System.Text;

namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>A symbol a byte of UTF-8; the last of a piece may be marked as the end of a word. Bytes that the vocabulary lacks are the unknown token, or dropped.</summary>
internal sealed class ByteSymbols : IPieceSymbols
{
    private const int Dropped = -1;

    private readonly Vocabulary _vocabulary;
    private readonly string _endOfWord;
    private readonly int[] _bytes = new int[256];
    private readonly int[] _lastBytes = new int[256];

    public ByteSymbols(Vocabulary vocabulary, string endOfWord, int? unknown)
    {
        (_vocabulary, _endOfWord) = (vocabulary, endOfWord);
        for (var value = 0; value < 256; value++)
        {
            var letter = ByteLetters.Letter((byte)value).ToString();
            _bytes[value] = vocabulary.IdOf(letter) ?? unknown ?? Dropped;
            _lastBytes[value] = vocabulary.IdOf(letter + endOfWord) ?? unknown ?? Dropped;
        }
    }

    public void Append(ReadOnlySpan<char> piece, List<int> symbols) => WithBytes(piece, bytes =>
    {
        for (var i = 0; i < bytes.Length; i++)
            if ((i == bytes.Length - 1 ? _lastBytes : _bytes)[bytes[i]] is var id && id != Dropped)
                symbols.Add(id);
        return 0;
    });

    public int? Whole(ReadOnlySpan<char> piece) => WithBytes(piece, bytes =>
    {
        var letters = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
            letters.Append(ByteLetters.Letter(value));
        return _vocabulary.IdOf(letters.Append(_endOfWord).ToString());
    });

    private static T WithBytes<T>(ReadOnlySpan<char> piece, ByteReader<T> read)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(piece.Length));
        try
        {
            return read(rented.AsSpan(0, Encoding.UTF8.GetBytes(piece, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private delegate T ByteReader<T>(ReadOnlySpan<byte> bytes);
}
