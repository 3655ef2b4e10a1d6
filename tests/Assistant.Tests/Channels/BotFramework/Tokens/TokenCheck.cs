using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Keys;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Perception;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>What the endpoint does with a token and its activity, without a server: the caller, the activity, the serviceUrl.</summary>
internal sealed class TokenCheck : IDisposable
{
    private readonly KeyDownload _download;
    private readonly TokenAuthentication _authentication;
    private readonly ServiceUrls _serviceUrls;
    private readonly IncomingActivityReader _reader;

    public TokenCheck(TokenWorld world, string serviceUrl, TimeProvider time)
    {
        var options = Options.Create(OptionsOf(world.Settings(), serviceUrl));
        var apps = new AppRegistrations(options);
        _download = new KeyDownload(new CheckedConnections(new SystemNetwork()));
        _authentication = new TokenAuthentication(apps, new SigningKeys(_download, options, time, NullLogger<SigningKeys>.Instance), options, time);
        _serviceUrls = new ServiceUrls(apps, options);
        _reader = new IncomingActivityReader(new IncomingFiles(Options.Create(new PerceptionOptions())), options);
    }

    public static BotFrameworkOptions OptionsOf(Dictionary<string, string> settings, string serviceUrl)
    {
        var options = new BotFrameworkOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))).Build().GetSection(BotFrameworkOptions.SectionName).Bind(options);
        options.AllowedServiceUrls.Add(new Uri(serviceUrl).GetLeftPart(UriPartial.Authority));
        return options;
    }

    /// <summary>Why it is refused; null when it is not.</summary>
    public async Task<RefusalReason?> RefusalAsync(TokenCase given, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json" } };
        if (given.Authorization.Count > 0)
            context.Request.Headers.Authorization = given.Authorization;
        var check = await _authentication.CheckAsync(context, cancellationToken);
        if (check.Caller is not { } caller)
            return check.Reason;
        var activity = _reader.Read(System.Text.Encoding.UTF8.GetBytes(given.Activity().ToJsonString()));
        return _authentication.Refuse(caller, activity) ?? (_serviceUrls.IsAllowed(caller.App?.Id, activity.ServiceUrl) ? null : RefusalReason.ServiceUrlNotAllowed);
    }

    public void Dispose() => _download.Dispose();
}
