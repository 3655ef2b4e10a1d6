using System.CommandLine;

namespace Assistant.Server.Commands;

/// <summary>
/// Settings given with a command as --Section:Key value (or --Section:Key=value), for the configuration. They are told from the command's own words before these are
/// parsed, so that no argument takes one for itself.
/// </summary>
internal static class Settings
{
    private static readonly Option<string[]> s_option = new("--setting") { Hidden = true, Recursive = true };

    /// <summary>The hidden option that carries them, for the root command.</summary>
    public static Option Option => s_option;

    /// <summary>The settings of a parsed command line, each "--Section:Key=value".</summary>
    public static string[] Of(ParseResult parsed) => parsed.GetValue(s_option) ?? [];

    /// <summary>The command line with each setting as a value of the hidden option.</summary>
    /// <exception cref="CommandException">A setting without a value.</exception>
    public static string[] Gather(IReadOnlyList<string> args)
    {
        var (own, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            if (!IsSetting(args[i]))
                own.Add(args[i]);
            else if (args[i].Contains('=', StringComparison.Ordinal))
                settings.Add(args[i]);
            else if (i + 1 < args.Count)
                settings.Add($"{args[i]}={args[++i]}");
            else
                throw new CommandException($"The setting '{args[i]}' has no value.", CommandLine.WrongUsage);
        }
        return [.. own, .. settings.Select(setting => $"{s_option.Name}={setting}")];
    }

    private static bool IsSetting(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) && token.Split('=')[0] is var name && name.Contains(':', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal);
}
