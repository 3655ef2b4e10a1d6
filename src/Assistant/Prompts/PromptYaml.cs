using System.Text.Json.Nodes;
using Microsoft.SemanticKernel;
using YamlDotNet.Serialization;

namespace Assistant.Prompts;

/// <summary>Reads a prompt file in Semantic Kernel's schema (template, template_format, input_variables, execution_settings).</summary>
internal static class PromptYaml
{
    /// <exception cref="InvalidDataException">The file is no such prompt; the message names it and what is wrong.</exception>
    public static PromptTemplateConfig Read(string path)
    {
        try
        {
            var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(File.ReadAllText(path));
            return PromptTemplateConfig.FromJson(ToJson(yaml)!.ToJsonString());
        }
        catch (Exception e) when (e is YamlDotNet.Core.YamlException or System.Text.Json.JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"The prompt {path} cannot be read: {e.Message}", e);
        }
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        IDictionary<object, object> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key.ToString()!, ToJson(pair.Value)))),
        IList<object> list => new JsonArray([.. list.Select(ToJson)]),
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        IConvertible number => JsonValue.Create(number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };
}
