namespace Assistant.Inference.Tokenizers.Normalizing;

/// <summary>Lower case, character by character.</summary>
internal static class LetterCase
{
    /// <summary>As Unicode's full mapping; the runtime leaves U+0130 alone, whose lower case is two characters.</summary>
    public static string Lower(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
}
