using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Storage.Keys;

namespace Assistant.Server.Commands;

/// <summary>The whole assistant without its web surfaces, for one command: the same inbox, conversations, models and log as the server's.</summary>
internal sealed class ConsoleAssistant : IAsyncDisposable
{
    private const string Channel = "terminal";
    private readonly IHost _host;
    private readonly Participant _person = new($"terminal:{Environment.UserName}", Environment.UserName);

    private ConsoleAssistant(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>Only what reads and runs models, for commands that need no conversation.</summary>
    public static IHost BuildModels(IReadOnlyList<string> settings)
    {
        var builder = CreateBuilder(settings);
        AssistantComposition.AddModels(builder);
        return builder.Build();
    }

    public static async Task<ConsoleAssistant> StartAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(settings);
        AssistantComposition.AddAll(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is StorageUnavailableException or KeyStoreException)
        {
            host.Dispose();
            throw new CommandException(e.Message);
        }
        return new(host);
    }

    /// <summary>Sends one message and waits for its answer.</summary>
    /// <param name="conversation">Continues a conversation of that name; null starts one of its own.</param>
    /// <param name="files">Paths.</param>
    /// <param name="onEvent">Told of progress and growing text; null for none.</param>
    public async Task<StoredActivity> AskAsync(string? conversation, string question, IReadOnlyList<string> files, Action<ConversationEvent>? onEvent, CancellationToken cancellationToken)
    {
        var key = new ConversationKey(ConversationKey.DefaultTenant, Channel, conversation ?? Guid.CreateVersion7().ToString("N"));
        var attachments = new List<InboundAttachment>();
        foreach (var file in files)
            attachments.Add(await AttachAsync(key, file, cancellationToken));
        var message = new InboundMessage
        {
            Conversation = key,
            ActivityId = Guid.CreateVersion7().ToString("N"),
            From = _person,
            ReceivedAt = Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            Text = question,
            Attachments = attachments,
            Locale = Environment.GetEnvironmentVariable("LANG")?.Split('.')[0].Replace('_', '-'),
        };
        var conversations = Services.GetRequiredService<IConversations>();
        var submitted = await conversations.SubmitAsync(message, cancellationToken);
        if (submitted.Outcome != SubmitOutcome.Accepted)
            throw new CommandException($"The message was not accepted ({submitted.Outcome}). Is the disk full, or another program writing to the data folder?");
        await foreach (var happened in conversations.FollowAsync(key, submitted.Sequence, cancellationToken))
        {
            if (happened is ActivityAdded { Activity: { Answer: not null } reply } && reply.ReplyToId == message.ActivityId)
                return reply;
            if (happened is TurnStopped stopped && stopped.ReplyToId == message.ActivityId)
                break;
            onEvent?.Invoke(happened);
        }
        throw new OperationCanceledException("The turn was stopped.");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task<InboundAttachment> AttachAsync(ConversationKey conversation, string path, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString("N");
        try
        {
            await using var content = File.OpenRead(path);
            var length = await Services.GetRequiredService<IAttachmentStore>().SaveAsync(new(conversation, _person.Id), id, content, MaxBytes, cancellationToken);
            return new(id, Path.GetFileName(path), "application/octet-stream", length);
        }
        catch (AttachmentTooLargeException)
        {
            throw new CommandException($"{path} is larger than {MaxBytes / 1_048_576} MB.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be opened: {e.Message}", CommandLine.WrongUsage);
        }
    }

    private long MaxBytes => Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<PerceptionOptions>>().Value.MaxBytes;

    internal static HostApplicationBuilder CreateBuilder(IReadOnlyList<string> settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory, DisableDefaults = true });
        AssistantComposition.AddConfiguration(builder.Configuration, [.. settings]);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        return builder;
    }
}
