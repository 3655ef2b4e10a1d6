using Assistant.Agent;
using Assistant.Text;

namespace Assistant.Conversations;

/// <summary>The fixed sentences for a turn that went wrong: never exception text, always the turn's id, so that an operator finds it in the log.</summary>
internal static class TurnFailures
{
    /// <param name="retryAfter">How long the model's server asked to be left alone; null when it did not say.</param>
    public static Answer Apologise(TurnProblem problem, string turnId, string language, TimeSpan? retryAfter = null)
    {
        var chinese = language == "zh";
        var wait = retryAfter is { } asked ? SpanWording.Say(asked, language) : null;
        var text = problem switch
        {
            TurnProblem.DeadlineExceeded when chinese => $"这次处理超过了时间限制，我没能完成。请重试。（编号 {turnId}）",
            TurnProblem.DeadlineExceeded => $"This took longer than is allowed, so I stopped before I had an answer. Please try again. (Reference {turnId})",
            TurnProblem.ModelUnreachable when chinese => $"现在无法连接语言模型，我没能回答。您的消息没有丢失，请稍后重试。（编号 {turnId}）",
            TurnProblem.ModelUnreachable => $"The language model cannot be reached right now, so I could not answer. Your message is kept; please try again in a moment. (Reference {turnId})",
            TurnProblem.ModelTimedOut when chinese => $"语言模型没有及时回应，我没能回答。您的消息没有丢失，请重试。（编号 {turnId}）",
            TurnProblem.ModelTimedOut => $"The language model did not respond in time, so I could not answer. Your message is kept; please try again. (Reference {turnId})",
            TurnProblem.ModelRateLimited when chinese => $"语言模型现在很忙，我没能回答。您的消息没有丢失，请{(wait is null ? "稍等片刻再" : $"等待 {wait}后")}重试。（编号 {turnId}）",
            TurnProblem.ModelRateLimited => $"The language model is busy right now, so I could not answer. Your message is kept; please wait {wait ?? "a little"} and try again. (Reference {turnId})",
            TurnProblem.ModelNonsense when chinese => $"语言模型没有给出可用的回答。请重试，或换一种问法。（编号 {turnId}）",
            TurnProblem.ModelNonsense => $"The language model gave no usable answer. Please try again or put the question differently. (Reference {turnId})",
            TurnProblem.Refused when chinese => $"语言模型拒绝回答这个问题。请换一种问法。（编号 {turnId}）",
            TurnProblem.Refused => $"The language model refused to answer this. Please put the question differently. (Reference {turnId})",
            TurnProblem.Interrupted when chinese => $"这条消息试了好几次，每次处理都被中断，所以我停下了。请去掉附件或换一种问法再发一次。（编号 {turnId}）",
            TurnProblem.Interrupted => $"I tried this several times and was interrupted each time, so I stopped. Please send it again without its files or put it differently. (Reference {turnId})",
            TurnProblem.NotKept when chinese => $"我有了回答，但这里没能把它保存下来（可能是磁盘已满），所以没有保留。请告诉管理员，稍后再问一次，并重新发送文件。（编号 {turnId}）",
            TurnProblem.NotKept => $"I had an answer, but it could not be stored here (the disk may be full), so it is not kept. Please tell your administrator and ask again later, with its files. (Reference {turnId})",
            _ when chinese => $"出了点问题，我没能回答。您的消息没有丢失，请重试。（编号 {turnId}）",
            _ => $"Something went wrong and I could not answer. Your message is kept; please try again. (Reference {turnId})",
        };
        return Answer.Fixed(text, language, AnsweredBy.None, found: false) with { Failure = new TurnFailure(problem, turnId) { RetryAfter = retryAfter } };
    }
}
