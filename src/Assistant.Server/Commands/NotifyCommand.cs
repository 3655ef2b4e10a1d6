using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.Server.Web;

namespace Assistant.Server.Commands;

/// <summary>notify: tells people something by the running server, which alone may write to their conversations.</summary>
internal static class NotifyCommand
{
    private static readonly Option<string?> s_server = new("--server") { Description = $"Address of the running server; else what urls is set to, else {ListenAddresses.Default}." };
    private static readonly Option<string> s_tenant = new("--tenant") { Description = "The tenant.", DefaultValueFactory = _ => ConversationKey.DefaultTenant };
    private static readonly Option<bool> s_json = new("--json") { Description = "One JSON object on standard output." };

    public static Command Create()
    {
        var text = new Argument<string?>("text") { Arity = ArgumentArity.ZeroOrOne, Description = "What is said, in Markdown." };
        var file = new Option<string?>("--file") { Description = "A file with the text." };
        var user = new Option<string?>("--user") { Description = "One person, by the channel's user id." };
        var conversation = new Option<string?>("--conversation") { Description = "One conversation, by the channel's id; a shared one is told as a whole." };
        var channel = new Option<string?>("--channel") { Description = "Everybody of a channel: msteams, directline." };
        var all = new Option<bool>("--all") { Description = "Everybody of the tenant." };
        var id = new Option<string?>("--id") { Description = "A name of your own: the same sent again tells nobody twice." };
        var urgent = new Option<bool>("--urgent") { Description = "Said so before the text. Whoever wants no notices gets none of these either." };
        var language = new Option<string?>("--language") { Description = "en or zh, of what stands around the text, for people whose language is not known." };
        var rehearsal = new Option<bool>("--dry-run") { Description = "Only count whom it would be for." };
        var command = new Command("notify", "Tell people something: one, a conversation, a channel, all.") { text, file, user, conversation, channel, all, id, urgent, language, rehearsal, s_tenant, s_server, s_json };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (new[] { parsed.GetValue(user), parsed.GetValue(conversation), parsed.GetValue(channel) }.Count(name => name is not null) + (parsed.GetValue(all) ? 1 : 0) != 1)
                throw new CommandException("Give one of --user, --conversation, --channel and --all.", CommandLine.WrongUsage);
            if (parsed.GetValue(text) is null == (parsed.GetValue(file) is null))
                throw new CommandException("Give a text, or --file.", CommandLine.WrongUsage);
            var body = new
            {
                text = parsed.GetValue(text) ?? Encoding.UTF8.GetString(CommandFiles.Read(parsed.GetValue(file)!)).TrimStart('\uFEFF'),
                user = parsed.GetValue(user),
                conversation = parsed.GetValue(conversation),
                channel = parsed.GetValue(channel),
                all = parsed.GetValue(all),
                tenant = parsed.GetValue(s_tenant),
                id = parsed.GetValue(id),
                urgent = parsed.GetValue(urgent),
                language = parsed.GetValue(language),
                dryRun = parsed.GetValue(rehearsal),
            };
            return AskAsync(parsed, HttpMethod.Post, "/api/operator/notices", JsonContent.Create(body), parsed.GetValue(rehearsal), cancellationToken);
        });
        command.Subcommands.Add(State());
        return command;
    }

    private static Command State()
    {
        var id = new Argument<string>("id");
        var people = new Option<bool>("--people") { Description = "Each recipient by name (with --json)." };
        var command = new Command("state", "With how many a notice arrived.") { id, people, s_tenant, s_server, s_json };
        command.SetAction((parsed, cancellationToken) => AskAsync(parsed, HttpMethod.Get,
            $"/api/operator/notices/{Uri.EscapeDataString(parsed.GetValue(id)!)}?tenant={Uri.EscapeDataString(parsed.GetValue(s_tenant)!)}{(parsed.GetValue(people) ? "&recipients=true" : "")}", null, false, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(ParseResult parsed, HttpMethod method, string path, HttpContent? content, bool rehearsal, CancellationToken cancellationToken)
    {
        var configuration = ConsoleAssistant.CreateBuilder(Settings.Of(parsed)).Configuration;
        var server = AddressOf(parsed.GetValue(s_server) ?? ListenAddresses.Of(configuration).Urls[0]);
        if (configuration[$"{ServerOptions.SectionName}:{nameof(ServerOptions.OperatorKey)}"] is not { Length: > 0 } key)
            throw new CommandException("No key: set Server:OperatorKey, or ASSISTANT_Server__OperatorKey, to what the server has.");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = server };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            if (content is not null)
                await content.LoadIntoBufferAsync(cancellationToken);
            using var response = await http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new CommandException(Refusal(response.StatusCode, answer));
            Show(JsonDocument.Parse(answer).RootElement, answer, parsed.GetValue(s_json), rehearsal);
            return 0;
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"No server answers at {server} ({e.HttpRequestError}). Start it (./assistant serve) with Server:OperatorKey set, or name its address with --server.");
        }
        catch (JsonException)
        {
            throw new CommandException($"What answers at {server} is not this assistant.");
        }
    }

    /// <summary>An address that listens everywhere is reached on this machine.</summary>
    private static Uri AddressOf(string text)
    {
        var address = text.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new CommandException($"'{text}' is no address of a server.", CommandLine.WrongUsage);
    }

    private static string Refusal(HttpStatusCode status, string answer)
    {
        if (status == HttpStatusCode.Unauthorized)
            return "The server has another operator key.";
        try
        {
            return JsonDocument.Parse(answer).RootElement.GetProperty("error").GetString() ?? $"HTTP {(int)status}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed ? "The server takes no notices: start it with Server:OperatorKey set." : $"The server answered with HTTP {(int)status}.";
        }
    }

    private static void Show(JsonElement report, string answer, bool json, bool rehearsal)
    {
        if (json)
        {
            Console.WriteLine(answer);
            return;
        }
        var count = (string name) => report.GetProperty(name).GetInt32();
        var unreachable = count("unreachable") is > 0 and var others ? $", {others} met in shared conversations only" : "";
        Console.WriteLine(rehearsal
            ? $"Would be for {count("recipients") - count("optedOut")}; {count("optedOut")} want no notices{unreachable}."
            : $"Notice {report.GetProperty("id").GetString()}: for {count("recipients")}: {count("sent")} sent, {count("waiting")} waiting, {count("missed")} not begun, {count("failed")} failed, {count("optedOut")} want no notices{unreachable}.");
    }
}
