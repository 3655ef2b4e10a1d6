using System.Globalization;
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

    public static SamplingSettings Of(ChatOptions? options) => new(
        Math.Clamp(options?.Temperature ?? 0, 0, 100),
        Math.Max(options?.TopK ?? 0, 0),
        Math.Clamp(options?.TopP ?? 1, 0, 1),
        Math.Clamp(Additional(options, "min_p") ?? 0, 0, 1),
        Math.Clamp(Additional(options, "repetition_penalty") ?? 1, 0.1f, 10),
        Math.Clamp(options?.PresencePenalty ?? 0, -10, 10),
        Math.Clamp(options?.FrequencyPenalty ?? 0, -10, 10),
        options?.Seed);

    private static float? Additional(ChatOptions? options, string name)
    {
        if (options?.AdditionalProperties?.TryGetValue(name, out var value) != true || value is null)
            return null;
        return float.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;
    }
}
