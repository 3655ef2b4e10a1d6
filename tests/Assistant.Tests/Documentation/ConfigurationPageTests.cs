using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Assistant.Tests.Architecture;

namespace Assistant.Tests.Documentation;

/// <summary>docs/configuration.md names every setting with its true default. When this fails: node docs/configuration.mjs.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly string[] s_projects = ["Assistant", "Assistant.Inference", "Assistant.Storage", "Assistant.Cluster", "Assistant.Channels", "Assistant.Server"];

    [Fact]
    public void Page_NamesEverySettingWithItsDefault()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "configuration.md"));

        var missing = from option in Options()
                      from property in Settings(option)
                      let row = $"| `{Section(option)}:{property.Name}` | {Shown(property.GetValue(Activator.CreateInstance(option)))} |"
                      where !page.Contains(row, StringComparison.Ordinal)
                      select row;

        Assert.Empty(missing);
    }

    /// <summary>What ships beside the program sets nothing that is not there.</summary>
    [Fact]
    public void Appsettings_SetsOnlyWhatExists()
    {
        var known = Options().GroupBy(Section).ToDictionary(options => options.Key, options => options.SelectMany(Settings).Select(property => property.Name).ToHashSet());
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Assistant.Server", "appsettings.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });

        var unknown = from section in settings.RootElement.EnumerateObject()
                      where section.Name != "Logging"
                      from setting in section.Value.EnumerateObject()
                      where !known.TryGetValue(section.Name, out var names) || !names.Contains(setting.Name)
                      select $"{section.Name}:{setting.Name}";

        Assert.Empty(unknown);
    }

    private static IEnumerable<Type> Options() =>
        s_projects.Select(Assembly.Load).SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("SectionName") is not null);

    private static string Section(Type options) => (string)options.GetField("SectionName")!.GetRawConstantValue()!;

    private static IEnumerable<PropertyInfo> Settings(Type options) => options.GetProperties().Where(property => property.CanWrite || property.PropertyType.IsGenericType);

    private static string Shown(object? value) => value switch
    {
        null or "" or System.Collections.IList { Count: 0 } => "",
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan span => $"`{span.ToString("c", CultureInfo.InvariantCulture)}`",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };
}
