using Assistant.Agent.Asking;

namespace Assistant.Tests.Agent.Asking;

public sealed class AskedReplyTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("2.", 1)]
    [InlineData("number 3", 2)]
    [InlineData("The second one, please", -1)]
    [InlineData("the second one", 1)]
    [InlineData("Third!", 2)]
    [InlineData("第二个", 1)]
    [InlineData("第3张", 2)]
    [InlineData("二", 1)]
    [InlineData("nordwind-offer.pdf", 0)]
    [InlineData("Suedwind-Offer", 1)]
    [InlineData("the nordwind one", 0)]
    [InlineData("I mean the one from Suedwind", 1)]
    [InlineData("工资单", 2)]
    [InlineData("the one of Acme", 1)]
    [InlineData("offer", -1)]
    [InlineData("4", -1)]
    [InlineData("0", -1)]
    [InlineData("sixth", -1)]
    [InlineData("the one", -1)]
    [InlineData("", -1)]
    [InlineData("When is it due?", -1)]
    [InlineData("How much is the rent in the nordwind offer?", -1)]
    public void Choice_ByNumberOrName_IsUnderstood_AndNothingElseIs(string said, int choice)
    {
        var reply = AskedReply.Read(Choices, said, null);

        if (choice < 0)
            Assert.Null(reply);
        else
            Assert.Equal(choice, reply?.Choice);
    }

    [Theory]
    [InlineData(AskedKind.Erasure, "Yes", true)]
    [InlineData(AskedKind.Erasure, "yes, please", true)]
    [InlineData(AskedKind.Erasure, "Erase everything.", true)]
    [InlineData(AskedKind.Erasure, "“Yes, erase everything”", true)]
    [InlineData(AskedKind.Erasure, "确认全部删除。", true)]
    [InlineData(AskedKind.ForgetEverything, "forget everything", true)]
    [InlineData(AskedKind.ToolCall, "OK", true)]
    [InlineData(AskedKind.ToolCall, "go ahead!", true)]
    [InlineData(AskedKind.ToolCall, "可以", true)]
    [InlineData(AskedKind.ToolCall, "Run it now", true)]
    [InlineData(AskedKind.ToolCall, "no", false)]
    [InlineData(AskedKind.ToolCall, "No, thanks", false)]
    [InlineData(AskedKind.ToolCall, "不用了", false)]
    [InlineData(AskedKind.ToolCall, "never mind", false)]
    [InlineData(AskedKind.ToolCall, "erase everything", null)]
    [InlineData(AskedKind.ForgetEverything, "erase everything", null)]
    [InlineData(AskedKind.ToolCall, "Yes, but with 5 instead", null)]
    [InlineData(AskedKind.ToolCall, "What would it do?", null)]
    [InlineData(AskedKind.Erasure, "1", null)]
    public void Approval_ByPlainWords_IsUnderstood_AndNothingElseIs(AskedKind kind, string said, bool? isYes) =>
        Assert.Equal(isYes, AskedReply.Read(Approval(kind), said, null)?.IsYes);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("7", null)]
    public void Approval_ByAButton_CountsAndNotTheLabelBesideIt(string reply, bool? isYes) =>
        Assert.Equal(isYes, AskedReply.Read(Approval(AskedKind.ToolCall), "Yes, run it", new("t1", reply))?.IsYes);

    [Theory]
    [InlineData("""{"asked":"t1","reply":"2"}""", true)]
    [InlineData("""{"asked":"t1"}""", false)]
    [InlineData("""{"asked":1,"reply":"2"}""", false)]
    [InlineData("""{"asked":"t1","reply":"a reply that no button ever has"}""", false)]
    [InlineData("[]", false)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public void Pressed_IsReadFromItsOwnValuesOnly(string? value, bool isOne) => Assert.Equal(isOne, PressedReply.Of(value) is { Asked: "t1", Reply: "2", ActivityId: "reply-t1-2" });

    internal static AskedBack Choices { get; } = Approval(AskedKind.Choice) with
    {
        Choices = [new("nordwind-offer.pdf", "e1", "Nordwind Supplies"), new("suedwind-offer.pdf", "e2", "Acme Ltd"), new("工资单.png", "e3", "")],
    };

    internal static AskedBack Approval(AskedKind kind) => new()
    {
        Id = "t1",
        Kind = kind,
        PersonId = "u1",
        Until = DateTimeOffset.MaxValue,
        Title = "Which one do you mean?",
        Question = "How much is it?",
        Language = "en",
        Yes = kind switch { AskedKind.Erasure => "Yes, erase everything", AskedKind.ForgetEverything => "Yes, forget everything", _ => "Run it now" },
        No = "No",
    };
}
