namespace Assistant.Text;

/// <summary>Cuts texts to a length in UTF-16 units, never through a character that takes two.</summary>
public static class Shortening
{
    /// <summary>The text up to a length.</summary>
    public static string Beginning(this string text, int most) => text[..BeginningLength(text, most)];

    /// <summary>The text, or its beginning with an ellipsis as the last of at most so many units.</summary>
    /// <param name="most">1 or more.</param>
    public static string Shortened(this string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, BeginningLength(text, most - 1)), "…");

    /// <summary>How long the beginning of at most so many units is; at least 1 where both are, so that whoever cuts piece by piece gets on.</summary>
    public static int BeginningLength(ReadOnlySpan<char> text, int most) =>
        text.Length <= most ? text.Length : most > 1 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
}
