using System.Globalization;

namespace Assistant.Memory.Facts.Dialogue;

/// <summary>Fixed sentences about memory in the reader's language, with values, days and quoted words.</summary>
internal static class MemoryWording
{
    public static string Nothing(string language) => language == "zh" ? "我没有记住关于您的任何事情。" : "I remember nothing about you.";

    public static string NothingOfThat(string language) => language == "zh" ? "关于这一点，我没有记住任何内容。" : "I remember nothing of that kind about you.";

    public static string NotThen(string language) => language == "zh" ? "我不知道当时的情况。" : "I do not know what it was then.";

    public static string Forgotten(string language) => language == "zh" ? "好的，我已经忘掉了这一点。" : "Done, I have forgotten that.";

    public static string AllForgotten(string language) => language == "zh" ? "好的，我已经忘掉了关于您的一切。我们的对话记录还在；如果也要删除，请说“删除我的所有数据”。"
        : "Done, I have forgotten everything about you. Our conversations are still on record; say \"erase all my data\" to have them erased as well.";

    public static string EraseAsked(string language) => language == "zh"
        ? "要删除关于您的全部数据吗？包括我们的对话、您发送的文件，以及我记住的一切。此操作无法撤销。"
        : "Erase all that is stored about you: our conversations, the files you sent and everything I remember? This cannot be undone.";

    public static string EraseYes(string language) => language == "zh" ? "确认全部删除" : "Yes, erase everything";

    public static string ForgetInstead(string language) => language == "zh" ? "如果只想清空我的记忆，请说“忘掉一切”。" : "Say \"forget everything\" to empty only my memory of you.";

    public static string ForgetAsked(string language) => language == "zh"
        ? "要忘掉关于您的一切吗？包括从其他对话中记住的内容。此操作无法撤销；对话记录会保留。"
        : "Forget everything about you, also what I remember of other conversations? This cannot be undone; our conversations stay on record.";

    /// <summary>Where nothing that is asked back can be answered, and this is never done without.</summary>
    public static string AskInChat(string language) => language == "zh"
        ? "这件事我会先请您确认，而这里无法回复。请在与我的私聊中再说一次。"
        : "I ask before I do that, and here you cannot reply. Please say it again in a chat with me.";

    public static string ForgetYes(string language) => language == "zh" ? "确认全部忘掉" : "Yes, forget everything";

    public static string No(string language) => language == "zh" ? "取消" : "No";

    public static string Erasing(string receipt, string language) => language == "zh"
        ? $"关于您的全部数据现在开始删除，包括这次对话；之后您说的内容将作为新的开始。签名的删除凭证编号是 {receipt}：本服务的管理方可以凭此编号提供给您。"
        : $"All that is stored about you is being erased now, this conversation with it; what you write afterwards begins anew. The signed receipt has the number {receipt}: whoever runs this assistant can give it to you under that number.";

    public static string NotKept(string language) => language == "zh" ? "好的，这次对话我不会记住，之前从中记下的内容也已忘掉。" : "All right, I will not remember this conversation, and I have forgotten what I had kept of it.";

    public static string TakeAlong(string language) => language == "zh"
        ? "这里保存的关于您的全部内容，您都可以带走。在 Teams 的私聊里，我会在这里以文件形式提供；在网页上，可从记忆面板（Alt M）下载我记住的内容；其余的请联系本服务的管理方导出。"
        : "You can take along all that is kept about you. In a personal chat in Teams I offer it here as a file; on the page, the memory panel (Alt M) gives what I remember; whoever runs this assistant can export the rest.";

    public static string Paused(string language) => language == "zh"
        ? "好的，记忆已暂停：从现在起您说的内容我都不会记住，已经记住的仍然保留。要继续时请说“恢复记忆”。"
        : "All right, memory is paused: from now on I remember nothing of what you say. What I remembered before stays. Say \"resume memory\" to go on.";

    public static string Resumed(string language) => language == "zh"
        ? "好的，记忆已恢复。暂停期间说的内容我不会记住。" : "All right, I remember again. What was said in the pause stays out.";

    public static string StillPaused(string language) => language == "zh"
        ? "记忆已暂停，所以我没有记下这个更正。请先说“恢复记忆”，再说一遍。" : "Memory is paused, so I did not note that. Say \"resume memory\" first, then tell me again.";

    public static string Held(string language) => language == "zh"
        ? "目前不能忘掉任何内容：关于您的资料按法律要求必须保留。请联系本服务的管理方。" : "I may not forget anything just now: what is kept of you is under a legal hold. Please ask whoever runs this assistant.";

