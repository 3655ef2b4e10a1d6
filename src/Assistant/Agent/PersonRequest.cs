using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Wording;
using Assistant.Agent.Extractive.Words;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>"I want to talk to a human": told where one is found, in the operator's words, whatever model answers. No model invents a telephone number here.</summary>
internal sealed partial class PersonRequest(IOptions<ContactOptions> contact)
{
    private const int Longest = 100;

    /// <summary>Null when the message asks for something else.</summary>
    public Answer? Answer(AgentRequest request)
    {
        if (request.NewEvidence > 0 || !Is(request.Question))
            return null;
        var where = request.Language == "zh" && contact.Value.PersonInChinese is { Length: > 0 } chinese ? chinese : contact.Value.Person;
        var said = Phrases.Pick(request.Language, "I am a program and cannot put you through to a person here.", "我是一个程序，无法在这里为您转接人工。");
        return new() { Text = where.Length > 0 ? $"{said} {where}" : said, Found = true, Model = LanguageModelInfo.Quotes.Name, Language = request.Language };
    }

    public static bool Is(string message)
    {
        var text = Normal.Of(message).Trim();
        return text.Length <= Longest && Wish().IsMatch(text);
    }

    private const string Opening = @"^(?:(?:hi|hello|hey|please|ok(?:ay)?|so|no)\b[\s,.!]*)*";
    private const string Wanting = @"(?:i(?:'d| would)? (?:like|want|need|prefer|wish)(?: to)?|(?:can|could|may) (?:i|you)|let me|is it possible to|how (?:can|do|could) i) (?:please )?";
    private const string Reaching = @"(?:talk|speak|chat|connect(?: me)?|put me through|transfer(?: me)?|hand (?:me )?over|switch(?: me)?|get(?: me)?|reach|contact|be connected)(?: to| with)? ";
    private const string Person = @"(?:an? |the |some |your |another )?(?:(?:real|live|actual|human) )*(?:human(?: being)?|person|agent|(?:customer )?(?:service|support)(?: agent| person| team| representative| staff)?|representative|operator|some(?:one|body)(?: real| human| else)?|employee|advisor|colleague)";
    private const string Alone = @"(?:human|agent|representative|operator|(?:real|live|human) (?:person|agent|human))";
    private const string Ending = @"(?:,? (?:please|now|instead|here|from (?:support|the team|customer service)))*\s?[.!?]*$";
    private const string Chinese = @"^(?:(?:你好|您好)[，,。！!]?)?(?:请|麻烦|我想|我要|我需要|能不能|可以|能否|帮我)*(?:转接?|接|找|联系|呼叫)(?:一下)?(?:到)?(?:人工|真人|客服|工作人员)(?:客服|服务)?(?:吗|吧|一下)?[。！!？?]*$|^人工(?:客服|服务)?[。！!？?]*$";

    [GeneratedRegex(Opening + "(?:(?:" + Wanting + ")?" + Reaching + Person + "|" + Wanting + Person + "|" + Alone + ")" + Ending + "|" + Chinese)]
    private static partial Regex Wish();
}
