using Assistant.Inference.Language;

namespace Assistant.Inference.Tests.Language;

public sealed class StopTextTests
{
    [Fact]
    public void Add_StopOverSeveralParts_EndsBeforeIt()
    {
        var stop = new StopText(["END"]);

        Assert.Equal(["go", " on E", "", ""], new[] { "go", " on EE", "N", "D more" }.Select(stop.Add));
        Assert.True(stop.Stopped);
        Assert.Equal("", stop.Finish());
    }

    /// <summary>A call of a tool may begin by one token, right behind text that might have been a stop string's beginning.</summary>
    [Fact]
    public void Add_FormBehindTextThatIsHeldBack_ComesAfterIt()
    {
        var stop = new StopText(["stop"]);

        Assert.Equal("Let me s", stop.Add("Let me s", isFree: true) + stop.Add("", isFree: true) + stop.Finish());
        Assert.Equal(["Let me ", "st<tool_call>", "{\"a\": \"stop\"}", ""], [stop.Add("Let me st", true), stop.Add("<tool_call>", false), stop.Add("{\"a\": \"stop\"}", false), stop.Finish()]);
        Assert.False(stop.Stopped);
    }
}
