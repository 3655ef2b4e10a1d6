using Assistant.Perception;

namespace Assistant.Server.Commands.Doctor;

/// <summary>A picture with a line of text in it, drawn without a font: TOTAL 42 in letters of five by seven dots.</summary>
internal static class ProbePicture
{
    private const int Dot = 6;
    private const int Margin = 40;

    // A row of dots a number, the leftmost dot the highest of five bits.
    private static readonly Dictionary<char, byte[]> s_letters = new()
    {
        ['T'] = [31, 4, 4, 4, 4, 4, 4],
        ['O'] = [14, 17, 17, 17, 17, 17, 14],
        ['A'] = [14, 17, 17, 31, 17, 17, 17],
        ['L'] = [16, 16, 16, 16, 16, 16, 31],
        ['4'] = [2, 6, 10, 18, 31, 2, 2],
        ['2'] = [14, 17, 1, 2, 4, 8, 31],
        [' '] = [0, 0, 0, 0, 0, 0, 0],
    };

    public const string Text = "TOTAL 42";

    public static Picture Draw()
    {
        var (width, height) = ((Text.Length * 6 * Dot) + (2 * Margin), (7 * Dot) + (2 * Margin));
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)255);
        for (var letter = 0; letter < Text.Length; letter++)
            for (var row = 0; row < 7; row++)
                for (var column = 0; column < 5; column++)
                    if ((s_letters[Text[letter]][row] >> (4 - column) & 1) == 1)
                        Fill(rgb, width, Margin + (((letter * 6) + column) * Dot), Margin + (row * Dot));
        return new(width, height, rgb);
    }

    private static void Fill(byte[] rgb, int width, int left, int top)
    {
        for (var y = top; y < top + Dot; y++)
            rgb.AsSpan(((y * width) + left) * 3, Dot * 3).Clear();
    }
}
