using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>The ids that are no text, and which tokens are never said: generation_config.json, and tokenizer.json for what it leaves out. Immutable.</summary>
/// <param name="Translate">Null for a model that does not translate.</param>
/// <param name="Languages">Whisper's code ("zh") and its token; empty for a model of English alone.</param>
/// <param name="Suppressed">Never said.</param>
/// <param name="SuppressedFirst">Not said first: a space, and the end.</param>
/// <param name="FirstTime">Token of 0.00 s; the others follow in steps of 0.02 s.</param>
/// <param name="LatestFirstTime">Steps of 0.02 s that the first time token may be after 0.</param>
internal sealed record WhisperTokens(
    int Start, int End, int Previous, int NoSpeech, int NoTimes, int FirstTime, int Transcribe, int? Translate,
    IReadOnlyDictionary<string, int> Languages, int[] Suppressed, int[] SuppressedFirst, int LatestFirstTime)
{
    private const double SecondsAStep = 0.02;

    /// <exception cref="ModelFileException">Not such a file, or a token is missing; the message says which.</exception>
    public static WhisperTokens Read(WhisperFiles files, Tokenizer tokenizer)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(files.GenerationConfig));
            var root = document.RootElement;
            var noTimes = Number(root, "no_timestamps_token_id") ?? Named(tokenizer, "<|notimestamps|>");
            return new(
                Number(root, "decoder_start_token_id") ?? Named(tokenizer, "<|startoftranscript|>"),
                Number(root, "eos_token_id") ?? Named(tokenizer, "<|endoftext|>"),
                Number(root, "prev_sot_token_id") ?? Named(tokenizer, "<|startofprev|>"),
                tokenizer.IdOf("<|nospeech|>") ?? tokenizer.IdOf("<|nocaptions|>") ?? noTimes - 1,
                noTimes,
                noTimes + 1,
                Member(root, "task_to_id", "transcribe") ?? Named(tokenizer, "<|transcribe|>"),
                Member(root, "task_to_id", "translate") ?? tokenizer.IdOf("<|translate|>"),
                LanguagesOf(root),
                Ids(root, "suppress_tokens"),
                Ids(root, "begin_suppress_tokens"),
                Number(root, "max_initial_timestamp_index") ?? 50);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(files.GenerationConfig, e, e is FormatException ? e.Message.TrimEnd('.') : null);
        }
    }

    public bool IsTime(int id) => id >= FirstTime;

    /// <summary>Text, as opposed to markers and times.</summary>
    public bool IsText(int id) => id < End;

    /// <summary>The token of a second from the start of the window.</summary>
    public int TimeAt(double second) => FirstTime + (int)Math.Round(second / SecondsAStep);

    private static Dictionary<string, int> LanguagesOf(JsonElement root)
    {
        if (root.TryGetProperty("lang_to_id", out var list) && list.ValueKind == JsonValueKind.Object)
            return list.EnumerateObject().ToDictionary(entry => entry.Name.Trim('<', '|', '>'), entry => entry.Value.GetInt32(), StringComparer.Ordinal);
        return root.TryGetProperty("is_multilingual", out var many) && many.ValueKind == JsonValueKind.True
            ? throw new FormatException("it has no lang_to_id")
            : [];
    }

    private static int[] Ids(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(id => id.GetInt32()).Where(id => id >= 0)] : [];

    private static int? Member(JsonElement root, string name, string member) =>
        root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Object ? Number(element, member) : null;

    private static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static int Named(Tokenizer tokenizer, string token) => tokenizer.IdOf(token) ?? throw new FormatException($"neither it nor the tokenizer has '{token}'");
}
