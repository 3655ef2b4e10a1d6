using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Server.Commands;

namespace Assistant.Tests.Server;

public sealed class GrowingAnswerTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _status = new() { NewLine = "\n" };

    [Fact]
    public void Show_TextThatGrows_IsWrittenAsItComesAndNotAgainAtTheEnd()
    {
        var screen = new GrowingAnswer(_output, grows: true, _status);

        screen.Show(new AnswerGrew("m", "The fee"));
        Assert.Equal("The fee", _output.ToString());
        screen.Show(new AnswerGrew("m", "The fee is 12"));
        Assert.Equal("The fee is 12", _output.ToString());
        screen.Finish(Answered("The fee is 12 euros."));

        Assert.Equal("The fee is 12 euros.\n", _output.ToString());
    }

    [Fact]
    public void Finish_AnAnswerThatIsNotWhatGrew_IsWrittenWhole()
    {
        var screen = new GrowingAnswer(_output, grows: true, null);
        screen.Show(new AnswerGrew("m", "It is [9]"));

        screen.Finish(Answered("It is 12."));

        Assert.Equal("It is [9]\n\nIt is 12.\n", _output.ToString());
    }

    [Fact]
    public void Show_ToAFile_WritesTheFinishedAnswerAlone()
    {
        var screen = new GrowingAnswer(_output, grows: false, null);
        screen.Show(new TurnProgressed("m", new(TurnStage.Thinking)));
        screen.Show(new AnswerGrew("m", "Half"));
        Assert.Equal("", _output.ToString());

        screen.Finish(Answered("Half of it."));

        Assert.Equal("Half of it.\n", _output.ToString());
    }

    [Fact]
    public void Show_Progress_StandsOnOneLineThatIsClearedForTheAnswer()
    {
        var screen = new GrowingAnswer(_output, grows: true, _status);
        screen.Show(new TurnProgressed("m", new(TurnStage.Thinking)));
        screen.Show(new TurnProgressed("m", new(TurnStage.Searching)));
        Assert.DoesNotContain('\n', _status.ToString());

        screen.Show(new AnswerGrew("m", "12"));
        screen.Show(new TurnProgressed("m", new(TurnStage.Thinking)));

        Assert.EndsWith("\r\u001b[K", _status.ToString(), StringComparison.Ordinal);
        Assert.Equal("12", _output.ToString());
    }

    [Fact]
    public void Break_AfterHalfAnAnswer_EndsItsLine()
    {
        var screen = new GrowingAnswer(_output, grows: true, null);
        screen.Break();
        Assert.Equal("", _output.ToString());
        screen.Show(new AnswerGrew("m", "Half"));

        screen.Break();

        Assert.Equal("Half\n", _output.ToString());
    }

    public void Dispose()
    {
        _output.Dispose();
        _status.Dispose();
    }

    private static Answer Answered(string text) => new() { Text = text, Found = true, Model = "m", Language = "en" };
}
