using Assistant.Inference.Language;

namespace Assistant.Inference.Tests.Language;

public sealed class PromptLookupTests
{
    [Fact]
    public void Guess_EndThatStoodBefore_IsWhatFollowedThereLast()
    {
        var lookup = new PromptLookup([1, 2, 3, 4, 5, 9, 2, 3, 7, 8, 2, 3], freeRows: 2);
        Assert.Equal([7], lookup.Guess(1).ToArray());
        lookup.Append(4);
        Assert.Equal(5, lookup.Guess(15)[0]);
    }

    [Fact]
    public void Guess_NothingStoodBefore_IsNothing()
    {
        var lookup = new PromptLookup([1, 2, 3, 4], freeRows: 2);
        Assert.True(lookup.Guess(15).IsEmpty);
        Assert.True(new PromptLookup([], freeRows: 2).Guess(15).IsEmpty);
        Assert.True(new PromptLookup([7, 7], freeRows: 2).Guess(0).IsEmpty);
    }

    [Fact]
    public void Guess_WhileGuessesAreRight_GrowsAndShrinksWhenTheyAreWrong()
    {
        int[] passage = [.. Enumerable.Range(100, 200)];
        var lookup = new PromptLookup(passage, freeRows: 1);
        foreach (var token in passage[..3])
            lookup.Append(token);
        var first = lookup.Guess(15).Length;
        foreach (var token in passage[3..60])
            lookup.Append(token);
        var trusted = lookup.Guess(15).Length;
        Assert.Equal(passage[60..(60 + trusted)], lookup.Guess(15).ToArray());
        Assert.InRange(trusted, Math.Max(first + 1, 5), PromptLookup.Most);

        // From here on each triple is in the passage, but what is written after it is something else.
        for (var at = 60; at < 150; at += 3)
            foreach (var token in (int[])[passage[at], passage[at + 1], passage[at + 2], 5_000 + at])
                lookup.Append(token);
        foreach (var token in passage[180..183])
            lookup.Append(token);
        Assert.InRange(lookup.Guess(15).Length, 0, first);
    }

    [Fact]
    public void Guess_AfterASingleKnownToken_TakesOnlyRowsThatCostNothing()
    {
        Assert.True(new PromptLookup([1, 2, 3, 9, 1], freeRows: 1).Guess(15).IsEmpty);
        Assert.Equal([2], new PromptLookup([1, 2, 3, 9, 1], freeRows: 2).Guess(15).ToArray());
    }
}
