using Assistant.Agent.Extractive.Layout;
using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>What the layout of a picture says of its lines.</summary>
public sealed class PictureReadingTests
{
    [Fact]
    public async Task Form_WithValuesFarToTheRight_IsNotReadDownwards()
    {
        var form = Made.Picture("permit.png",
            (40, 20, "Parking permit"),
            (40, 100, "Owner"), (800, 100, "Marit Solheim"),
            (40, 130, "Contact person"), (800, 130, "Jonas Brandvik"),
            (40, 160, "Department"), (800, 160, "Archives"));

        var answer = await new Asked(form).AskAsync("Who is the owner?");

        Assert.Contains("**Marit Solheim**", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Contact", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9 0ctober 2027", "9 October 2027")]
    [InlineData("Pr0duct c0de 70", "Product code 70")]
    [InlineData("0x0f and B00 at 10am", "0x0f and B00 at 10am")]
    [InlineData("A0-7 and 30s", "A0-7 and 30s")]
    public void Zero_WithinAWord_IsReadAsO(string seen, string expected) => Assert.Equal(expected, Spacing.Tidy(seen));

    [Fact]
    public void Panes_WhoseLinesStandAtOtherHeights_AreNotTakenForASlant()
    {
        var panes = Made.Picture("mail.png",
            (10, 20, "Inbox"), (300, 12, "Your order has left our house this morning and will be with you soon"),
            (10, 60, "Outbox"), (300, 52, "The parcel is brought by our own driver between nine and eleven and"),
            (10, 100, "Junk"), (300, 92, "needs a signature. Nobody at home? Then it goes to the neighbours at"),
            (10, 140, "Bin"), (300, 132, "number 8."));

        var lines = PictureLine.Upright(panes, [.. Enumerable.Range(0, panes.Blocks.Count)]);

        Assert.All(lines, line => Assert.Equal(panes.Blocks[line.Block].Position.Box!.Value.CenterY, line.CenterY));
    }

    [Fact]
    public async Task Quote_OfALineWithAPartToPlay_ShowsNoWordsThatAreNotInThePicture()
    {
        var dialog = Made.Picture("dialog.png", (40, 20, "Upload failed"), (40, 60, "The connection was lost."), (40, 140, "Send again"), (200, 140, "Close"));

        var answer = await new Asked(dialog).AskAsync("Which button sends it again?");

        Assert.Contains("Send again", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("press", answer.Text, StringComparison.Ordinal);
    }
}
