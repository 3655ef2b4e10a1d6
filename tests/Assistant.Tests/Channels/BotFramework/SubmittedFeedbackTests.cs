using System.Text.Json.Nodes;
using Assistant.Audit;
using Assistant.Channels.BotFramework.Feedback;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class SubmittedFeedbackTests
{
    /// <summary>The channel's own form takes more than ours: the thumb counts all the same.</summary>
    [Fact]
    public void Reason_ThatIsTooLong_IsCut()
    {
        var form = new JsonObject { ["feedbackText"] = new string('a', FeedbackForm.LongestReason - 1) + "😀 and more" };
        var value = new JsonObject { ["actionName"] = "feedback", ["actionValue"] = new JsonObject { ["reaction"] = "dislike", ["feedback"] = form.ToJsonString() } };

        var read = SubmittedFeedback.Read(value.ToJsonString());

        Assert.Equal(AnswerRating.Dislike, read!.Rating);
        Assert.Equal(new string('a', FeedbackForm.LongestReason - 1), read.Reason);
    }
}
