using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>The app registrations of this server; none in development mode.</summary>
internal sealed class AppRegistrations
{
    private readonly FrozenDictionary<string, AppRegistration> _apps;

    public AppRegistrations(IOptions<BotFrameworkOptions> options)
    {
        var all = options.Value.Apps.AsEnumerable();
        if (!string.IsNullOrWhiteSpace(options.Value.AppId))
            all = all.Prepend(options.Value);
        _apps = all.Select((app, index) => new AppRegistration(app, index == 0)).ToFrozenDictionary(app => app.Id, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<AppRegistration> All => _apps.Values;

    public AppRegistration? Find(string? appId) => appId is not null && _apps.TryGetValue(appId, out var app) ? app : null;
}