    public static string Unclear(string language) => language == "zh" ? "我不清楚要更正哪一点。请完整地说一遍，例如“我住在卑尔根”。" : "I am not sure what to put right. Please say it in full, for example \"I live in Bergen\".";

    public static string Corrected(Fact fact, string language) =>
        language == "zh" ? $"已更正：{AttributeWords.Label(fact, language)}：{fact.Value}。" : $"Thank you, I have put it right: {AttributeWords.Label(fact, language)}: {fact.Value}.";

    public static string Noted(IEnumerable<Fact> facts, string language) =>
        language == "zh" ? $"好的，我记住了：{string.Join("；", facts.Select(fact => Item(fact, language)))}。" : $"Noted: {string.Join("; ", facts.Select(fact => Item(fact, language)))}.";

    public static string Overview(IEnumerable<Fact> facts, string language) =>
        (language == "zh" ? "我记得：" : "This is what I remember:") + string.Concat(facts.Select(fact => "\n- " + Item(fact, language)));

    public static string Item(Fact fact, string language)
    {
        var value = $"{AttributeWords.Label(fact, language)}{(language == "zh" ? "：" : ": ")}{fact.Value}";
        return Period(fact, language) is { Length: > 0 } period ? language == "zh" ? $"{value}（{period}）" : $"{value} ({period})" : value;
    }

    public static string Why(Fact fact, string language)
    {
        var origin = fact.Source;
        var day = Day(origin.SaidAt, language);
        var talk = origin.Conversation.Length == 0 ? "" : language == "zh" ? $"（对话 {origin.Conversation}）" : $" (conversation {origin.Conversation})";
        return language == "zh" ? $"您在{day}说过{talk}：“{origin.Quote}”" : $"You said so on {day}{talk}: \"{origin.Quote}\"";
    }

    /// <summary>The value now and, where it changed, what it was before: "Oslo until 7 June 2026; Bergen since then".</summary>
    public static string Value(IReadOnlyList<Fact> facts, IReadOnlyList<Fact> former, string language)
    {
        var now = string.Join(language == "zh" ? "、" : ", ", facts.Select(fact => fact.Value));
        var label = AttributeWords.Label(facts[0], language);
        var since = facts.Count == 1 && facts[0].FromIsStated && facts[0].From is { } from && !facts[0].Attribute.StartsWith(FactAttributes.Order, StringComparison.Ordinal)
            ? language == "zh" ? $"（自{Day(from, language)}起）" : $", since {Day(from, language)}" : "";
        var past = facts.Count == 1 && former is [.., { Until: { } until } last] && last.Value != facts[0].Value
            ? language == "zh" ? $"此前到{Day(until, language)}为止：{last.Value}。" : $" Before, until {Day(until, language)}: {last.Value}." : "";
        return language == "zh" ? $"{label}：{now}{since}。{past}" : $"{char.ToUpperInvariant(label[0])}{label[1..]}: {now}{since}.{past}";
    }

    public static string Then(IReadOnlyList<Fact> facts, DateTimeOffset asOf, string language)
    {
        var value = string.Join(language == "zh" ? "、" : ", ", facts.Select(fact => fact.Value));
        var label = AttributeWords.Label(facts[0], language);
        return language == "zh" ? $"{Day(asOf, language)}时，{label}：{value}。" : $"As of {Day(asOf, language)}, {label}: {value}.";
    }

    /// <summary>As <see cref="Then"/>, by what was known at the time.</summary>
    public static string Known(IReadOnlyList<Fact> facts, DateTimeOffset knownAt, string language)
    {
        var value = string.Join(language == "zh" ? "、" : ", ", facts.Select(fact => fact.Value));
        var label = AttributeWords.Label(facts[0], language);
        return language == "zh" ? $"按我在{Day(knownAt, language)}所知，{label}：{value}。" : $"By what I knew on {Day(knownAt, language)}, {label}: {value}.";
    }

    public static string NotKnownThen(string language) => language == "zh" ? "那时我还不知道。" : "I did not know that then.";

    private static string Period(Fact fact, string language) => (fact.FromIsStated ? fact.From : null, fact.Until) switch
    {
        ({ } from, { } until) => language == "zh" ? $"{Day(from, language)}至{Day(until, language)}" : $"{Day(from, language)} to {Day(until, language)}",
        ({ } from, null) => language == "zh" ? $"自{Day(from, language)}起" : $"since {Day(from, language)}",
        (null, { } until) => language == "zh" ? $"到{Day(until, language)}为止" : $"until {Day(until, language)}",
        _ => "",
    };

    private static string Day(DateTimeOffset day, string language) =>
        day.ToString(language == "zh" ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.InvariantCulture);
}
