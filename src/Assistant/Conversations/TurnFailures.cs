using Assistant.Agent;

namespace Assistant.Conversations;

/// <summary>The fixed sentences for a turn that went wrong: never exception text, always the turn's id, so that an operator finds it in the log.</summary>
internal static class TurnFailures
{
    public static Answer Apologise(TurnProblem problem, string turnId, string language)
    {
        var chinese = language == "zh";
        var text = problem switch
        {
            TurnProblem.DeadlineExceeded when chinese => $"这次处理超过了时间限制，我没能完成。请重试。（编号 {turnId}）",
            TurnProblem.DeadlineExceeded => $"This took longer than is allowed, so I stopped before I had an answer. Please try again. (Reference {turnId})",
            _ when chinese => $"出了点问题，我没能回答。您的消息没有丢失，请重试。（编号 {turnId}）",
            _ => $"Something went wrong and I could not answer. Your message is kept; please try again. (Reference {turnId})",
        };
        return new Answer { Text = text, Found = false, Model = "none", Language = language, Failure = new TurnFailure(problem, turnId) };
    }
}
