namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>Where in a character UTF-8 stands; RFC 3629's table of well-formed sequences: no overlong forms, no surrogates, nothing above U+10FFFF.</summary>
internal static class Utf8State
{
    public const int Whole = 0;
    private const int One = 1, Two = 2, Three = 3, AfterE0 = 4, AfterED = 5, AfterF0 = 6, AfterF4 = 7;

    /// <summary>-1 when the byte cannot stand there.</summary>
    public static int Next(int state, byte value) => (state, value) switch
    {
        (Whole, < 0x80) => Whole,
        (Whole, >= 0xC2 and <= 0xDF) => One,
        (Whole, 0xE0) => AfterE0,
        (Whole, 0xED) => AfterED,
        (Whole, >= 0xE1 and <= 0xEF) => Two,
        (Whole, 0xF0) => AfterF0,
        (Whole, >= 0xF1 and <= 0xF3) => Three,
        (Whole, 0xF4) => AfterF4,
        (One, >= 0x80 and <= 0xBF) => Whole,
        (Two, >= 0x80 and <= 0xBF) or (AfterE0, >= 0xA0 and <= 0xBF) or (AfterED, >= 0x80 and <= 0x9F) => One,
        (Three, >= 0x80 and <= 0xBF) or (AfterF0, >= 0x90 and <= 0xBF) or (AfterF4, >= 0x80 and <= 0x8F) => Two,
        _ => -1,
    };

    /// <summary>Bytes that the character still needs.</summary>
    public static int Missing(int state) => state switch { Whole => 0, One => 1, Two or AfterE0 or AfterED => 2, _ => 3 };
}
