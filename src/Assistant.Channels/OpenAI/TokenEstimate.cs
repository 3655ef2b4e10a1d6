namespace Assistant.Channels.OpenAI;

/// <summary>About how many tokens a text has, for clients that show usage: a Chinese character is one, other text one for every four bytes.</summary>
internal static class TokenEstimate
{
    public static int Of(string text)
    {
        var wide = text.Count(c => c >= '\u2e80');
        return wide + ((text.Length - wide + 3) / 4);
    }
}
