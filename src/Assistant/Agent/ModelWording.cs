using Assistant.Agent.Grounding;

namespace Assistant.Agent;

/// <summary>The fixed lines that go with a model's answer, in the reader's language.</summary>
internal static class ModelWording
{
    public static string NotFound(string language, IEnumerable<string> sources)
    {
        var looked = string.Join(language == "zh" ? "、" : ", ", sources.Distinct().Take(5));
        return (language, looked.Length) switch
        {
            ("zh", 0) => "没有找到答案。",
            ("zh", _) => $"在 {looked} 中没有找到答案。",
            (_, 0) => "I did not find that.",
            _ => $"I did not find that in {looked}.",
        };
    }

    public static string LeftOut(string language, IReadOnlyList<LeftOut> leftOut) => string.Join('\n', leftOut.Select(left => language == "zh"
        ? $"{left.Source} 太长，只用了其中与问题最相关的部分（{left.OfPassages - left.Passages}/{left.OfPassages} 段）。"
        : $"{left.Source} is too long for one answer: only the parts nearest to the question were used ({left.OfPassages - left.Passages} of {left.OfPassages} passages)."));

    public static string QuestionCut(string language) => language == "zh" ? "您的消息太长，我只读了开头部分。" : "Your message is longer than I can take in; I read only its beginning.";

    public static string LengthLimit(string language) => language == "zh" ? "（回答达到长度上限，到此为止。可以让我继续。）" : "(The answer reached its length limit and stops here. You can ask me to go on.)";

    public static string BrokeOff(TurnProblem problem, string language, string turnId) => (problem, language) switch
    {
        (TurnProblem.ModelNonsense, "zh") => $"（语言模型开始重复，已停止；以上回答可能不完整。编号 {turnId}）",
        (TurnProblem.ModelNonsense, _) => $"(I stopped the language model because it was going round in circles; the answer above may be incomplete. Reference {turnId})",
        (TurnProblem.ModelTimedOut, "zh") => $"（语言模型中途没有了回应，以上回答不完整。编号 {turnId}）",
        (TurnProblem.ModelTimedOut, _) => $"(The language model stopped responding here; the answer above is not complete. Reference {turnId})",
        (TurnProblem.DeadlineExceeded, "zh") => $"（用时超过限制，语言模型在此停止；以上回答不完整。编号 {turnId}）",
        (TurnProblem.DeadlineExceeded, _) => $"(This took longer than is allowed, so the language model was stopped here; the answer above is not complete. Reference {turnId})",
        (_, "zh") => $"（与语言模型的连接在此中断，以上回答不完整。编号 {turnId}）",
        _ => $"(The connection to the language model broke off here; the answer above is not complete. Reference {turnId})",
    };

    /// <summary>One line above an answer that was quoted because the model failed.</summary>
    public static string Quoted(TurnProblem problem, string language) => (problem, language) switch
    {
        (TurnProblem.ModelRateLimited, "zh") => "语言模型现在很忙，以下内容直接引自已读取的资料。",
        (TurnProblem.ModelRateLimited, _) => "The language model is busy, so this is quoted directly from what was read.",
        (TurnProblem.ModelTimedOut or TurnProblem.DeadlineExceeded, "zh") => "语言模型没有及时回应，以下内容直接引自已读取的资料。",
        (TurnProblem.ModelTimedOut or TurnProblem.DeadlineExceeded, _) => "The language model did not respond in time, so this is quoted directly from what was read.",
        (TurnProblem.ModelNonsense, "zh") => "语言模型没有给出可用的回答，以下内容直接引自已读取的资料。",
        (TurnProblem.ModelNonsense, _) => "The language model gave no usable answer, so this is quoted directly from what was read.",
        (_, "zh") => "无法连接语言模型，以下内容直接引自已读取的资料。",
        _ => "The language model cannot be reached, so this is quoted directly from what was read.",
    };

    public static string SmallModel(string name, string language) => language == "zh"
        ? $"_由本机的小型语言模型 {name} 写成，可能有误，请核对。_"
        : $"_Written by {name}, a small language model on this machine. It makes mistakes; please check it._";

    public static string LanguageName(string language) => language == "zh" ? "Chinese" : "English";
}
