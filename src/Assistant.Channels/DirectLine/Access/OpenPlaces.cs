using System.Collections.Concurrent;
using Assistant.Channels.Http;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>
/// How many of a kind (sockets, uploads) may be open at once in this process: of all, and of one <see cref="Holder"/>, so that nobody takes all the places there are. Thread-safe.
/// </summary>
internal sealed class OpenPlaces(int most, int mostOfOne)
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Holder, int> _open = new();
    private int _all;

    /// <returns>The place; it is free again when it is disposed.</returns>
    /// <exception cref="Refusal">503: all are taken; 429: this holder has too many.</exception>
    public IDisposable Take(string? user, string conversation)
    {
        var holder = Holder.Of(user, conversation);
        if (Interlocked.Increment(ref _all) > most)
        {
            Interlocked.Decrement(ref _all);
            throw new Refusal(503, "ServiceUnavailable", "Too many are open here. Try again.", s_tryAgain);
        }
        if (_open.AddOrUpdate(holder, 1, (_, open) => open + 1) <= mostOfOne)
            return new Place(this, holder);
        Leave(holder);
        throw new Refusal(429, "TooManyRequests", $"At most {mostOfOne} may be open at once. Close one and try again.", s_tryAgain);
    }

    private void Leave(Holder holder)
    {
        Interlocked.Decrement(ref _all);
        if (_open.AddOrUpdate(holder, 0, (_, open) => open - 1) == 0)
            // Only if nobody came meanwhile.
            _open.TryRemove(new(holder, 0));
    }

    private sealed class Place(OpenPlaces places, Holder holder) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                places.Leave(holder);
        }
    }
}
