using System.Numerics.Tensors;
using Assistant.Agent;
using Assistant.Agent.Extractive.Words;
using Assistant.Conversations;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Sentence vectors of episodes and questions, each by the model of its language, whose name it bears; none where no model is installed. An episode's is its own
/// together with one over it and its neighbours. Tens of milliseconds a text.
/// </summary>
internal sealed class EpisodeVectors(IEnumerable<ISentenceEncoder> encoders, TurnPace pace, TimeProvider time)
{
    private const double ShareOfTime = 0.1;

    private const int EncodedAtOnce = 64;

    /// <summary>Characters of a neighbour that count, lest a long one hide the episode itself.</summary>
    private const int MostBeside = 300;

    private const float WeightOfAround = 2;

    private readonly ISentenceEncoder? _encoder = encoders.FirstOrDefault();
    private readonly SpareTime _forEpisodes = new(ShareOfTime, pace, time);
    private readonly SpareTime _forQuestions = new(ShareOfTime, pace, time);

    /// <summary>As <see cref="OfAsync(IReadOnlyList{Episode}, CancellationToken)"/>, or none while the server has better to do.</summary>
    public async Task<QuantizedVector?[]> InSpareTimeAsync(IReadOnlyList<Episode> episodes, CancellationToken cancellationToken) =>
        (await _forEpisodes.TryAsync(() => OfAsync(episodes, cancellationToken))).Result ?? new QuantizedVector?[episodes.Count];

    /// <summary>As <see cref="OfAsync(string, CancellationToken)"/>, or none while the server has better to do.</summary>
    public async Task<IReadOnlyList<QuantizedVector>> InSpareTimeAsync(string question, CancellationToken cancellationToken) =>
        (await _forQuestions.TryAsync(() => OfAsync(question, cancellationToken))).Result ?? [];

    /// <summary>Those of which there is no vector of today's model, where that is installed.</summary>
    public List<int> Missing(IReadOnlyList<StoredEpisode> stored) =>
        [.. Enumerable.Range(0, stored.Count).Where(i => LanguageOf(stored[i].Episode.Text) is var language && _encoder?.IsAvailable(language) == true && stored[i].Vector?.Model != _encoder.ModelFor(language))];

    /// <returns>One an episode, null where its language has no model.</returns>
    public Task<QuantizedVector?[]> OfAsync(IReadOnlyList<Episode> episodes, CancellationToken cancellationToken) => OfAsync(episodes, Enumerable.Range(0, episodes.Count), cancellationToken);

    /// <param name="wanted">Of which; the others are only neighbours.</param>
    public async Task<QuantizedVector?[]> OfAsync(IReadOnlyList<Episode> episodes, IEnumerable<int> wanted, CancellationToken cancellationToken)
    {
        var found = new QuantizedVector?[episodes.Count];
        foreach (var language in wanted.GroupBy(i => LanguageOf(episodes[i].Text)))
        {
            if (_encoder?.IsAvailable(language.Key) != true)
                continue;
            foreach (var indexes in language.Chunk(EncodedAtOnce))
            {
                List<int> beside = [.. indexes.Where(i => IsBeside(episodes, i, i - 1) || IsBeside(episodes, i, i + 1))];
                var alone = await _encoder.EncodeAsync([.. indexes.Select(i => Spoken(episodes[i]))], query: false, language.Key, cancellationToken);
                var around = beside.Count == 0 ? [] : await _encoder.EncodeAsync([.. beside.Select(i => Around(episodes, i))], query: false, language.Key, cancellationToken);
                for (var i = 0; i < indexes.Length; i++)
                    found[indexes[i]] = QuantizedVector.Of(_encoder.ModelFor(language.Key), beside.IndexOf(indexes[i]) is >= 0 and var at ? Together(alone[i], around[at]) : alone[i]);
            }
        }
        return found;
    }

    /// <returns>None, or one.</returns>
    public async Task<IReadOnlyList<QuantizedVector>> OfAsync(string question, CancellationToken cancellationToken)
    {
        var language = LanguageOf(question);
        if (_encoder?.IsAvailable(language) != true)
            return [];
        return [QuantizedVector.Of(_encoder.ModelFor(language), (await _encoder.EncodeAsync([question], query: true, language, cancellationToken))[0])];
    }

    /// <summary>"I" and "my" mean somebody: the speaker's name is part of what was said.</summary>
    private static string Spoken(Episode episode) => episode.Speaker.Length > 0 ? $"{episode.Speaker}: {episode.Text}" : episode.Text;

    private static bool IsBeside(IReadOnlyList<Episode> episodes, int item, int other) =>
        other >= 0 && other < episodes.Count && episodes[other].Conversation == episodes[item].Conversation;

    /// <summary>"Biscuit, because of the ears" means little without the question before it.</summary>
    private static string Around(IReadOnlyList<Episode> episodes, int item)
    {
        var before = IsBeside(episodes, item, item - 1) ? Spoken(episodes[item - 1]) : "";
        var after = IsBeside(episodes, item, item + 1) ? Spoken(episodes[item + 1]) : "";
        return $"{before[^Math.Min(before.Length, MostBeside)..]} {Spoken(episodes[item])} {after[..Math.Min(after.Length, MostBeside)]}".Trim();
    }

    private static float[] Together(float[] alone, float[] around)
    {
        var sum = new float[alone.Length];
        TensorPrimitives.MultiplyAdd(around, WeightOfAround, alone, sum);
        var length = TensorPrimitives.Norm(sum);
        if (length > 0)
            TensorPrimitives.Divide(sum, length, sum);
        return sum;
    }

    private static string LanguageOf(string text) => Normal.IsChinese(text) ? "zh" : "en";
}
