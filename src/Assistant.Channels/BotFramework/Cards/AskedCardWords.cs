namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What a card that asks back says besides the question.</summary>
internal sealed record AskedCardWords(string Language)
{
    private bool IsChinese => Language == "zh";

    public string Fallback => IsChinese ? "您的客户端无法显示这张卡片。请直接回复编号、名称，或“是”“否”。" : "Your client cannot show this card. Answer with the number or the name, or with \"yes\" or \"no\".";

    public string Agreed => IsChinese ? "已同意。" : "Agreed.";

    public string Declined => IsChinese ? "已拒绝，什么都没有做。" : "Declined; nothing was done.";

    public string Closed => IsChinese ? "这个问题已经回答过，或者已经失效。" : "This question was answered, or is no longer open.";

    public string NotYours => IsChinese ? "这个问题只能由被问到的人回答。" : "Only the person who was asked can answer this.";

    public string For(string name) => IsChinese ? $"请 {name} 回答" : $"For {name} to answer";

    public string Chosen(string label) => IsChinese ? $"已选择：{label}" : $"Chosen: {label}";

    public string By(string outcome, string name) => IsChinese ? $"{outcome}（{name}）" : $"{outcome} ({name})";
}
