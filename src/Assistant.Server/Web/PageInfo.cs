using System.Reflection;
using Assistant.Agent;
using Assistant.Channels.DirectLine;
using Assistant.Channels.Page;
using Assistant.Perception;
using Assistant.Server.Commands;
using Assistant.Server.Health;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>What the page says of this installation: which model answers, what is installed, how much may be sent.</summary>
internal static class PageInfo
{
    private static readonly string s_version =
        typeof(PageInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void MapPageInfo(this WebApplication app) => app.MapGet($"{PageChannel.Prefix}/info", context =>
    {
        var services = context.RequestServices;
        var features = services.GetRequiredService<InstalledFeatures>().All();
        var perception = services.GetRequiredService<IOptions<PerceptionOptions>>().Value;
        var directLine = services.GetRequiredService<IOptions<DirectLineOptions>>().Value;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new
        {
            Name = "Assistant",
            Version = s_version,
            Model = services.GetRequiredService<ILanguageModels>().Current.Name,
            Features = features,
            Limits = new { MaxFileBytes = perception.MaxBytes, MaxRecordingBytes = perception.MostBytes, MaxFiles = perception.MaxAttachments, directLine.MaxTextCharacters },
        }, JsonOutput.Options, context.RequestAborted);
    });
}
