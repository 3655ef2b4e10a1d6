using Assistant.Health;

namespace Assistant.Server.Health;

/// <summary>Which of the configured servers answer, asked at most once in <see cref="s_fresh"/> however many monitors there are.</summary>
internal sealed class Dependencies(IEnumerable<IDependency> configured, TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<Feature>>? _asked;
    private long _askedAt;

    public Task<IReadOnlyList<Feature>> AskAsync()
    {
        lock (_gate)
        {
            if (_asked is null || time.GetElapsedTime(_askedAt) > s_fresh)
                (_asked, _askedAt) = (AskAllAsync(), time.GetTimestamp());
            return _asked;
        }
    }

    private async Task<IReadOnlyList<Feature>> AskAllAsync() => await Task.WhenAll(configured.Select(AskOneAsync));

    private static async Task<Feature> AskOneAsync(IDependency dependency)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var answers = false;
        try
        {
            answers = await dependency.AnswersAsync(patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception)
        {
            // Whatever it is: it does not answer.
        }
        return new(dependency.Name, answers, dependency.Detail, dependency.Remedy);
    }
}
