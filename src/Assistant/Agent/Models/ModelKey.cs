namespace Assistant.Agent.Models;

/// <summary>The server's key: from the settings (meant for the environment) or the first line of a file.</summary>
internal static class ModelKey
{
    public static string? Read(ModelOptions options)
    {
        var key = options.ApiKey is { Length: > 0 } given ? given
            : options.ApiKeyFile is { Length: > 0 } file ? File.ReadLines(file).FirstOrDefault()
            : null;
        return string.IsNullOrWhiteSpace(key) ? null : key.Trim();
    }
}
