using System.CommandLine;

namespace Assistant.Server.Commands;

/// <summary>serve: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by ';'. Default http://127.0.0.1:5080; anything but loopback needs authentication configured." };
        var command = new Command("serve", "Run the server: the page at /, Direct Line, Bot Framework, OpenAI-compatible.");
        command.Options.Add(urls);
        command.SetAction((parsed, cancellationToken) =>
        {
            string[] settings = parsed.GetValue(urls) is { } addresses ? ["--urls", addresses, .. Settings.Of(parsed)] : Settings.Of(parsed);
            return AssistantHost.RunAsync(settings, cancellationToken);
        });
        return command;
    }
}
