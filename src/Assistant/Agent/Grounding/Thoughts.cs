namespace Assistant.Agent.Grounding;

/// <summary>What a reasoning model writes before its answer, where its server does not take it apart: between think tags, of which the first may stand in the prompt.</summary>
internal static class Thoughts
{
    public const string Open = "<think>", Close = "</think>";

    /// <summary>Empty when it never came to its answer.</summary>
    public static string Without(string text)
    {
        var end = text.LastIndexOf(Close, StringComparison.Ordinal);
        return end >= 0 ? text[(end + Close.Length)..].TrimStart() : text.AsSpan().TrimStart().StartsWith(Open, StringComparison.Ordinal) ? "" : text;
    }
}
