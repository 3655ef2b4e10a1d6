using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

/// <summary>What a window is told of the one before it.</summary>
public sealed class PreviousTextTests
{
    private const string Sentence = "The next year they went to sea again.";

    [Fact]
    public void Take_WhatWasUnderstood_IsToldByItsLastTokens()
    {
        var before = new PreviousText(2);
        before.Take(Said(Sentence, [1, 2, 3]));

        Assert.Equal([2, 3], before.Ids);
        before.Forget();
        Assert.Empty(before.Ids);
    }

    /// <summary>As the reference has it: above .5 nothing is told.</summary>
    [Theory]
    [InlineData(0.4f, true)]
    [InlineData(0.6f, false)]
    public void Take_WhatWasDrawnFreely_IsNotTold(float temperature, bool told)
    {
        var before = new PreviousText(64);
        before.Take(Said(Sentence, [1]) with { Temperature = temperature });

        Assert.Equal(told, before.Ids.Length > 0);
    }

    [Fact]
    public void Take_OfSilenceAndOfWhatIsLost_TellsNothing()
    {
        var before = new PreviousText(64);
        foreach (var heard in new[] { null, Said(Sentence, [1]) with { IsLost = true } })
        {
            before.Take(Said("Something else was said here.", [1]));
            before.Take(heard);
            Assert.Empty(before.Ids);
        }
    }

    /// <summary>A hallucination goes on as long as it is told.</summary>
    [Fact]
    public void Take_TheSameAgain_IsNoticedAndNotTold()
    {
        var before = new PreviousText(64);
        before.Take(Said("Thank you for watching.", [1]));

        Assert.True(before.IsRepeatedBy(Said("thank you for watching.", [1])));
        before.Take(Said("Thank you for watching.", [1]));
        Assert.Empty(before.Ids);
        before.Take(Said("Thank you for watching.", [1]));
        Assert.Empty(before.Ids);
        Assert.False(before.IsRepeatedBy(Said(Sentence, [1])));
        before.Take(Said(Sentence, [1]));
        Assert.NotEmpty(before.Ids);
    }

    [Theory]
    [InlineData("Yes.", "Yes.", false)]
    [InlineData("We should like to go home now, it is late.", "He told us that the ship would be there.", false)]
    [InlineData("我们今天讨论中小企业的扶持力度。", "明年的计划还没有决定，需要再开会。", false)]
    [InlineData("谢谢大家的收看，我们下期再见。", "谢谢大家的收看，我们下期再见。", true)]
    public void IsRepeatedBy_TellsSpeechFromRepetition(string first, string second, bool repeated)
    {
        var before = new PreviousText(64);
        before.Take(Said(first, [1]));

        Assert.Equal(repeated, before.IsRepeatedBy(Said(second, [2])));
    }

    private static WhisperText Said(string text, int[] ids) => new(ids, text, [], -0.3, 0, SpeechEnd.Complete);
}
