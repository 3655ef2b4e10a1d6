using Assistant.Agent.Asking;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Tests.Conversations;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Memory;

/// <summary>What a turn leaves that was stopped.</summary>
public sealed class StoppedTurnTests
{
    private static readonly ConversationKey s_conversation = new("default", "page", "c");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_OfTheFirstTurn_LeavesWhatWasReadInIt()
    {
        var memory = new Held(null);

        Assert.True(await memory.StopAsync(s_conversation, "ada", memory.State ?? WorkingMemoryState.Empty, ["e-1", "e-2"], Token));

        Assert.Equal((1, 0), (memory.State!.Version, memory.State.Turns.Count));
        Assert.Equal(["e-1", "e-2"], memory.State.EvidenceIds);
    }

    [Fact]
    public async Task Stop_AfterAQuestionBack_ClosesIt_AndPutsWhatWasReadFirst()
    {
        var memory = new Held(new(4, "", [new("m1", "q", "a", "en", StoreData.Now, ["e-0"], false) { Asked = Question }], ["e-0"]));

        Assert.True(await memory.StopAsync(s_conversation, "ada", memory.State ?? WorkingMemoryState.Empty, ["e-1"], Token));

        Assert.Equal(5, memory.State!.Version);
        Assert.Null(memory.State.Turns[0].Asked);
        Assert.Equal(["e-1", "e-0"], memory.State.EvidenceIds);
    }

    [Fact]
    public async Task Stop_WithNothingReadAndNothingAsked_ChangesNothing()
    {
        var memory = new Held(new(4, "", [new("m1", "q", "a", "en", StoreData.Now, [], true)], []));

        Assert.False(await memory.StopAsync(s_conversation, "ada", memory.State ?? WorkingMemoryState.Empty, [], Token));

        Assert.Equal(4, memory.State!.Version);
    }

    [Fact]
    public async Task Deletion_OfAMessageWhoseTurnWasStopped_LeavesNothingThatWasReadInIt()
    {
        var memory = new Held(new(4, "", [new("m1", "q", "a", "en", StoreData.Now, ["e-0"], true)], ["e-0"]));
        await memory.StopAsync(s_conversation, "ada", memory.State ?? WorkingMemoryState.Empty, ["e-1"], Token);
        var revisions = new MemoryRevisions(memory, new ActivityList(), Options.Create(new LongTermMemoryOptions()));

        await revisions.ReviseAsync(new MessageRevision(s_conversation, "m2", new Participant("u"), null, StoreData.Now), Token);

        // The next turn recalls from the log, which tells nothing of a turn that was stopped.
        Assert.Null(memory.State);
    }

    [Fact]
    public async Task Stop_OfSomebodyElsesTurn_LeavesTheQuestionOpen()
    {
        var memory = new Held(new(4, "", [new("m1", "q", "a", "en", StoreData.Now, [], false) { Asked = Question, PersonId = "ada" }, new("m2", "q", "a", "en", StoreData.Now, [], true) { PersonId = "ben" }], []));

        Assert.False(await memory.StopAsync(s_conversation, "ben", memory.State!, [], Token));
        Assert.NotNull(memory.State!.Turns.AskingOf("ada"));
        Assert.True(await memory.StopAsync(s_conversation, "ada", memory.State!, [], Token));
        Assert.Null(memory.State!.Turns.AskingOf("ada"));
    }

    private static AskedBack Question => new() { Id = "q", Kind = AskedKind.ToolCall, PersonId = "ada", Until = StoreData.Now, Title = "May I?", Question = "Order pears", Language = "en" };

    private sealed class Held(WorkingMemoryState? state) : IWorkingMemory
    {
        public WorkingMemoryState? State { get; private set; } = state;

        public Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult(State);

        public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken)
        {
            var isNext = State is null || State.Version == state.Version - 1;
            State = isNext ? state : State;
            return Task.FromResult(isNext);
        }

        public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
        {
            State = null;
            return Task.CompletedTask;
        }
    }
}
