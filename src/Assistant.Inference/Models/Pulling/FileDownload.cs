using System.Net;
using System.Security.Cryptography;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Store;

namespace Assistant.Inference.Models.Pulling;

/// <summary>
/// Fetches one file. Tries again after what may pass (no connection, silence, 429, 5xx, a body cut off), going on where it was if the file is still the same; ends at what
/// will not (404, a length or digest that is wrong, a disk that is full).
/// </summary>
internal sealed class FileDownload(HubClient hub, IModelDisk disk, ModelsOptions options, TimeProvider clock)
{
    private const int BufferSize = 1 << 17;
    private const int EnoughProgress = 1 << 20;
    private const string ProxyAdvice = "The proxy wants a name and a password, or others than it was given (Models:Proxy=http://NAME:PASSWORD@HOST:PORT).";
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(30);

    /// <param name="place">Where the file belongs.</param>
    /// <param name="wanted">What its digest and length must be, as far as it is known.</param>
    /// <returns>Null when it is optional and the hub does not have it.</returns>
    /// <exception cref="ModelStoreException">It cannot be had; the message names it and says why.</exception>
    public async Task<ManifestFile?> FetchAsync(Uri address, string place, ExpectedFile wanted, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var expected = wanted.File;
        using var part = await PartFile.OpenAsync(disk, place, cancellationToken);
        var (resumed, restarts, furthest) = (part.Length > 0, 0, part.Length);
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(address, part, wanted with { File = expected }, progress, cancellationToken);
            if (outcome.Told is { Sha256: not null } told)
                expected = expected with { Sha256 = expected.Sha256 ?? told.Sha256 };
            if (outcome.IsMissing)
                return null;
            if (outcome.Problem is null)
            {
                var found = part.Digest();
                if (expected.Sha256 is null || expected.Sha256 == found)
                    return part.Finish(expected.Path);
                part.Restart(null);
                // What was here before it went on may have been of another file.
                if (!resumed || restarts++ > 0)
                    throw new ModelStoreException($"{expected.Path} from {hub.Host} has other bytes than it should: SHA-256 {expected.Sha256} is expected{wanted.By}, {found} was found. It was removed.");
                progress.Report(new(expected.Path, 0, expected.Bytes, "what was here did not fit, begins again"));
                (resumed, attempt, furthest) = (false, 0, 0);
                continue;
            }
            // Further than any try before: where the server ignores ranges, each begins at nothing.
            if (part.Length - furthest >= Math.Min(EnoughProgress, (expected.Bytes ?? EnoughProgress) / 100 + 1))
                attempt = 0;
            furthest = Math.Max(furthest, part.Length);
            if (attempt >= options.Attempts)
                throw new ModelStoreException($"{expected.Path} cannot be fetched from {hub.Host}: {outcome.Problem}, {attempt} times in a row. What is here stays: pull again later.");
            resumed = true;
            var wait = outcome.Wait ?? Backoff(attempt);
            if (wait > options.LongestWait)
                throw new ModelStoreException($"{hub.Host} asks to wait {wait.TotalMinutes:0} minutes ({outcome.Problem}). What is here stays: pull again then.");
            progress.Report(new(expected.Path, part.Length, expected.Bytes, $"{outcome.Problem}, again in {wait.TotalSeconds:0.#} s"));
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<Outcome> TryAsync(Uri address, PartFile part, ExpectedFile wanted, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var expected = wanted.File;
        // Without a tag or a digest nobody would notice that the rest is of another file.
        if (part.Length > 0 && part.Tag is null && expected.Sha256 is null)
            part.Restart(null);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StallTimeout);
        try
        {
            using var response = await hub.GetAsync(address, part.Length, part.Tag, patience.Token);
            if (Refusal(response.Message, part, expected) is { } refused)
                return refused with { Told = response.Told };
            var total = Begin(response, part, wanted);
            await using var body = await response.Message.Content.ReadAsStreamAsync(patience.Token);
            await CopyAsync(body, part, expected, total, progress, patience);
            return total is not null && part.Length < total ? new($"only {part.Length:N0} of {total:N0} bytes came") { Told = response.Told } : new(null) { Told = response.Told };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"silence for {options.StallTimeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e) when (HubClient.IsProxyAskingWho(e))
        {
            throw new ModelStoreException($"{expected.Path} cannot be fetched: {ProxyAdvice}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && Causes(e).OfType<CertificateException>().FirstOrDefault() is { } refused)
        {
            throw new ModelStoreException($"{expected.Path} cannot be fetched: {refused.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var why = Causes(e).Last().Message;
            return new(e is HttpRequestException { HttpRequestError: HttpRequestError.Unknown } or HttpIOException or IOException ? $"the connection broke off ({why})" : $"no connection ({why})");
        }
        finally
        {
            part.Close();
        }
    }

    /// <summary>An exception and what it came of, the innermost last: only that one says what happened.</summary>
    private static IEnumerable<Exception> Causes(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }

    /// <summary>What an answer that is not the file means; null when it is.</summary>
    private Outcome? Refusal(HttpResponseMessage message, PartFile part, CatalogueFile expected)
    {
        switch (message.StatusCode)
        {
            case HttpStatusCode.OK:
                return null;
            case HttpStatusCode.PartialContent when message.Content.Headers.ContentRange is { From: var from } && from == part.Length && part.Length > 0:
                return null;
            case HttpStatusCode.PartialContent:
                part.Restart(null);
                return new("another part came than was asked for");
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                // All of it may be here already: then its length says so.
                if (message.Content.Headers.ContentRange?.Length == part.Length && part.Length > 0)
                    return new(null);
                part.Restart(null);
                return new("what was here is longer than the file");
            case HttpStatusCode.NotFound when expected.Optional:
                return new(null) { IsMissing = true };
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                return new($"it answered {(int)message.StatusCode}") { Wait = RetryAfter(message) };
            default:
                throw new ModelStoreException($"{hub.Host} answered {(int)message.StatusCode} to {expected.Path}. {Advice(message.StatusCode)}");
        }
    }

    /// <summary>Takes the answer's length, and begins the file anew when the answer does.</summary>
    /// <returns>How long the whole file is; null when nobody says.</returns>
    private long? Begin(HubResponse response, PartFile part, ExpectedFile wanted)
    {
        var expected = wanted.File;
        var content = response.Message.Content.Headers;
        var whole = response.Message.StatusCode == HttpStatusCode.OK;
        var said = whole ? content.ContentLength : content.ContentRange?.Length;
        if (whole)
            part.Restart(response.Message.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null);
        foreach (var length in new[] { said, response.Told.Bytes })
            if (length is { } other && expected.Bytes is { } known && other != known)
                throw new ModelStoreException($"{hub.Host} says that {expected.Path} has {other:N0} bytes; it should have {known:N0}{wanted.By}. It is not the file that was asked for.");
        var total = expected.Bytes ?? said ?? response.Told.Bytes;
        if (total > options.MaxFileBytes)
            throw new ModelStoreException($"{expected.Path} is to have {total:N0} bytes; at most {options.MaxFileBytes:N0} are fetched (Models:MaxFileBytes).");
        if (total is { } bytes)
            DiskSpace.Require(disk, part.Folder, bytes - part.Length);
        return total;
    }

    private async Task CopyAsync(Stream body, PartFile part, CatalogueFile expected, long? total, IProgress<PullProgress> progress, CancellationTokenSource patience)
    {
        var most = total ?? options.MaxFileBytes;
        var buffer = new byte[BufferSize];
        while (true)
        {
            patience.CancelAfter(options.StallTimeout);
            var read = await body.ReadAsync(buffer, patience.Token);
            if (read == 0)
                return;
            if (part.Length + read > most)
            {
                part.Restart(null);
                throw new ModelStoreException($"{hub.Host} sends more of {expected.Path} than the {most:N0} bytes that it may have. It was removed.");
            }
            part.Write(buffer.AsSpan(0, read));
            progress.Report(new(expected.Path, part.Length, total));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage message) => message.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>Twice as long each time, and a little apart from what others wait.</summary>
    private TimeSpan Backoff(int attempt)
    {
        var wait = options.RetryDelay * Math.Pow(2, Math.Max(0, attempt - 1)) * (1 + RandomNumberGenerator.GetInt32(250) / 1000.0);
        return wait < s_longestBackoff ? wait : s_longestBackoff;
    }

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "The repository is not open to everybody, or a proxy forbids it.",
        HttpStatusCode.ProxyAuthenticationRequired => ProxyAdvice,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => "The repository has no such file at this revision: it may have been moved. A catalogue of your own can say where it is (Models:Catalogue).",
        _ => "That is not an answer with a file.",
    };

    /// <param name="Problem">What may pass; null when the whole file is here.</param>
    private sealed record Outcome(string? Problem)
    {
        public TimeSpan? Wait { get; init; }
        public bool IsMissing { get; init; }
        public HubFile? Told { get; init; }
    }
}
