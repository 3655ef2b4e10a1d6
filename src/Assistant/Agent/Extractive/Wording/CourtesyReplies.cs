using Assistant.Agent.Extractive.Questions;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>What is said to a greeting, thanks, a goodbye or "what can you do", with what is installed here.</summary>
internal sealed class CourtesyReplies(ITextRecognizer pictures, ISpeechRecognizer speech)
{
    public Answer Reply(Courtesy courtesy, AgentRequest request)
    {
        var language = request.Language;
        var draft = new AnswerDraft(language);
        draft.Say(courtesy switch
        {
            Courtesy.Greeting => Phrases.Pick(language, $"Hello! {Offer(language)}", $"您好！{Offer(language)}"),
            Courtesy.Thanks => Phrases.Pick(language, "You're welcome. Ask on whenever you like.", "不客气。还有问题随时问我。"),
            Courtesy.Goodbye => Phrases.Pick(language, "Goodbye! This conversation stays here, so you can go on later.", "再见！这个会话会保留，您可以随时继续。"),
            Courtesy.WellBeing => Phrases.Pick(language, $"All is running well here, thank you. {Offer(language)}", $"一切正常，谢谢。{Offer(language)}"),
            Courtesy.Identity => Phrases.Pick(language, $"I am the assistant of this site, a program that runs on its own servers. {Offer(language)}", $"我是本站的助手，一个运行在自有服务器上的程序。{Offer(language)}"),
            _ => Help(language),
        });
        return draft.Finish(found: true, request, Suggestions(courtesy, request));
    }

    private string Offer(string language) => Phrases.Pick(language,
        $"Send me {Kinds(language)} and ask: I answer and show where it says so.",
        $"请发给我{Kinds(language)}，然后提问，我会回答并指出出处。");

    private string Help(string language) => Phrases.Pick(language,
        $"""
        I answer questions about what you send: {Kinds(language)}.
        - Ask for a fact: “What is the total?”, “When is it due?”, “Who signed it?”
        - Work things out: “Which of the two is cheaper?”, “Add up the amounts.”
        - “Summarise it”, “Read it to me”, “What is in this picture?”
        - Ask on: “And when is it due?”

        Every answer shows where it stands; what is not there, I say so. Translating and writing need a language model.
        """,
        $"""
        我根据您发来的内容回答问题：{Kinds(language)}。
        - 查找内容：“总计是多少？”“什么时候到期？”“谁签的字？”
        - 比较和计算：“哪个更便宜？”“把金额加起来。”
        - “总结一下”“读给我听”“图里有什么？”
        - 继续追问：“那什么时候到期？”

        每个回答都会指出出处；没有的内容我会说明没有找到。翻译和写作需要语言模型。
        """);

    private string Kinds(string language)
    {
        var kinds = new List<string>();
        if (pictures.IsAvailable)
            kinds.Add(Phrases.Pick(language, "pictures and screenshots", "图片和截图"));
        if (speech.IsAvailable)
            kinds.Add(Phrases.Pick(language, "voice notes", "语音"));
        kinds.Add(Phrases.Pick(language, "documents", "文档"));
        return kinds.Count == 1 ? kinds[0] : string.Join(Phrases.Pick(language, ", ", "、"), kinds.SkipLast(1)) + Phrases.Pick(language, " and ", "和") + kinds[^1];
    }

    private static string[] Suggestions(Courtesy courtesy, AgentRequest request) => courtesy switch
    {
        Courtesy.Goodbye or Courtesy.Thanks => [],
        _ when request.Evidence.Count > 0 => [Phrases.Pick(request.Language, "Summarise it", "总结一下"), Phrases.Pick(request.Language, "Read it to me", "读给我听")],
        Courtesy.Help => [],
        _ => [Phrases.Pick(request.Language, "What can you do?", "你能做什么？")],
    };
}
