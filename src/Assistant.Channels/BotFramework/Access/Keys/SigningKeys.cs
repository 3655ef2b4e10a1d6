using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access.Keys;

/// <summary>The keys of every provider that an app registration names, each by the address of its metadata.</summary>
internal sealed class SigningKeys(KeyDownload download, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<SigningKeys> logger)
{
    private readonly ConcurrentDictionary<Uri, ProviderKeys> _providers = new();

    public ProviderKeys Of(Uri metadata) =>
        _providers.GetOrAdd(metadata, address => new(cancellationToken => download.GetAsync(address, cancellationToken), options.Value.KeyRefresh, time, logger));
}
