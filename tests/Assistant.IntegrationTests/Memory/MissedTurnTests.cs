using System.Collections.Concurrent;
using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.IntegrationTests.Memory;

/// <summary>Working memory that was away for some turns comes back with what it had before: the next turn looks into the log for what it missed.</summary>
public sealed class MissedTurnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Turns_WhileWorkingMemoryIsAway_AreNotMissingAfterwards(int missed)
    {
        var memory = new Leaving();
        await using var server = await RunningServer.StartAsync(services =>
        {
            RunningServer.Scripted(services);
            services.Replace(ServiceDescriptor.Singleton<IWorkingMemory>(memory));
        });
        using var client = new ConversationClient { Server = new Uri(server.Address) };
        await client.StartAsync(Token);
        var said = new List<string>();
        await SayAsync("first");
        memory.IsAway = true;
        for (var i = 0; i < missed; i++)
            await SayAsync($"missed {i}");
        memory.IsAway = false;
        await SayAsync("last");

        // The turn's memory is saved beside its record: the answer may be a moment earlier.
        await Eventually.HoldsAsync(() => memory.Newest?.Turns.Count == said.Count);
        Assert.Equal(said, memory.Newest!.Turns.Select(turn => turn.Question));

        async Task SayAsync(string text)
        {
            said.Add(text);
            Assert.True(await client.PostAsync(text, $"m-{said.Count}", Token));
            await client.AnsweredAsync(said.Count, TimeSpan.FromSeconds(30), Token);
        }
    }

    private sealed class Leaving : IWorkingMemory
    {
        private readonly ConcurrentDictionary<string, WorkingMemoryState> _states = new();

        public bool IsAway { get; set; }

        public WorkingMemoryState? Newest => _states.Values.SingleOrDefault();

        public Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
            Task.FromResult(IsAway ? null : _states.GetValueOrDefault(conversation.ToString()));

        public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken)
        {
            if (!IsAway)
                _states[conversation.ToString()] = state;
            return Task.FromResult(!IsAway);
        }

        public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
        {
            if (!IsAway)
                _states.TryRemove(conversation.ToString(), out _);
            return Task.CompletedTask;
        }
    }
}
