using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Speech.Voices;

/// <summary>What the .onnx.json beside a Piper voice says of it. Everything in it is bounded: such files come from anywhere. Immutable.</summary>
/// <param name="Language">BCP 47 tag or eSpeak's name.</param>
/// <param name="EspeakVoice">Whose phonemes the model knows.</param>
/// <param name="Ids">Ids of a phoneme, which is one code point.</param>
/// <param name="LengthScale">Above 1 is slower.</param>
internal sealed record VitsConfig(
    string Language, string EspeakVoice, int SampleRate, IReadOnlyDictionary<int, long[]> Ids, float NoiseScale, float LengthScale, float NoiseWidth, int Speakers, IReadOnlyDictionary<string, long> SpeakerIds)
{
    private const int LongestFile = 4 * 1024 * 1024;
    private const int MostSpeakers = 100_000;

    /// <exception cref="ModelFileException">It is not such a file; the message says why.</exception>
    public static VitsConfig Read(string path)
    {
        try
        {
            if (ModelLocator.Size(path) > LongestFile)
                throw new FormatException("it is too large");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, e, e is FormatException ? e.Message : "it is not the description of a Piper voice");
        }
    }

    private static VitsConfig Of(JsonElement root)
    {
        // Some were written with the name of Piper's own constant ("PhonemeType.ESPEAK").
        if (root.TryGetProperty("phoneme_type", out var type) && type.GetString() is { } kind && !kind[(kind.LastIndexOf('.') + 1)..].Equals("espeak", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"phoneme_type is '{type}', only 'espeak' is supported");
        var espeak = root.GetProperty("espeak").GetProperty("voice").GetString() is { Length: > 0 } voice ? voice : throw new FormatException("espeak.voice is missing");
        var rate = root.GetProperty("audio").GetProperty("sample_rate").GetInt32();
        if (rate is < 4_000 or > 192_000)
            throw new FormatException($"audio.sample_rate of {rate} cannot be");
        var speakers = root.TryGetProperty("num_speakers", out var number) ? number.GetInt32() : 1;
        if (speakers is < 0 or > MostSpeakers)
            throw new FormatException($"num_speakers of {speakers} cannot be");
        var ids = IdsOf(root);
        foreach (var needed in new[] { VitsPhonemes.Pad, VitsPhonemes.Begin, VitsPhonemes.End })
            if (!ids.ContainsKey(needed))
                throw new FormatException($"phoneme_id_map has no '{(char)needed}'");
        var inference = root.TryGetProperty("inference", out var scales) ? scales : default;
        return new(LanguageOf(root) ?? espeak, espeak, rate, ids,
            Scale(inference, "noise_scale", 0.667f, 0, 4), Scale(inference, "length_scale", 1, 0.1f, 10), Scale(inference, "noise_w", 0.8f, 0, 4), Math.Max(speakers, 1), SpeakerIdsOf(root, speakers));
    }

    private static Dictionary<int, long[]> IdsOf(JsonElement root)
    {
        if (!root.TryGetProperty("phoneme_id_map", out var map) || map.ValueKind != JsonValueKind.Object)
            throw new FormatException("phoneme_id_map is missing");
        var ids = new Dictionary<int, long[]>();
        // Phonemes of several code points are in no voice that eSpeak's phonemes lead to.
        foreach (var entry in map.EnumerateObject())
            if (entry.Name.EnumerateRunes().ToArray() is [var phoneme])
                ids[phoneme.Value] = entry.Value.ValueKind == JsonValueKind.Array ? [.. entry.Value.EnumerateArray().Select(id => id.GetInt64())] : [entry.Value.GetInt64()];
        return ids.Values.All(each => each is { Length: > 0 and <= 16 } && each.All(id => id is >= 0 and < 1_000_000)) ? ids : throw new FormatException("phoneme_id_map has ids that cannot be");
    }

    private static Dictionary<string, long> SpeakerIdsOf(JsonElement root, int speakers)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        if (root.TryGetProperty("speaker_id_map", out var map) && map.ValueKind == JsonValueKind.Object)
            foreach (var entry in map.EnumerateObject())
                ids[entry.Name] = entry.Value.GetInt64() is >= 0 and var id && id < Math.Max(speakers, 1) ? id : throw new FormatException($"speaker_id_map names a speaker beyond num_speakers ({speakers})");
        return ids;
    }

    private static string? LanguageOf(JsonElement root) =>
        root.TryGetProperty("language", out var language) && language.ValueKind == JsonValueKind.Object && language.TryGetProperty("code", out var code) ? code.GetString()?.Replace('_', '-') : null;

    private static float Scale(JsonElement inference, string name, float usual, float least, float most)
    {
        if (inference.ValueKind != JsonValueKind.Object || !inference.TryGetProperty(name, out var value))
            return usual;
        return value.GetSingle() is var scale && scale >= least && scale <= most ? scale : throw new FormatException($"inference.{name} of {value} cannot be");
    }
}
