using Assistant.Inference.Language;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Tests.Language;

/// <summary>Against values worked out by hand: logits are logarithms of the probabilities given.</summary>
public sealed class SamplerTests
{
    private static readonly float[] s_logits = [.. new[] { 0.5, 0.25, 0.15, 0.1 }.Select(p => (float)Math.Log(p))];

    [Fact]
    public void Candidates_TopK_KeepsTheLikeliest() => AssertCandidates(new() { Temperature = 1, TopK = 2 }, (0, 1), (1, 0.5));

    [Fact]
    public void Candidates_TopP_KeepsWhatAddsUpToIt() => AssertCandidates(new() { Temperature = 1, TopP = 0.8f }, (0, 1), (1, 0.5), (2, 0.3));

    [Fact]
    public void Candidates_TopPAfterTopK_IsOfWhatTopKLeft() => AssertCandidates(new() { Temperature = 1, TopK = 2, TopP = 0.6f }, (0, 1));

    [Fact]
    public void Candidates_MinP_IsMeasuredByTheLikeliest() => AssertCandidates(new() { Temperature = 1, AdditionalProperties = new() { ["min_p"] = 0.25 } }, (0, 1), (1, 0.5), (2, 0.3));

    /// <summary>At temperature 2 the ratios are square roots: 0.25 of 0.5 becomes .7071.</summary>
    [Fact]
    public void Candidates_Temperature_FlattensTheRatios() => AssertCandidates(new() { Temperature = 2, TopK = 2 }, (0, 1), (1, Math.Sqrt(0.5)));

    [Fact]
    public void Candidates_TopKOfThousands_IsNotCutShort()
    {
        var logits = Enumerable.Range(0, 10_000).Select(id => -id * 0.01f).ToArray();
        Assert.Equal(Enumerable.Range(0, 3_000), Sampler(new() { Temperature = 1, TopK = 3_000 }).Candidates(logits).Select(each => each.Id));
        Assert.Equal(10_000, Sampler(new() { Temperature = 1 }).Candidates(logits).Count);
    }

    /// <summary>A form leaves three tokens of 150,000: all of them are candidates. Every pass over the vocabulary makes a list: there are not many more than when no more are asked for.</summary>
    [Fact]
    public void Candidates_FewerThanTopK_AreAllAndSoonFound()
    {
        var logits = Enumerable.Range(0, 150_000).Select(id => id is 7 or 70 or 700 ? -id / 100f : float.NegativeInfinity).ToArray();
        var (few, many) = (Sampler(new() { Temperature = 1, TopK = 2 }), Sampler(new() { Temperature = 1, TopK = 40 }));
        Assert.Equal([7, 70, 700], many.Candidates(logits).Select(each => each.Id));

        long Allocated(Sampler sampler)
        {
            sampler.Candidates(logits);
            var before = GC.GetAllocatedBytesForCurrentThread();
            sampler.Candidates(logits);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.InRange(Allocated(many) - Allocated(few), -3_000, 3_000);
    }

    [Fact]
    public void Choose_ManyTimes_FollowsTheProbabilities()
    {
        var sampler = Sampler(new() { Temperature = 1, Seed = 11 });
        var counts = Enumerable.Range(0, 20_000).Select(_ => sampler.Choose(s_logits)).CountBy(id => id).ToDictionary();
        foreach (var (id, probability) in new[] { (0, 0.5), (1, 0.25), (2, 0.15), (3, 0.1) })
            Assert.Equal(probability, counts[id] / 20_000.0, 0.02);
    }

    /// <summary>Written twice: 3 - (0.5 + 2 * 0.75) = 1, below 1.5. Not written: untouched.</summary>
    [Fact]
    public void Choose_PresenceAndFrequencyPenalties_AreTakenFromWhatWasWritten()
    {
        var sampler = Sampler(new() { PresencePenalty = 0.5f, FrequencyPenalty = 0.75f });
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(_ => sampler.Choose([3f, 1.5f, -5f])));
    }

    /// <summary>The prompt counts for repetition: 2 / 1.5 = 1.33 falls below 1.4; -1 * 1.5 = -1.5 below -1.2.</summary>
    [Fact]
    public void Choose_RepetitionPenalty_CountsThePromptAndDividesOrMultiplies()
    {
        var options = new ChatOptions { AdditionalProperties = new() { ["repetition_penalty"] = "1.5" } };
        Assert.Equal(1, Sampler(options, 0).Choose([2f, 1.4f]));
        Assert.Equal(0, Sampler(options).Choose([2f, 1.4f]));
        Assert.Equal(1, Sampler(options, 0).Choose([-1f, -1.2f]));
    }

    [Fact]
    public void Choose_WithoutTemperature_IsTheLikeliest() => Assert.Equal(2, Sampler(new() { TopK = 1, Seed = 4 }).Choose([0f, 1f, 2f, 1.9f]));

    [Fact]
    public void Choose_NotANumber_IsAnError() => Assert.Throws<InvalidDataException>(() => Sampler(new()).Choose([0f, float.NaN]));

    private static Sampler Sampler(ChatOptions options, params int[] prompt) => new(SamplingSettings.Of(options, SamplingSettings.Greedy), prompt);

    private static void AssertCandidates(ChatOptions options, params (int Id, double Weight)[] expected)
    {
        var candidates = Sampler(options).Candidates(s_logits);
        Assert.Equal(expected.Select(each => each.Id), candidates.Select(each => each.Id).Order());
        Assert.All(expected, each => Assert.Equal(each.Weight, candidates.Single(candidate => candidate.Id == each.Id).Weight, 1e-5));
    }
}
