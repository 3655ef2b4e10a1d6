using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Reads a secret that is kept in a file, and says which setting is wrong when it cannot.</summary>
internal static class SecretFile
{
    /// <exception cref="OptionsValidationException">The file is not there, may not be read, or holds too little.</exception>
    public static string Read(string setting, string path, int shortest)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text.Length >= shortest ? text : throw Wrong($"{setting}: {path} must hold at least {shortest} characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{setting}: {path} cannot be read ({e.Message}).");
        }
    }

    private static OptionsValidationException Wrong(string message) => new(DirectLineOptions.SectionName, typeof(DirectLineOptions), [message]);
}
