using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Server.Commands;

namespace Assistant.Server.Terminal;

/// <summary>The server that runs on the same data folder, asked over its socket: one connection a question.</summary>
internal sealed class RunningServer(string dataFolder) : ITerminal
{
    /// <summary>Null when none runs there that this user may ask.</summary>
    public static RunningServer? Find(string dataFolder)
    {
        using var socket = Connect(dataFolder);
        return socket is null ? null : new(dataFolder);
    }

    public async Task<Answer> AskAsync(string? conversation, string question, IReadOnlyList<string> files, Action<ConversationEvent>? onEvent, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var opened = TerminalFiles.Open(files);
        using var socket = Connect(dataFolder) ?? throw new CommandException("The server has ended.");
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        try
        {
            await SendAsync(stream, TerminalQuestion.Of(conversation, question, [.. opened.Select(file => new TerminalFileHead(file.Name, file.Shown, file.Content.Length))]), opened, cancellationToken);
            await using var stopping = stop.Register(() => socket.Send("\n"u8));
            using var lines = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                var reply = JsonSerializer.Deserialize<TerminalReply>(line, TerminalWire.Json)!;
                if (reply.Answer is { } answer)
                    return answer;
                if (reply.Error is { } error)
                    throw new CommandException(error);
                if (reply.Stopped is true)
                    throw new OperationCanceledException("The turn was stopped.");
                onEvent?.Invoke(reply.Progress is { } progress ? new TurnProgressed("", progress) : new AnswerGrew("", reply.Text ?? ""));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            // The server's end is told below.
        }
        throw new CommandException("The server ended before it answered; what it had taken it answers when it runs again.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task SendAsync(NetworkStream stream, TerminalQuestion question, TerminalFiles files, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(question, TerminalWire.Json) + "\n"), cancellationToken);
        foreach (var file in files)
            await file.Content.CopyToAsync(stream, cancellationToken);
    }

    private static Socket? Connect(string dataFolder)
    {
        var socket = TerminalWire.NewSocket();
        try
        {
            socket.Connect(TerminalWire.AddressOf(dataFolder));
            if (TerminalWire.IsTrusted(socket))
                return socket;
        }
        catch (SocketException)
        {
            // Nobody is there.
        }
        socket.Dispose();
        return null;
    }
}
