using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Kills;

/// <summary>Somebody who said one thing that nobody else said.</summary>
internal sealed class KilledPerson(int number, Uri server) : IDisposable
{
    private const string MessageId = "m-1";

    private readonly ConversationClient _client = new() { Server = server };

    /// <summary>As the channel calls them.</summary>
    public string Id => _client.User;

    /// <summary>Stands in the message, and in the file that came with it.</summary>
    public string Secret { get; } = $"quince{number:0000}{Guid.NewGuid():N}";

    /// <summary>The server said that it has the message.</summary>
    public bool IsAccepted { get; private set; }

    public bool IsErased { get; set; }

    public async Task SayAsync(string folder, CancellationToken cancellationToken)
    {
        var note = Path.Combine(folder, $"note-{number}.txt");
        await File.WriteAllTextAsync(note, $"The rent of {Secret} is 1,240 EUR a month.\n", cancellationToken);
        try
        {
            if (_client.Conversation.Length == 0)
                await _client.StartAsync(cancellationToken);
            IsAccepted |= await _client.PostAsync($"How much is the rent of {Secret}?", MessageId, cancellationToken, note);
        }
        catch (HttpRequestException)
        {
            // It died before there was a conversation.
        }
        finally
        {
            File.Delete(note);
        }
    }

    /// <summary>Waits for the answer, then a while for a second one.</summary>
    /// <returns>What is wrong; null for nothing.</returns>
    public async Task<string?> CheckAsync(TimeSpan within, TimeSpan settle, CancellationToken cancellationToken)
    {
        try
        {
            await _client.AnsweredAsync(1, within, cancellationToken);
        }
        catch (TimeoutException e)
        {
            return $"{Id}: accepted and not answered: {e.Message}";
        }
        await Task.Delay(settle, cancellationToken);
        var activities = await _client.ActivitiesAsync(cancellationToken);
        var (questions, answers) = (activities.Count(ConversationClient.IsQuestion), activities.Where(ConversationClient.IsAnswer).ToList());
        return (questions, answers.Count) != (1, 1) ? $"{Id}: {questions} messages and {answers.Count} answers"
            : !ConversationClient.Text(answers[0]).Contains("1,240", StringComparison.Ordinal) ? $"{Id}: the answer is another one" : null;
    }

    /// <summary>What the server still shows of the conversation.</summary>
    public async Task<IReadOnlyList<JsonElement>> SeenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ActivitiesOrNoneAsync(cancellationToken);
        }
        catch (KeyNotFoundException)
        {
            // A refusal in place of activities.
            return [];
        }
    }

    public void Dispose() => _client.Dispose();
}
