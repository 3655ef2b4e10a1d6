using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

public sealed class QuestionTests
{
    private static readonly Evidence s_bakery = Made.Picture("bakery.png",
        (40, 20, "Rosewater Bakery"), (600, 20, "Invoice"),
        (40, 100, "Invoice number"), (240, 100, "RB-5571"),
        (40, 140, "Invoice date"), (240, 140, "4 May 2027"),
        (40, 180, "Due date"), (240, 180, "3 June 2027"),
        (40, 260, "Item"), (300, 260, "Quantity"), (440, 260, "Price"), (560, 260, "Amount"),
        (40, 290, "Sourdough loaf"), (300, 290, "12"), (440, 290, "4.50"), (560, 290, "54.00"),
        (40, 320, "Almond croissant"), (300, 320, "30"), (440, 320, "2.80"), (560, 320, "84.00"),
        (40, 350, "Birthday cake"), (300, 350, "2"), (440, 350, "38.00"), (560, 350, "76.00"),
        (440, 390, "Total"), (560, 390, "$214.00"));

    [Theory]
    [InlineData("What is the total?", "$214.00")]
    [InlineData("When is the invoice due?", "3 June 2027")]
    [InlineData("What is the invoice number?", "RB-5571")]
    [InlineData("What does one almond croissant cost?", "2.80")]
    [InlineData("How many sourdough loaves were ordered?", "12")]
    [InlineData("发票总计是多少？", "$214.00")]
    [InlineData("什么时候到期？", "3 June 2027")]
    public async Task Picture_OfAnInvoice_IsAnsweredFromLabelAndTable(string question, string expected)
    {
        var answer = await new Asked(s_bakery).AskAsync(question);

        Assert.True(answer.Found);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        var citation = answer.Citations[0];
        var block = Assert.Single(s_bakery.Blocks, b => b.Text == expected);
        Assert.Equal(block.Position.Box, citation.Position.Box);
        Assert.Contains("[1]", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the phone number of the bakery?")]
    [InlineData("Who signed the delivery?")]
    [InlineData("银行账号是多少？")]
    public async Task Picture_WithoutTheAnswer_SaysNotFoundAndWhatWasSearched(string question)
    {
        var answer = await new Asked(s_bakery).AskAsync(question);

        Assert.False(answer.Found);
        Assert.Empty(answer.Citations);
        Assert.Contains("bakery.png", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OfAnAttachment_IsMentioned()
    {
        var asked = new Asked(s_bakery) { Failures = [new AttachmentFailure("plan.heic", AttachmentProblem.Unsupported, "HEIC")] };

        var answer = await asked.AskAsync("What is the total?");

        Assert.Contains("plan.heic", answer.Text, StringComparison.Ordinal);
        Assert.Single(answer.Failures);
    }
}
