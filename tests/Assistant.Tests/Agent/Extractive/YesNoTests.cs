using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Wording;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>What a passage that was found says to a yes-or-no question.</summary>
public sealed class YesNoTests
{
    private const string Hours = "The office is open Monday to Friday, 9:00 to 17:00.";

    [Theory]
    [InlineData("Is the office open on Wednesday?", Hours, true)]
    [InlineData("Is the office open on Sunday?", Hours, false)]
    [InlineData("Is the office open at 10:00?", Hours, true)]
    [InlineData("Is the office open at 8 pm?", Hours, false)]
    [InlineData("Is the office open on Wednesday at 10:00?", Hours, true)]
    [InlineData("Is the office open on Saturday at 16:00?", "The office is open Monday to Friday from 9:00 to 17:00 and Saturday from 10:00 to 14:00.", null)]
    [InlineData("Is the office open on Saturday?", "The office is open Monday to Friday, on Saturday it is closed.", null)]
    [InlineData("Is the office open tomorrow?", Hours, null)]
    [InlineData("Does the lease end on 31 July?", "The lease ends on 30 June 2027.", false)]
    [InlineData("Does the parcel weigh 2000 g?", "The parcel weighs 2 kg.", true)]
    [InlineData("办公室周日开门吗？", "办公室周一至周五开门。", false)]
    public void Passage_ThatNamesAValue_DecidesByWhatItMeans(string question, string text, bool? expected)
    {
        var passage = Assert.Single(EvidenceLayout.Read(Made.Document("note.txt", text)).Passages);

        Assert.Equal(expected, YesNo.Decide(QuestionReader.Read(question), new Candidate(passage, 1, 1, 1, 1, null, null)));
    }
}
