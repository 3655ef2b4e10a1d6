using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language;

/// <summary>
/// ChatML: every message between its two markers, the role in the first line (SmolLM2, Qwen and others). The markers are put in as tokens; what people or
/// documents wrote is encoded as plain text, so that a marker spelled in it stays text. Immutable.
/// </summary>
internal sealed partial class ChatMlTemplate
{
    private const string StartMarker = "<|im_start|>";
    private const string EndMarker = "<|im_end|>";

    private readonly Tokenizer _tokenizer;
    private readonly string? _system;
    private readonly int _start;

    private ChatMlTemplate(Tokenizer tokenizer, string? system, int start, int end) => (_tokenizer, _system, _start, End) = (tokenizer, system, start, end);

    /// <summary>What it says to the model where a conversation has no system message; null for nothing.</summary>
    public string? OwnSystem => _system;

    /// <summary>The token that ends a message.</summary>
    public int End { get; }

    /// <param name="path">tokenizer_config.json; its template may also lie beside it as chat_template.jinja.</param>
    /// <exception cref="ModelFileException">Another template, which would be rendered wrongly.</exception>
    public static ChatMlTemplate Read(string path, Tokenizer tokenizer)
    {
        var template = Template(path);
        if (template is null || !template.Contains(StartMarker, StringComparison.Ordinal) || tokenizer.IdOf(StartMarker) is not { } start || tokenizer.IdOf(EndMarker) is not { } end)
            throw new ModelFileException(path, reason: $"its chat template is not ChatML ({StartMarker} and {EndMarker}), the only one that is supported");
        var system = DefaultSystem().Match(template) is { Success: true } match ? match.Groups[1].Value.Replace("\\n", "\n", StringComparison.Ordinal) : null;
        return new(tokenizer, system, start, end);
    }

    /// <summary>The prompt up to where the assistant's answer begins. A conversation without a system message gets the model's own, if it has one.</summary>
    public int[] Render(IEnumerable<(string Role, string Text)> messages)
    {
        var ids = new List<int>();
        foreach (var (role, text) in messages)
        {
            if (ids.Count == 0 && role != "system" && _system is not null)
                Add("system", _system);
            Add(role, text);
        }
        ids.Add(_start);
        ids.AddRange(_tokenizer.EncodeLiteral("assistant\n"));
        return [.. ids];

        void Add(string role, string text)
        {
            ids.Add(_start);
            ids.AddRange(_tokenizer.EncodeLiteral($"{role}\n{text}"));
            ids.Add(End);
            ids.AddRange(_tokenizer.EncodeLiteral("\n"));
        }
    }

    private static string? Template(string path)
    {
        try
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, "chat_template.jinja");
            if (File.Exists(beside))
                return File.ReadAllText(beside);
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.TryGetProperty("chat_template", out var template) && template.ValueKind == JsonValueKind.String ? template.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new ModelFileException(path, e);
        }
    }

    [GeneratedRegex(@"'<\|im_start\|>system(?:\\n|\n)([^'{}]+?)<\|im_end\|>")]
    private static partial Regex DefaultSystem();
}
