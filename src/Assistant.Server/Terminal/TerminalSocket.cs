using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.Server.Commands;
using Assistant.Storage;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Terminal;

/// <summary>
/// Answers `ask` and `chat` of this user while the server runs: a second process on the same log would run the same turns beside the server and know nothing of what it holds in memory.
/// </summary>
internal sealed partial class TerminalSocket(TerminalTurns turns, IOptions<DataOptions> data, ILogger<TerminalSocket> logger) : BackgroundService
{
    private const int LongestLine = 4 * 1024 * 1024;
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = TerminalWire.NewSocket();
        try
        {
            listener.Bind(TerminalWire.AddressOf(data.Value.EffectiveDirectory));
            listener.Listen();
        }
        catch (SocketException e)
        {
            Log.NotListening(logger, e.SocketErrorCode);
            return;
        }
        var serving = new HashSet<Task>();
        try
        {
            while (true)
            {
                serving.RemoveWhere(task => task.IsCompleted);
                if (await AcceptAsync(listener, stoppingToken) is { } connected)
                    serving.Add(ServeAsync(connected, stoppingToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    /// <returns>Null after a while when it could not be accepted: too many files are open, or whoever connected has gone.</returns>
    private async Task<Socket?> AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.AcceptAsync(cancellationToken);
        }
        catch (SocketException e)
        {
            Log.NotAccepted(logger, e.SocketErrorCode);
            await Task.Delay(s_again, cancellationToken);
            return null;
        }
    }

    private async Task ServeAsync(Socket connected, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(connected, ownsSocket: true);
            if (TerminalWire.IsTrusted(connected))
                await AnswerAsync(stream, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or JsonException)
        {
            // The command has ended, or the server does.
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Deserialize<TerminalQuestion>(await LineAsync(stream, cancellationToken), TerminalWire.Json)!;
        PartOfStream[] files = [.. asked.Files.Select(file => new PartOfStream(stream, file.Length))];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stop = new CancellationTokenSource();
        var watching = Task.CompletedTask;
        try
        {
            var accepted = await turns.SubmitAsync(asked, [.. asked.Files.Zip(files, (head, content) => new TerminalFile(head.Name, head.Shown, content))], cancellationToken);
            // Its files have been taken: what else comes is a stop.
            watching = WatchAsync(stream, stop, ended.Token);
            var answered = await turns.AnswerAsync(accepted, happened => ReplyOf(happened) is { } reply ? WriteAsync(stream, reply, cancellationToken) : Task.CompletedTask, stop.Token, cancellationToken);
            // What only the log and other channels need stays here.
            await WriteAsync(stream, new(Answer: answered.Answer! with { Asks = null, Card = null, Offer = null, ToolCalls = [], MemoryRead = [] }), cancellationToken);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await WriteAsync(stream, new(Stopped: true), cancellationToken);
        }
        catch (CommandException e)
        {
            // Closing with bytes unread would lose the reply.
            foreach (var file in files)
                await file.CopyToAsync(Stream.Null, cancellationToken);
            await WriteAsync(stream, new(Error: e.Message), cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TerminalReply? ReplyOf(ConversationEvent happened) => happened switch
    {
        TurnProgressed progressed => new(Progress: progressed.Progress),
        AnswerGrew grew => new(Text: grew.Text),
        _ => null,
    };

    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource stop, CancellationToken ended)
    {
        try
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, ended);
        }
        catch (IOException)
        {
            // It has ended.
        }
        await stop.CancelAsync();
    }

    private static Task WriteAsync(NetworkStream stream, TerminalReply reply, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(reply, TerminalWire.Json) + "\n"), cancellationToken).AsTask();

    /// <summary>Byte by byte: what follows the line belongs to the files.</summary>
    private static async Task<byte[]> LineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var (line, next) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(next, cancellationToken) > 0 && next[0] != (byte)'\n')
        {
            line.Add(next[0]);
            if (line.Count > LongestLine)
                throw new IOException("The line is too long.");
        }
        return [.. line];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Commands at a terminal cannot reach this server ({Error}): they will say that the data folder is in use")]
        public static partial void NotListening(ILogger logger, SocketError error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A command at a terminal could not be taken ({Error})")]
        public static partial void NotAccepted(ILogger logger, SocketError error);

        [LoggerMessage(Level = LogLevel.Error, Message = "A question from a terminal was not answered")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
