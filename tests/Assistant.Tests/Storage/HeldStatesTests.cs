using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Storage.WorkingMemory;

namespace Assistant.Tests.Storage;

public sealed class HeldStatesTests
{
    private static readonly ConversationKey[] s_conversations = [.. Enumerable.Range(0, 6).Select(_ => StoreData.NewConversation())];
    private readonly HashSet<ConversationKey> _unsaved = [];

    [Fact]
    public void Put_MoreThanMayBeHeld_LetsTheOldestGo()
    {
        Assert.Equal([4, 5], HeldOf(new(2, long.MaxValue, _unsaved.Contains), 10));
    }

    [Fact]
    public void Put_MoreBytesThanMayBeHeld_LetsTheOldestGo()
    {
        // Each takes two bytes a character.
        Assert.Equal([3, 4, 5], HeldOf(new(100, 700_000, _unsaved.Contains), 100_000));
    }

    [Fact]
    public void Put_WhatIsNotOnDisk_StaysHoweverMuchThereIs()
    {
        _unsaved.UnionWith([s_conversations[0], s_conversations[5]]);
        Assert.Equal([0, 5], HeldOf(new(100, 1_000, _unsaved.Contains), 100_000));
    }

    [Fact]
    public void Put_AConversationAgain_CountsItOnce()
    {
        var held = new HeldStates(100, 700_000, _unsaved.Contains);
        for (var i = 0; i < 50; i++)
            held.Put(s_conversations[0], State(100_000));
        held.Put(s_conversations[1], State(100_000));

        Assert.NotNull(held.Find(s_conversations[0]));
    }

    [Fact]
    public void Remove_GivesItsRoomBack()
    {
        var held = new HeldStates(100, 300_000, _unsaved.Contains);
        foreach (var conversation in s_conversations)
        {
            held.Put(conversation, State(100_000));
            held.Remove(conversation);
        }
        held.Put(s_conversations[0], State(100_000));

        Assert.NotNull(held.Find(s_conversations[0]));
    }

    /// <returns>Which of the conversations are held after each was put once.</returns>
    private static int[] HeldOf(HeldStates held, int characters)
    {
        foreach (var conversation in s_conversations)
            held.Put(conversation, State(characters));
        return [.. Enumerable.Range(0, s_conversations.Length).Where(i => held.Find(s_conversations[i]) is not null)];
    }

    private static HeldState State(int characters) =>
        new(new(1, "", [new RememberedTurn("m", "q", new string('a', characters), "en", StoreData.Now, [], true)], []), DateTimeOffset.MaxValue);
}
