using Assistant.Conversations;
using Assistant.Tests.Storage;

namespace Assistant.Tests.Conversations;

public sealed class WaitingMessagesTests
{
    private static readonly ConversationKey s_conversation = new("default", "page", "c");
    private readonly WaitingMessages _waiting = new();

    [Fact]
    public void Stop_OfOneThatWaits_IsKnownWhenItIsTaken_AndOfNoOther()
    {
        Add("a", "b", "c");

        _waiting.Stop("b");
        _waiting.Stop("c-of-another-conversation");

        Assert.Equal(["a", "b stopped", "c"], Taken());
        Add("b");
        Assert.Equal(["b"], Taken());
    }

    [Fact]
    public void StopFirst_StopsTheFirstThatIsMeant_AndNothingWhereNoneIs()
    {
        Add("a", "b", "c");

        _waiting.StopFirst(message => message.ActivityId is "b" or "c");
        _waiting.StopFirst(_ => false);

        Assert.Equal(["a", "b stopped", "c"], Taken());
    }

    [Fact]
    public void Revise_OfOneThatWaits_ChangesIt_AndOfOneThatIsExpected_WhenItComes()
    {
        Add("a");

        Assert.True(_waiting.Revise(Revision("a", "changed")));
        Assert.False(_waiting.Revise(Revision("b", "changed too")));
        _waiting.Expect(Revision("b", "changed too"));
        Add("b");

        Assert.Equal(["changed", "changed too"], [_waiting.Take()!.Value.Message.Message.Text, _waiting.Take()!.Value.Message.Message.Text]);
        Assert.Null(_waiting.Take());
    }

    [Fact]
    public void Clear_TellsHowManyWaited()
    {
        Add("a", "b");
        Assert.Equal(2, _waiting.Clear());
        Assert.Equal(0, _waiting.Clear());
    }

    private void Add(params string[] ids)
    {
        foreach (var id in ids)
            _waiting.Add(new AcceptedMessage(StoreData.Message(s_conversation, id), 1));
    }

    private IEnumerable<string> Taken()
    {
        while (_waiting.Take() is var (message, isStopped))
            yield return message.Message.ActivityId + (isStopped ? " stopped" : "");
    }

    private static MessageRevision Revision(string id, string text) => new(s_conversation, id, new Participant("u"), text, StoreData.Now);
}
