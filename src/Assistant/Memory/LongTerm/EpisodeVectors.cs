using Assistant.Agent;
using Assistant.Agent.Extractive.Words;
using Assistant.Conversations;

namespace Assistant.Memory.LongTerm;

/// <summary>Sentence vectors of episodes and questions, each by the model of its language; none where no model is installed. Tens of milliseconds a text.</summary>
internal sealed class EpisodeVectors(IEnumerable<ISentenceEncoder> encoders, TurnPace pace, TimeProvider time)
{
    private const double ShareOfTime = 0.1;

    private const int EncodedAtOnce = 64;

    private readonly ISentenceEncoder? _encoder = encoders.FirstOrDefault();
    private readonly SpareTime _forEpisodes = new(ShareOfTime, time);
    private readonly SpareTime _forQuestions = new(ShareOfTime, time);

    /// <summary>As <see cref="OfAsync(IReadOnlyList{Episode}, CancellationToken)"/>, or none while the server has better to do.</summary>
    public async Task<QuantizedVector?[]> InSpareTimeAsync(IReadOnlyList<Episode> episodes, CancellationToken cancellationToken) =>
        (pace.IsQuiet ? (await _forEpisodes.TryAsync(() => OfAsync(episodes, cancellationToken))).Result : null) ?? new QuantizedVector?[episodes.Count];

    /// <summary>As <see cref="OfAsync(string, CancellationToken)"/>, or none while the server has better to do.</summary>
    public async Task<IReadOnlyList<QuantizedVector>> InSpareTimeAsync(string question, CancellationToken cancellationToken) =>
        (pace.IsQuiet ? (await _forQuestions.TryAsync(() => OfAsync(question, cancellationToken))).Result : null) ?? [];

    /// <returns>One an episode, null where its language has no model.</returns>
    public async Task<QuantizedVector?[]> OfAsync(IReadOnlyList<Episode> episodes, CancellationToken cancellationToken)
    {
        var found = new QuantizedVector?[episodes.Count];
        foreach (var language in episodes.Select((episode, i) => (Language: LanguageOf(episode.Text), Index: i)).GroupBy(each => each.Language, each => each.Index))
        {
            if (_encoder?.IsAvailable(language.Key) != true)
                continue;
            foreach (var indexes in language.Chunk(EncodedAtOnce))
            {
                var vectors = await _encoder.EncodeAsync([.. indexes.Select(i => Spoken(episodes[i]))], query: false, language.Key, cancellationToken);
                for (var i = 0; i < indexes.Length; i++)
                    found[indexes[i]] = QuantizedVector.Of(language.Key, vectors[i]);
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
        return [QuantizedVector.Of(language, (await _encoder.EncodeAsync([question], query: true, language, cancellationToken))[0])];
    }

    /// <summary>"I" and "my" mean somebody: the speaker's name is part of what was said.</summary>
    private static string Spoken(Episode episode) => episode.Speaker.Length > 0 ? $"{episode.Speaker}: {episode.Text}" : episode.Text;

    private static string LanguageOf(string text) => Normal.IsChinese(text) ? "zh" : "en";
}
