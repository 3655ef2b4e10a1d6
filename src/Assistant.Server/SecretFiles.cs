namespace Assistant.Server;

/// <summary>
/// Settings that are kept in files of their own, as containers and systemd hand out secrets: a file named Section__Key holds the value of Section:Key.
/// Looked for in the folders that ASSISTANT_SECRETS and CREDENTIALS_DIRECTORY name. Empty files count as not there.
/// </summary>
internal static class SecretFiles
{
    // systemd puts the credential's own name before each file of a folder that LoadCredential=secrets:FOLDER loads.
    private const string CredentialPrefix = "secrets_";
    private const int LongestSecret = 64 * 1024;

    private static readonly string[] s_folders = ["ASSISTANT_SECRETS", "CREDENTIALS_DIRECTORY"];

    public static void Add(IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(s_folders.Select(Environment.GetEnvironmentVariable).SelectMany(Read));

    internal static IEnumerable<KeyValuePair<string, string?>> Read(string? folder) => Directory.Exists(folder)
        ? from file in Directory.EnumerateFiles(folder)
          let name = Path.GetFileName(file)
          where !name.StartsWith('.') && new FileInfo(file).Length <= LongestSecret
          let value = File.ReadAllText(file).Trim()
          where value.Length > 0
          select KeyValuePair.Create<string, string?>(Setting(name), value)
        : [];

    private static string Setting(string name) =>
        (name.StartsWith(CredentialPrefix, StringComparison.Ordinal) ? name[CredentialPrefix.Length..] : name).Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
