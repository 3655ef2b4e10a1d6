using System.Text.Json;
using Assistant.Inference.Language;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Tests.Language;

public sealed class SamplingSettingsTests
{
    private static readonly SamplingSettings s_own = new(0.7f, 20, 0.8f, 0, 1.05f, 0, 0, null);

    /// <summary>As Hugging Face reads the same files.</summary>
    [Theory]
    [InlineData("""{"eos_token_id":2}""", 0, 0, 1, 0, 1)]
    [InlineData("""{"do_sample":true,"temperature":0.7,"top_k":20,"top_p":0.8,"repetition_penalty":1.05}""", 0.7f, 20, 0.8f, 0, 1.05f)]
    [InlineData("""{"do_sample":true,"min_p":0.1}""", 1, 50, 1, 0.1f, 1)]
    [InlineData("""{"do_sample":false,"temperature":0.6,"repetition_penalty":1.1}""", 0, 0, 1, 0, 1.1f)]
    [InlineData("""{"do_sample":true,"temperature":"hot","top_k":-3,"top_p":7,"min_p":null}""", 1, 50, 1, 0, 1)]
    public void Of_AGenerationConfig(string json, float temperature, int topK, float topP, float minP, float penalty) =>
        Assert.Equal(new(temperature, topK, topP, minP, penalty, 0, 0, null), SamplingSettings.Of(JsonElement.Parse(json)));

    [Fact]
    public void Of_ACallerThatSaysNothing_IsTheModelsOwnWithTheSeed()
    {
        Assert.Equal(s_own, SamplingSettings.Of(options: null, s_own));
        Assert.Equal(s_own with { Seed = 7 }, SamplingSettings.Of(new() { Seed = 7, MaxOutputTokens = 10 }, s_own));
    }

    /// <summary>What clients send unasked.</summary>
    [Fact]
    public void Of_ValuesThatChangeNothing_IsTheModelsOwn() =>
        Assert.Equal(s_own, SamplingSettings.Of(new() { TopP = 1, TopK = 0, PresencePenalty = 0, FrequencyPenalty = 0, AdditionalProperties = new() { ["min_p"] = 0, ["repetition_penalty"] = 1 } }, s_own));

    [Fact]
    public void Of_PenaltiesAlone_GoWithTheModelsOwn()
    {
        Assert.Equal(s_own with { FrequencyPenalty = 0.5f, PresencePenalty = 1 }, SamplingSettings.Of(new() { FrequencyPenalty = 0.5f, PresencePenalty = 1 }, s_own));
        Assert.Equal(s_own with { RepetitionPenalty = 1.2f }, SamplingSettings.Of(new() { AdditionalProperties = new() { ["repetition_penalty"] = 1.2 } }, s_own));
    }

    [Fact]
    public void Of_ACallerThatKeepsTheModelsPenalty_HasItWithHisOwnTemperature()
    {
        Assert.Equal(SamplingSettings.Greedy with { RepetitionPenalty = 1.05f }, SamplingSettings.Of(new() { Temperature = 0, AdditionalProperties = new() { [LocalModelOptions.OwnRepetitionPenalty] = true } }, s_own));
        Assert.Equal(SamplingSettings.Greedy with { RepetitionPenalty = 1.2f }, SamplingSettings.Of(new() { Temperature = 0, AdditionalProperties = new() { ["repetition_penalty"] = 1.2, [LocalModelOptions.OwnRepetitionPenalty] = true } }, s_own));
    }

    [Fact]
    public void Of_ACallerThatSaysHowTokensAreDrawn_TakesNothingOfTheModels()
    {
        Assert.Equal(SamplingSettings.Greedy, SamplingSettings.Of(new() { Temperature = 0 }, s_own));
        Assert.Equal(SamplingSettings.Greedy with { Temperature = 1, TopP = 0.5f }, SamplingSettings.Of(new() { TopP = 0.5f }, s_own));
        Assert.Equal(SamplingSettings.Greedy with { Temperature = 1, MinP = 0.1f }, SamplingSettings.Of(new() { AdditionalProperties = new() { ["min_p"] = 0.1 } }, s_own));
    }
}
