using System.Text.Json;

namespace Assistant.Inference.Models;

/// <summary>What a folder's config.json says the model is. Nothing where there is none, or where it is no such file: then it is no model of any known kind.</summary>
/// <param name="Type">model_type; empty when it does not say.</param>
/// <param name="Architectures">Classes that the weights belong to ("Qwen2ForCausalLM").</param>
/// <param name="Vocabulary">vocab_size, or text_config's; 0 when it does not say.</param>
internal sealed record ModelConfig(string Type, IReadOnlyList<string> Architectures, int Vocabulary)
{
    private static readonly ModelConfig s_nothing = new("", [], 0);

    public static ModelConfig Of(string folder)
    {
        try
        {
            var path = Path.Combine(folder, "config.json");
            if (!File.Exists(path))
                return s_nothing;
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return s_nothing;
            var type = root.TryGetProperty("model_type", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
            var kinds = root.TryGetProperty("architectures", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Where(kind => kind.ValueKind == JsonValueKind.String).Select(kind => kind.GetString()!).ToArray()
                : [];
            return new(type, kinds, VocabularyOf(root) ?? (root.TryGetProperty("text_config", out var texts) && texts.ValueKind == JsonValueKind.Object ? VocabularyOf(texts) : null) ?? 0);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return s_nothing;
        }
    }

    public bool IsA(string suffix) => Architectures.Any(kind => kind.EndsWith(suffix, StringComparison.Ordinal));

    private static int? VocabularyOf(JsonElement config) => config.TryGetProperty("vocab_size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var number) ? number : null;
}
