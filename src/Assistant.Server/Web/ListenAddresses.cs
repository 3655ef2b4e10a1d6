using System.Net;
using Assistant.Channels.DirectLine;
using Assistant.Server.Commands;

namespace Assistant.Server.Web;

/// <summary>Where the server will listen, and whether it may: anything but loopback needs authentication.</summary>
/// <param name="AreEndpoints">They stand in Kestrel:Endpoints, which Kestrel reads by itself.</param>
internal sealed record ListenAddresses(IReadOnlyList<string> Urls, bool AreEndpoints)
{
    public const string Default = "http://127.0.0.1:5080";

    public bool IsLoopbackOnly => Urls.All(IsLoopback);

    public static ListenAddresses Of(IConfiguration configuration)
    {
        // As Kestrel has it: endpoints win over addresses.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToArray() is { Length: > 0 } endpoints)
            return new(endpoints, true);
        var urls = Split(configuration["urls"]).ToList();
        // Ports are what images of .NET set for all programs; addresses that were asked for win.
        if (urls.Count == 0)
        {
            urls.AddRange(Split(configuration["http_ports"]).Select(port => $"http://*:{port}"));
            urls.AddRange(Split(configuration["https_ports"]).Select(port => $"https://*:{port}"));
        }
        return new(urls.Count == 0 ? [Default] : urls, false);
    }

    /// <exception cref="CommandException">It may not; the message says what to set.</exception>
    public void CheckAuthentication(IConfiguration configuration)
    {
        var directLine = configuration.GetSection(DirectLineOptions.SectionName);
        if (IsLoopbackOnly || directLine[nameof(DirectLineOptions.Secret)] is { Length: > 0 } || directLine[nameof(DirectLineOptions.SecretFile)] is { Length: > 0 })
            return;
        throw new CommandException(
            $"""
            Not started: {string.Join(", ", Urls.Where(url => !IsLoopback(url)))} can be reached from other machines and no authentication is configured.
            Set DirectLine:SecretFile (or the environment variable ASSISTANT_DirectLine__Secret) to an access key of at least 16 characters, for example the output of
              openssl rand -base64 32
            or listen on this machine only: --urls {Default}
            """);
    }

    private static string[] Split(string? list) => (list ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsLoopback(string url)
    {
        // BindingAddress reads what Kestrel reads: http://*:80, http://+:80, unix sockets.
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
