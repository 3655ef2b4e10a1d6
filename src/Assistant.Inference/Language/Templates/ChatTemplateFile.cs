using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>What a tokenizer's configuration says of the chat template.</summary>
/// <param name="Template">Jinja; empty when there is none.</param>
/// <param name="Begin">The token that begins a text, where the template puts one.</param>
/// <param name="End">The token that ends a text.</param>
internal sealed record ChatTemplateFile(string Template, string? Begin, string? End)
{
    public bool Has(string part) => Template.Contains(part, StringComparison.Ordinal);

    /// <param name="path">tokenizer_config.json.</param>
    public static ChatTemplateFile Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var (root, beside) = (document.RootElement, Path.Combine(Path.GetDirectoryName(path)!, "chat_template.jinja"));
            var template = File.Exists(beside) ? File.ReadAllText(beside) : Text(root);
            return new(template, template.Contains("bos_token", StringComparison.Ordinal) ? Token(root, "bos_token") : null, Token(root, "eos_token"));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new ModelFileException(path, e);
        }
    }

    // A text, or a list of named ones, of which one without its name or text is none.
    private static string Text(JsonElement root) => !root.TryGetProperty("chat_template", out var template) ? ""
        : template.ValueKind == JsonValueKind.String ? template.GetString()!
        : template.ValueKind != JsonValueKind.Array ? ""
        : template.EnumerateArray().Where(each => each.Text("name") == "default").Select(each => each.Text("template")).FirstOrDefault() ?? "";

    // A text, or an object with it.
    private static string? Token(JsonElement root, string name) => !root.TryGetProperty(name, out var token) ? null
        : token.ValueKind == JsonValueKind.Object && token.TryGetProperty("content", out var content) ? content.GetString()
        : token.ValueKind == JsonValueKind.String ? token.GetString() : null;
}
