using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

/// <summary>How the next token is chosen. What <see cref="ChatOptions"/> has no property for is read from its AdditionalProperties, under the names that model servers use.</summary>
/// <param name="Temperature">Logits are divided by it; below 0.01 the likeliest token is taken.</param>
/// <param name="TopK">Only so many of the likeliest tokens; 0 for all.</param>
/// <param name="TopP">Only the likeliest tokens whose probabilities add up to it.</param>
/// <param name="MinP">Only tokens at least this share as likely as the likeliest ("min_p").</param>
/// <param name="RepetitionPenalty">Logits of tokens that stand in the prompt or the answer are divided by it, or multiplied where negative (Keskar et al. 2019, "repetition_penalty").</param>
/// <param name="PresencePenalty">Taken from the logits of tokens that stand in the answer.</param>
/// <param name="FrequencyPenalty">Taken from them for each time they stand there.</param>
/// <param name="Seed">The same seed gives the same text; null for any.</param>
internal sealed record SamplingSettings(
    float Temperature, int TopK, float TopP, float MinP, float RepetitionPenalty, float PresencePenalty, float FrequencyPenalty, long? Seed)
{
    private const float LeastTemperature = 0.01f;

    public bool IsGreedy => Temperature < LeastTemperature;

    /// <summary>The likeliest token each time.</summary>
    public static SamplingSettings Greedy { get; } = new(0, 0, 1, 0, 1, 0, 0, null);

    /// <summary>
    /// As the caller says: a temperature, or by top-k, top-p or min-p that tokens are drawn (then at temperature 1, as model servers have it). Values that change nothing (a top-p of 1, a penalty
    /// of 0), which clients send unasked, say nothing.
    /// </summary>
    /// <param name="otherwise">Taken where the caller says nothing of how tokens are drawn, with the caller's penalties: half of two settings is nobody's, but a penalty goes with any.</param>
    public static SamplingSettings Of(ChatOptions? options, SamplingSettings otherwise)
    {
        var (topK, topP, minP) = (Math.Max(options?.TopK ?? 0, 0), Math.Clamp(options?.TopP ?? 1, 0, 1), Math.Clamp(Additional(options, "min_p") ?? 0, 0, 1));
        var own = options?.Temperature is null && (topK, topP, minP) is (0, 1, 0) ? otherwise : new(Math.Clamp(options?.Temperature ?? 1, 0, 100), topK, topP, minP, 1, 0, 0, null);
        return own with
        {
            RepetitionPenalty = Additional(options, "repetition_penalty") is { } penalty and not 1 ? Math.Clamp(penalty, 0.1f, 10)
                : options?.AdditionalProperties?.TryGetValue(LocalModelOptions.OwnRepetitionPenalty, out var kept) == true && kept is true ? otherwise.RepetitionPenalty : own.RepetitionPenalty,
            PresencePenalty = Math.Clamp(options?.PresencePenalty ?? 0, -10, 10),
            FrequencyPenalty = Math.Clamp(options?.FrequencyPenalty ?? 0, -10, 10),
            Seed = options?.Seed,
        };
    }

    /// <summary>
    /// As generation_config.json says (the names and defaults of Hugging Face's GenerationConfig): the likeliest token unless "do_sample" is true; then "temperature" (1), "top_k" (50), "top_p" (1) and "min_p" (0).
    /// "repetition_penalty" (1) holds either way. Values that are no numbers in their range are taken for the defaults.
    /// </summary>
    public static SamplingSettings Of(JsonElement generation)
    {
        var samples = generation.TryGetProperty("do_sample", out var flag) && flag.ValueKind == JsonValueKind.True;
        var penalty = Number("repetition_penalty", 1, 0.1f, 10);
        return samples
            ? new(Number("temperature", 1, 0, 100), (int)Number("top_k", 50, 0, 1_000_000), Number("top_p", 1, 0, 1), Number("min_p", 0, 0, 1), penalty, 0, 0, null)
            : Greedy with { RepetitionPenalty = penalty };

        float Number(string name, float otherwise, float least, float most) =>
            generation.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && number >= least && number <= most ? number : otherwise;
    }

    private static float? Additional(ChatOptions? options, string name)
    {
        if (options?.AdditionalProperties?.TryGetValue(name, out var value) != true || value is null)
            return null;
        return float.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;
    }
}
