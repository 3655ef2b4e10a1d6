using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Conversations;

/// <summary>What a turn knows when its conversation was just opened: a crash may have taken the last moments of working memory, the log has them.</summary>
public sealed class TurnRecallTests
{
    private readonly ConversationKey _conversation = StoreData.NewConversation();
    private string[] _newest = [];

    [Fact]
    public async Task JustOpened_MemoryBehindTheLog_KeepsWhatItHasAndAddsWhatItMissed()
    {
        var memory = await RecallAsync(Held("summary", "m1", "m2", "m3"), ["m2", "m3", "m4", "m5"]);

        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], memory.Turns.Select(turn => turn.ActivityId));
        Assert.Equal("summary", memory.Summary);
        Assert.Equal(["e-m5", "e-m4", "e-m3", "e-m2", "e-m1"], memory.EvidenceIds);
    }

    [Fact]
    public async Task JustOpened_MemoryAsNewAsTheLog_IsTakenAsItIs() =>
        Assert.Equal(["m4", "m5"], (await RecallAsync(Held("", "m4", "m5"), ["m1", "m2", "m3", "m4", "m5"])).Turns.Select(turn => turn.ActivityId));

    [Fact]
    public async Task JustOpened_MemoryOlderThanAllThatIsRead_IsReplaced() =>
        Assert.Equal(["m8", "m9"], (await RecallAsync(Held("old", "m1"), ["m8", "m9"])).Turns.Select(turn => turn.ActivityId));

    [Fact]
    public async Task NothingHeld_IsRebuiltFromTheLog() =>
        Assert.Equal(["m1", "m2"], (await RecallAsync(null, ["m1", "m2"])).Turns.Select(turn => turn.ActivityId));

    [Fact]
    public async Task JustOpened_MessagesThatWereChangedSince_AreWhatTheyAreNow()
    {
        var log = new RecordedLog(["m1", "m2", "m3"]) { Revised = { ["m1"] = null, ["m2"] = "changed", ["m0"] = "long gone" } };

        var memory = await RecallAsync(Held("summary", "m1", "m2", "m3"), log);

        Assert.Equal(["changed", "q"], memory.Turns.Select(turn => turn.Question));
        Assert.Equal(["e-m3", "e-m2"], memory.EvidenceIds);
    }

    /// <summary>Of a turn that was stopped the log tells nothing but what was read in it.</summary>
    [Fact]
    public async Task WhatWasReadInStoppedTurns_IsKnown_ThoughMemoryWasLostOrIsBehind()
    {
        _newest = ["e-edited-table", "e-stopped", "e-m2", "e-m1", "e-long-ago"];

        Assert.Equal(["e-stopped", "e-m2", "e-m1", "e-long-ago"], (await RecallAsync(null, ["m1", "m2"])).EvidenceIds);
        Assert.Equal(["e-stopped", "e-m2", "e-m1"], (await RecallAsync(Held("", "m1", "m2"), ["m1", "m2"])).EvidenceIds);
    }

    private Task<WorkingMemoryState> RecallAsync(WorkingMemoryState? held, string[] recorded) => RecallAsync(held, new RecordedLog(recorded));

    private async Task<WorkingMemoryState> RecallAsync(WorkingMemoryState? held, RecordedLog log)
    {
        var recall = new TurnRecall(new HeldMemory(held), log, new NoEvidence(_newest), Options.Create(new TurnOptions()));
        var next = new AcceptedMessage(StoreData.Message(_conversation, "next"), 20);
        return (await recall.RecallAsync(next, memoryMayBeOld: true, TestContext.Current.CancellationToken)).Memory;
    }

    private static WorkingMemoryState Held(string summary, params string[] turns) =>
        new(turns.Length, summary, [.. turns.Select(Turn)], [.. turns.Reverse().Select(id => "e-" + id)]);

    private static RememberedTurn Turn(string id) => new(id, "q", "a", "en", StoreData.Now, ["e-" + id], true);

    private sealed class HeldMemory(WorkingMemoryState? held) : IWorkingMemory
    {
        public Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult(held);

        public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class RecordedLog(string[] turns) : UnusedTurnLog
    {
        public Dictionary<string, string?> Revised { get; } = [];

        public override Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<RememberedTurn>>([.. turns.TakeLast(limit).Select(Turn)]);

        public override Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, string?>>(Revised);
    }

    private sealed class NoEvidence(string[] newest) : IEvidenceStore
    {
        public Task<IReadOnlyList<EvidenceReference>> NewestAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EvidenceReference>>([.. newest.Select(id => new EvidenceReference(id, MayBeEdited: true))]);

        public Task<IReadOnlyList<Evidence>> LoadAsync(ConversationKey conversation, IReadOnlyList<string> evidenceIds, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Evidence>>([]);

        public Task<Evidence?> FindByAttachmentAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken) => Task.FromResult<Evidence?>(null);
    }
}
