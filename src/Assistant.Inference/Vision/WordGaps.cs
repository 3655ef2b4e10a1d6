namespace Assistant.Inference.Vision;

/// <summary>
/// Puts back the spaces between words that the recogniser swallows. A space is a run of columns without ink that is clearly wider than the gaps between letters
/// and lies between two recognised characters. Chinese is written without.
/// </summary>
internal static class WordGaps
{
    // Shares of the line's height, which holds ascenders, descenders and a margin: an em is about 0.7 of it, a space about a quarter of an em.
    private const float SmallestSpace = 0.135f;
    private const float CertainSpace = 0.30f;
    private const float WiderThanLetters = 2.0f;

    public static IReadOnlyList<RecognizedCharacter> Restore(List<RecognizedCharacter> characters, LineImage line)
    {
        if (characters.Count < 2 || !characters.Exists(character => IsWordCharacter(character.Text)))
            return Trim(characters);
        var gaps = InkGaps.Of(line);
        var typical = Typical(gaps);
        var restored = new List<RecognizedCharacter>(characters.Count + 8);
        foreach (var (i, character) in characters.Index())
        {
            restored.Add(character);
            if (i + 1 == characters.Count || character.Text == " " || characters[i + 1].Text == " ")
                continue;
            if (!SeparatesWords(character.Text, characters[i + 1].Text))
                continue;
            var gap = Widest(gaps, character.X, characters[i + 1].X);
            if (gap >= SmallestSpace * LineImage.Height && (gap >= WiderThanLetters * typical || gap >= CertainSpace * LineImage.Height))
                restored.Add(new(" ", (character.X + characters[i + 1].X) / 2, Math.Min(character.Confidence, characters[i + 1].Confidence)));
        }
        return Trim(restored);
    }

    private static float Typical(List<(float Start, float End)> gaps)
    {
        if (gaps.Count == 0)
            return 0;
        var widths = gaps.Select(gap => gap.End - gap.Start).Order().ToArray();
        return widths[(widths.Length - 1) / 2];
    }

    private static float Widest(List<(float Start, float End)> gaps, float from, float to)
    {
        var widest = 0f;
        foreach (var (start, end) in gaps)
        {
            var middle = (start + end) / 2;
            if (middle > from - 2 && middle < to + 2)
                widest = Math.Max(widest, end - start);
        }
        return widest;
    }

    private static bool SeparatesWords(string left, string right) => !IsCjk(left) && !IsCjk(right);

    private static bool IsWordCharacter(string text) => text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]);

    private static bool IsCjk(string text) => text.Length > 0 && text[0] >= '\u2E80' && text[0] is not (>= '\uFF01' and <= '\uFF5E');

    private static List<RecognizedCharacter> Trim(List<RecognizedCharacter> characters)
    {
        var start = characters.FindIndex(character => character.Text is not (" " or "\u3000"));
        var end = characters.FindLastIndex(character => character.Text is not (" " or "\u3000"));
        return start < 0 ? [] : characters.GetRange(start, end - start + 1);
    }
}
