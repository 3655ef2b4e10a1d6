namespace Assistant.Inference.Tokenizers;

/// <summary>GPT-2's spelling of bytes as letters: printable ones stand for themselves, the others for characters from U+0100 on.</summary>
internal static class ByteLetters
{
    private static readonly char[] s_letters = Letters();
    private static readonly Dictionary<char, byte> s_bytes = s_letters.Select((letter, value) => (letter, value)).ToDictionary(p => p.letter, p => (byte)p.value);

    public static char Letter(byte value) => s_letters[value];

    public static bool TryByte(char letter, out byte value) => s_bytes.TryGetValue(letter, out value);

    private static char[] Letters()
    {
        var (letters, next) = (new char[256], '\u0100');
        for (var value = 0; value < 256; value++)
            letters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : next++;
        return letters;
    }
}
