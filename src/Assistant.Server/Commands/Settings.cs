namespace Assistant.Server.Commands;

/// <summary>Settings given behind a command as --Section:Key value (or --Section:Key=value), for the configuration.</summary>
internal static class Settings
{
    /// <summary>The first token that is neither a setting nor its value; null when all are.</summary>
    public static string? Wrong(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsSetting(tokens[i]))
                return tokens[i];
            if (!tokens[i].Contains('=', StringComparison.Ordinal) && ++i == tokens.Count)
                return tokens[i - 1];
        }
        return null;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains(':', StringComparison.Ordinal);
}
