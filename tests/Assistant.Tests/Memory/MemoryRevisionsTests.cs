using Assistant.Agent.Asking;
using Assistant.Memory;
using Assistant.Tests.Storage;

namespace Assistant.Tests.Memory;

public sealed class MemoryRevisionsTests
{
    private static WorkingMemoryState Memory { get; } = new(3, "what came before", [Turn("m1", "e-1", "e-shared"), Turn("m2", "e-2", "e-shared"), Turn("m3", "e-3")], ["e-3", "e-2", "e-shared", "e-1", "e-old"]);

    [Fact]
    public void EditedMessage_HasItsNewText_AndItsAnswerStays()
    {
        var revised = MemoryRevisions.Revised(Memory, "m2", "a good deal longer than before")!;

        Assert.Equal(["question m1", "a good deal longer than before", "question m3"], revised.Turns.Select(turn => turn.Question));
        Assert.Equal("answer m2", revised.Turns[1].Answer);
        Assert.True(revised.Turns[1].Tokens > 0);
        Assert.Equal(Memory.EvidenceIds, revised.EvidenceIds);
    }

    [Fact]
    public void DeletedMessage_GoesWithWhatWasReadInIt_UnlessAnotherTurnUsedIt()
    {
        var revised = MemoryRevisions.Revised(Memory, "m2", null)!;

        Assert.Equal(["m1", "m3"], revised.Turns.Select(turn => turn.ActivityId));
        Assert.Equal(["e-3", "e-shared", "e-1", "e-old"], revised.EvidenceIds);
    }

    [Fact]
    public void DeletedReply_LeavesWhatItRepliedToClosed_AndOthersOpen()
    {
        var asking = Memory with { Turns = [.. Memory.Turns.Select(turn => turn with { Asked = Question(turn.ActivityId) })] };

        Assert.Null(MemoryRevisions.Revised(asking, "m3", null)!.Turns[^1].Asked);
        Assert.NotNull(MemoryRevisions.Revised(asking, "m2", null)!.Turns[^1].Asked);
        Assert.NotNull(MemoryRevisions.Revised(asking, "m3", "another text")!.Turns[^1].Asked);
    }

    [Fact]
    public void SameTextAgain_ChangesNothing() => Assert.Same(Memory, MemoryRevisions.Revised(Memory, "m1", "question m1"));

    [Fact]
    public void MessageOfTheSummary_IsNotFound() => Assert.Null(MemoryRevisions.Revised(Memory, "m0", null));

    private static AskedBack Question(string id) => new() { Id = id, Kind = AskedKind.ToolCall, PersonId = "ada", Until = StoreData.Now, Title = "May I?", Question = "Order pears", Language = "en" };

    private static RememberedTurn Turn(string id, params string[] evidence) => new(id, $"question {id}", $"answer {id}", "en", StoreData.Now, evidence, true);
}
