using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Access.Keys;

/// <summary>
/// One provider's keys. Known ones are found without waiting; they are read anew in the background when they are old, and the last good ones serve through an outage.
/// An unknown id has them read anew at once, but not more often than every minute, however many ids are made up; the very first reading is not counted, as keys may roll over right after a start. Any number of callers, one download at a time.
/// </summary>
internal sealed partial class ProviderKeys(Func<CancellationToken, Task<FrozenDictionary<string, SigningKey>>> download, TimeSpan refreshAfter, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMinutes(1);

    // Nothing works without a first set, so it is asked for more often.
    private static readonly TimeSpan s_betweenFirstTries = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestDownload = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private volatile KeySet? _known;
    private Task _download = Task.CompletedTask;
    private long? _tried;

    /// <summary>The key of an id; null when the provider has no such key, or cannot be asked.</summary>
    public ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_known is not { } known || !known.Keys.TryGetValue(id, out var key))
            return AskAsync(id, cancellationToken);
        if (time.GetElapsedTime(known.At) >= refreshAfter)
            Begin();
        return new(key);
    }

    private async ValueTask<SigningKey?> AskAsync(string id, CancellationToken cancellationToken)
    {
        // Where none may begin, the last may just have ended, after the caller looked.
        if (Begin() is { } running)
            await running.WaitAsync(cancellationToken);
        return _known?.Keys.GetValueOrDefault(id);
    }

    /// <summary>The download that runs, or a new one; null when the last is too recent.</summary>
    private Task? Begin()
    {
        lock (_lock)
        {
            if (!_download.IsCompleted)
                return _download;
            if (_tried is { } tried && time.GetElapsedTime(tried) < (_known is null ? s_betweenFirstTries : s_betweenTries))
                return null;
            _tried = time.GetTimestamp();
            return _download = Task.Run(DownloadAsync, CancellationToken.None);
        }
    }

    private async Task DownloadAsync()
    {
        using var limit = new CancellationTokenSource(s_longestDownload, time);
        try
        {
            var keys = await download(limit.Token);
            lock (_lock)
            {
                if (_known is null)
                    _tried = null;
                _known = new(keys, time.GetTimestamp());
            }
            Log.Read(logger, _known.Keys.Count);
        }
        catch (Exception e)
        {
            Log.NotRead(logger, _known is null ? "none are known, so nobody is let in" : "the last ones go on serving", e);
        }
    }

    private sealed record KeySet(FrozenDictionary<string, SigningKey> Keys, long At);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} keys that the channel's tokens are signed with")]
        public static partial void Read(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys that the channel's tokens are signed with cannot be read; {Consequence}")]
        public static partial void NotRead(ILogger logger, string consequence, Exception exception);
    }
}
