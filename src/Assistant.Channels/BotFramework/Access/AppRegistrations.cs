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
        var chosen = options.Value.DefaultApp?.Trim();
        _apps = all.Select(app => new AppRegistration(app, chosen is null || chosen.Equals(app.AppId!.Trim(), StringComparison.OrdinalIgnoreCase))).ToFrozenDictionary(app => app.Id, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<AppRegistration> All => _apps.Values;

    public AppRegistration? Find(string? appId) => appId is not null && _apps.TryGetValue(appId, out var app) ? app : null;
}
