using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.ChannelSimulator.Channel;

namespace Assistant.Tests.ChannelSimulator;

/// <summary>The hostile channel knows a stream that Teams would not take.</summary>
public sealed class StreamRulesTests
{
    private readonly StreamRules _rules = new();

    [Fact]
    public void StreamAsItShouldBe_BreaksNoRule()
    {
        Assert.Equal("s", Piece(0, 1, null, "Reading a picture...", "informative"));
        Assert.Equal("s", Piece(1.5, 2, "s", "The"));
        Assert.Equal(1, _rules.LeftOpen);
        Assert.Equal("s", Piece(3, 4, "s", "The rent"));
        End("s", "The rent is due.");

        Assert.Empty(_rules.Broken);
        Assert.Equal(0, _rules.LeftOpen);
        Assert.Null(Piece(5, 5, "s", "The rent is due. And"));
        Assert.False(_rules.Allows(Message("s", "The rent is due.")));
        Assert.True(_rules.Allows(Message(null, "The rent is due.")));
    }

    [Theory]
    [InlineData(1.5, 1, "s", "The rent", "streaming", "a number that is not higher")]
    [InlineData(0.5, 2, "s", "The rent", "streaming", "more than one piece a second")]
    [InlineData(1.5, 2, "s", "A rent", "streaming", "a text that does not begin with the one before")]
    [InlineData(1.5, 2, "s", "Reading...", "informative", "informative text after the answer began")]
    [InlineData(1.5, 2, "t", "The rent", "streaming", "a stream that is none")]
    [InlineData(1.5, 2, null, "The rent", "streaming", "the first piece is not number 1")]
    [InlineData(1.5, 2, "s", "The rent", null, "a piece without streaminfo")]
    public void SecondPiece_ThatIsWrong_IsToldByItsRule(double at, int number, string? id, string text, string? type, string rule)
    {
        Piece(0, 1, null, "The");

        Piece(at, number, id, text, type);

        Assert.Equal(rule, Assert.Single(_rules.Broken).Key);
    }

    [Theory]
    [InlineData("s", "The rent is due.", "final", null, null)]
    [InlineData("s", "*Sent again*\n\nThe rent is due.", "final", null, "an end that does not begin with what was shown")]
    [InlineData("s", "Rent is due.", "final", null, "an end that does not begin with what was shown")]
    [InlineData("s", "The rent is due.", "streaming", null, "an end that is not final, or has a number")]
    [InlineData("s", "The rent is due.", "final", 3, "an end that is not final, or has a number")]
    [InlineData("t", "The rent is due.", "final", null, "an end of a stream that is none")]
    public void End_ThatIsWrong_IsToldByItsRule(string id, string text, string type, int? number, string? rule)
    {
        Piece(0, 1, null, "The");

        _rules.End(Message(id, text, type, number));

        Assert.Equal(rule, _rules.Broken.Keys.SingleOrDefault());
    }

    [Fact]
    public void RefusedStream_TakesNothingMore()
    {
        Piece(0, 1, null, "The");
        _rules.Refuse(Activity("typing", 2, "s", "The rent", "streaming"));

        Assert.Null(Piece(1.5, 2, "s", "The rent"));
        Assert.Empty(_rules.Broken);
    }

    private string? Piece(double at, int number, string? id, string text, string? type = "streaming") => _rules.Take(Activity("typing", number, id, text, type), at, "s");

    private void End(string id, string text) => _rules.End(Message(id, text));

    private static JsonElement Message(string? id, string text, string type = "final", int? number = null) => Activity("message", number, id, text, id is null ? null : type);

    private static JsonElement Activity(string type, int? number, string? id, string text, string? streamType)
    {
        var activity = new JsonObject { ["type"] = type, ["text"] = text };
        if (streamType is not null)
        {
            var info = new JsonObject { ["type"] = "streaminfo", ["streamType"] = streamType };
            if (number is not null)
                info["streamSequence"] = number;
            if (id is not null)
                info["streamId"] = id;
            activity["entities"] = new JsonArray(info);
        }
        return JsonSerializer.SerializeToElement(activity);
    }
}
