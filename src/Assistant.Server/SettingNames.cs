using System.Reflection;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Models;
using Assistant.Channels.BotFramework;
using Assistant.Channels.DirectLine;
using Assistant.Channels.OpenAI;
using Assistant.Cluster;
using Assistant.Conversations;
using Assistant.Inference.Embeddings;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Vision;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Notices;
using Assistant.Perception;
using Assistant.Perception.Media;
using Assistant.Prompts;
using Assistant.Server.Telemetry;
using Assistant.Speech;
using Assistant.Storage;
using Assistant.Storage.Keys;
using Assistant.Storage.Retention;
using Assistant.Storage.WorkingMemory;
using Microsoft.Extensions.Options;

namespace Assistant.Server;

/// <summary>Names of settings that there are not, which binding passes over in silence: a limit that was misspelt would not hold. The options' own properties say which there are.</summary>
internal static class SettingNames
{
    /// <summary>Everything that is bound, whichever of it a command uses.</summary>
    internal static readonly Type[] Options =
    [
        typeof(AskBackOptions), typeof(BotFrameworkOptions), typeof(ClusterOptions), typeof(ContactOptions), typeof(DataOptions), typeof(DirectLineOptions), typeof(EmbeddingOptions), typeof(FactBudgetOptions),
        typeof(InferenceOptions), typeof(LocalModelOptions), typeof(LongTermMemoryOptions), typeof(MediaWorkerOptions), typeof(MemoryPolicyOptions), typeof(ModelOptions), typeof(ModelsOptions), typeof(NoticesOptions),
        typeof(OcrOptions), typeof(OpenAIOptions), typeof(PerceptionOptions), typeof(PrivacyOptions), typeof(PromptOptions), typeof(RetentionOptions), typeof(ServerOptions), typeof(SpeechOptions),
        typeof(SpeechOutputOptions), typeof(StorageOptions), typeof(TelemetryOptions), typeof(TurnOptions), typeof(VisionOptions), typeof(WorkingMemoryOptions),
    ];

    // Sections of ASP.NET Core, its hosting and Orleans. A name without a section, such as "urls", is never ours.
    private static readonly string[] s_frameworks = ["Logging", "Kestrel", "AllowedHosts", "ConnectionStrings", "Hosting", "Orleans", "OTEL"];
    private static readonly (string[] Path, Type Type)[] s_sections = [.. Options.Select(type => (SectionOf(type).Split(ConfigurationPath.KeyDelimiter), type))];

    /// <param name="all">Names within our sections are looked at wherever they come from.</param>
    /// <param name="own">What is meant for this program only, where a section of another name is a mistake: the environment as a whole has sections of other programs.</param>
    /// <exception cref="OptionsValidationException">There are names that no setting has; it says which, and which may be meant.</exception>
    public static void Check(IConfiguration all, IEnumerable<IConfigurationProvider> own)
    {
        var unknown = all.AsEnumerable().Select(setting => setting.Key.Split(ConfigurationPath.KeyDelimiter)).Where(path => path.Length > 1 && IsOurs(path[0]) && !IsKnown(path) && IsKnown(path[..^1]))
            .Concat(own.SelectMany(provider => provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(section => !IsOurs(section) && !IsFrameworks(section)).SelectMany(section => provider.GetChildKeys([], section).Select(name => new[] { section, name }))))
            .Select(Sentence).Concat(own.SelectMany(provider => provider.GetChildKeys([], null).Select(name => OneUnderscore(provider, name))).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new OptionsValidationException("", typeof(SettingNames), [.. unknown, "docs/configuration.md names all of them."]);
    }

    /// <summary>Of the environment: ASSISTANT_Privacy_MasterKey. Null when it may be another program's, as what Kubernetes says of a service: ASSISTANT_CLUSTER_PORT=tcp://...</summary>
    private static string? OneUnderscore(IConfigurationProvider provider, string name) =>
        name.Split('_') is { Length: > 1 } path && IsOurs(path[0]) && IsKnown(path) && !(provider.TryGet(name, out var value) && value?.StartsWith("tcp://", StringComparison.Ordinal) == true) ? $"There is no setting {name}. Is {string.Join("__", path)} meant, with two underscores?" : null;

    internal static string SectionOf(Type options) => (string)options.GetField("SectionName")!.GetRawConstantValue()!;

    private static bool IsOurs(string section) => s_sections.Any(each => each.Path[0].Equals(section, StringComparison.OrdinalIgnoreCase));

    private static bool IsFrameworks(string section) => s_frameworks.Any(each => section.StartsWith(each, StringComparison.OrdinalIgnoreCase));

    /// <summary>A setting, or a section on the way to one: "Speech:Output".</summary>
    private static bool IsKnown(string[] path) => s_sections.Any(each => Begins(each.Path, path) && (path.Length < each.Path.Length || IsOf(each.Type, path.AsSpan(each.Path.Length))));

    private static bool Begins(string[] section, string[] path) => section.Zip(path).All(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static bool IsOf(Type type, ReadOnlySpan<string> path) => path switch
    {
        [] => true,
        [_, .. var rest] when ElementOf(type) is { } element => IsOf(element, rest),
        [var name, .. var rest] => PropertiesOf(type).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } property && IsOf(property.PropertyType, rest),
    };

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>What is bound: not what is worked out of it.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type == typeof(string) || type.IsValueType || type == typeof(Uri) ? [] : type.GetProperties().Where(property => property.CanWrite || ElementOf(property.PropertyType) is not null);

    private static string Sentence(string[] path)
    {
        var name = string.Join(ConfigurationPath.KeyDelimiter, path);
        return Nearest(name) is { } meant ? $"There is no setting {name}. Is {meant} meant?" : $"There is no setting {name}.";
    }

    /// <summary>The setting whose name differs least; of the same list, say, with the number that was given. Null when none is alike.</summary>
    private static string? Nearest(string name)
    {
        var likest = Options.SelectMany(type => PropertiesOf(type).Select(property => $"{SectionOf(type)}:{property.Name}")).Select(each => (Name: each, Distance: Distance(name, each))).MinBy(each => each.Distance);
        return likest.Distance <= Math.Max(2, name.Length / 5) ? likest.Name : null;
    }

    /// <summary>Letters to change, add or leave out (Levenshtein), whatever their case.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1)));
        }
        return row[^1];
    }
}
