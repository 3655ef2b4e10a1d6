using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Assistant.ChannelSimulator.Scenarios;

internal static class ScenarioFile
{
    /// <summary>Everything at five in a hundred, times short enough to watch.</summary>
    public static string Default { get; } = Path.Combine(AppContext.BaseDirectory, "Scenarios", "hostile.yaml");

    /// <exception cref="InvalidDataException">The file is no scenario; the message names it and what is wrong.</exception>
    public static Scenario Read(string path)
    {
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
            return (yaml.Deserialize<Scenario?>(File.ReadAllText(path)) ?? new Scenario()).Checked();
        }
        catch (Exception e) when (e is YamlException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {(e as YamlException)?.InnerException?.Message ?? e.Message}", e);
        }
    }
}
