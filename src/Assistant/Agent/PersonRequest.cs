using Assistant.Agent.Extractive.Wording;
using Assistant.Text;
using Microsoft.Extensions.Options;
using static Assistant.Text.HanWords;

namespace Assistant.Agent;

/// <summary>"I want to talk to a human": told where one is found, in the operator's words, whatever model answers. No model invents a telephone number here.</summary>
internal sealed class PersonRequest(IOptions<ContactOptions> contact)
{
    private const int MostWords = 22, Few = 6, Alone = 3, LongestChinese = 28;

    /// <summary>A person as opposed to a program.</summary>
    private static readonly string[] s_human =
    [
        "human", "humans", "human being", "real person", "actual person", "live person", "real people", "real human", "live agent", "live chat", "agent", "agents", "representative", "rep", "operator", "customer service", "customer support", "customer care",
        "service desk", "help desk", "helpdesk", "support team", "support person", "support agent", "real someone", "someone real", "hotline", "call back", "callback", "supervisor", "humen", "humans", "number i can call", "someone human",
    ];

    /// <summary>Anybody: meant only with a verb of reaching.</summary>
    private static readonly string[] s_anybody = ["person", "someone", "somebody", "anyone", "anybody", "people", "a colleague", "one of your colleagues", "your colleague", "your colleagues", "a manager", "the manager", "your manager", "a supervisor", "your supervisor", "your boss", "staff", "an employee", "a member of staff", "an advisor", "an adviser", "support", "service"];

    private static readonly string[] s_reach =
    [
        "talk", "talk to", "speak", "speak to", "speak with", "chat with", "connect", "connected", "connect me", "put me through", "put me on", "transfer", "transfer me", "hand me over", "hand over", "switch me", "get me", "give me", "reach", "contact", "call me", "ring me",
        "phone me", "get back to me", "escalate", "forward me", "pass me", "get hold of", "take over", "help me instead", "there a", "there any", "answer me", "deal with",
    ];

    private static readonly string[] s_want = ["i want", "i need", "i would like", "id like", "id rather", "i prefer", "id prefer", "can i", "could i", "may i", "can you", "could you", "let me", "please", "pls", "just", "not a bot", "no bot", "not a machine", "not a robot", "instead of a bot", "how do i", "how can i", "is it possible", "want", "need", "any", "give me", "get me"];

    /// <summary>About somebody in particular, or a thing that is only called so.</summary>
    private static readonly string[] s_others = ["human resources", "human error", "human rights", "my manager", "my colleague", "my boss", "my agent", "estate agent", "real estate", "travel agent", "contract", "invoice", "letter", "document", "email says", "according to", "who is", "who was", "which agent", "signed", "the text", "write", "draft", "summar*", "translate", "number of", "how many", "opening hours", "rep count", "address of", "airline", "page"];

    private static readonly string[] s_hanHuman = ["人工", "真人", "活人", "客服", "工作人员", "专员", "接线员", "客户经理", "值班的", "负责人", "主管", "经理", "你们的人", "你们领导", "人来", "个人", "同事", "人类"];
    private static readonly string[] s_hanReach = ["转", "接", "找", "联系", "呼叫", "换", "叫", "要", "来", "和", "跟", "有没有", "打给我", "回电", "给我打电话", "聊", "说话", "沟通", "求", "安排", "对接", "帮我", "我想"];
    private static readonly string[] s_hanOthers = ["多少", "合同", "发票", "邮件", "是谁", "哪位", "几点", "写", "翻译", "总结", "人工费", "人工成本", "个人信息", "个人资料", "个人所得", "人工智能", "是什么", "为什么", "什么时候", "文件", "我的经理", "我经理", "请假"];

    /// <summary>Null when the message asks for something else.</summary>
    public Answer? Answer(AgentRequest request)
    {
        if (request.NewEvidence > 0 || !Is(request.Question))
            return null;
        var where = request.Language == "zh" && contact.Value.PersonInChinese is { Length: > 0 } chinese ? chinese : contact.Value.Person;
        var said = Phrases.Pick(request.Language, "I am a program and cannot put you through to a person here.", "我是一个程序，无法在这里为您转接人工。");
        return Agent.Answer.Fixed(where.Length > 0 ? $"{said} {where}" : said, request.Language, AnsweredBy.Quotes, found: true);
    }

    public static bool Is(string message) => HanWords.AreIn(message) ? IsChinese(message) : IsEnglish(new MessageWords(message));

    private static bool IsEnglish(MessageWords text)
    {
        if (text.Count is 0 or > MostWords || text.Has(s_others))
            return false;
        return text.Has(s_human) ? text.Count <= Alone || text.Has(s_reach) || text.Has(s_want) : text.Has(s_anybody) && (text.Has(s_reach) || (text.Count <= Few && text.Has("i need a", "i want a", "need someone", "want someone"))) && (text.Has(s_want) || text.Begins("talk", "speak", "connect", "transfer", "escalate", "call me", "get", "give"));
    }

    private static bool IsChinese(string message)
    {
        var text = HanWords.Of(message);
        if (text.Length <= LongestChinese && Has(text, "给我回电", "回个电话", "回电话", "打给我", "给我打个电话", "直接打电话"))
            return true;
        return text.Length <= LongestChinese && !Has(text, s_hanOthers) && (text is "人工" or "人工客服" or "真人客服" or "客服" or "人工服务" || (Has(text, s_hanHuman) && Has(text, s_hanReach)));
    }
}
