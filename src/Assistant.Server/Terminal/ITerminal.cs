using Assistant.Agent;
using Assistant.Conversations;

namespace Assistant.Server.Terminal;

/// <summary>The assistant as a person at a terminal reaches it: in this process, or in the server that runs on the same data folder.</summary>
internal interface ITerminal : IAsyncDisposable
{
    /// <summary>Sends one message and waits for its answer.</summary>
    /// <param name="conversation">Continues a conversation of that name; null starts one of its own.</param>
    /// <param name="files">Paths.</param>
    /// <param name="onEvent">Told of progress and growing text; null for none.</param>
    /// <param name="stop">Stops the answer, which then ends as cancelled.</param>
    /// <exception cref="Commands.CommandException">A file or the message was not accepted, or the server ended.</exception>
    /// <exception cref="OperationCanceledException">The answer was stopped.</exception>
    Task<Answer> AskAsync(string? conversation, string question, IReadOnlyList<string> files, Action<ConversationEvent>? onEvent, CancellationToken stop, CancellationToken cancellationToken);
}
