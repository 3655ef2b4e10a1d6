using Assistant.Agent.Asking;

namespace Assistant.Channels.Activities.Cards;

/// <summary>What a card that asks back says besides the question.</summary>
internal sealed record AskedCardWords(string Language)
{
    private bool IsChinese => Language == "zh";

    /// <summary>For clients without cards: the question, and how it is answered in words.</summary>
    public string Fallback(AskedBack asked) => asked switch
    {
        { Kind: AskedKind.Choice } => $"{asked.Title} {string.Join("; ", asked.Choices.Select((choice, i) => $"{AskedCard.NumberOf(i)}. {choice.Label}"))}",
        { Kind: AskedKind.Form, Call.Missing: [var first, ..] } => $"{asked.Title} {first.Label}?",
        _ => $"{asked.Title} {(IsChinese ? "请回复“是”或“否”。" : "Answer “yes” or “no”.")}",
    };

    public string Sent(string what) => IsChinese ? $"已提交：\n{what}" : $"Sent:\n{what}";

    public string Agreed => IsChinese ? "已同意。" : "Agreed.";

    public string Declined => IsChinese ? "已拒绝，什么都没有做。" : "Declined; nothing was done.";

    public string Closed => IsChinese ? "这个问题已经回答过，或者已经失效。" : "This question was answered, or is no longer open.";

    public string NotYours => IsChinese ? "这个问题只能由被问到的人回答。" : "Only the person who was asked can answer this.";

    public string For(string name) => IsChinese ? $"请 {name} 回答" : $"For {name} to answer";

    public string Chosen(string label) => IsChinese ? $"已选择：{label}" : $"Chosen: {label}";

    public string By(string outcome, string name) => IsChinese ? $"{outcome}（{name}）" : $"{outcome} ({name})";
}
