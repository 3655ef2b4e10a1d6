using Assistant.Perception;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>The fixed sentences of answers without a model, in the reader's language.</summary>
internal static class Phrases
{
    public static string Pick(string language, string english, string chinese) => language == "zh" ? chinese : english;

    /// <summary>Which day an ambiguous date was taken for, for behind its quote; empty for others.</summary>
    public static string ReadAs(DateReading read, string language) =>
        read.Ambiguous ? Pick(language, $" (read as day/month: {DateText.Write(read.Date, language)})", $"（按日/月理解：{DateText.Write(read.Date, language)}）") : "";

    public static string NothingAttached(string language) => Pick(language,
        "I answer from what you send me, and there is nothing in this conversation yet. Attach a picture, a document or a recording and ask about it.",
        "我根据您发来的内容回答，但这个会话里还没有任何附件。请添加图片、文档或录音，然后提问。");

    public static string Told(string language) => Pick(language,
        "Thank you, I have read that. Ask me about it at any time, or attach a picture, a document or a recording.",
        "谢谢，我看到了。您可以随时就此提问，也可以添加图片、文档或录音。");

    /// <summary>Of a link to SharePoint or any other page: nothing is fetched that was not sent as a file.</summary>
    public static string LinksNotOpened(string language) => Pick(language,
        "I cannot open links, to SharePoint or elsewhere: I read only what is sent to me. Please attach the file itself and ask about it.",
        "我无法打开链接（包括 SharePoint 链接），只能阅读直接发给我的内容。请把文件本身作为附件发送，然后提问。");

    public static string NothingRead(string language) => Pick(language, "I could not read what you sent, so I have nothing to answer from.", "您发来的内容没有读取成功，因此无法回答。");

    /// <summary>Of "the other one", where there is none or more than one.</summary>
    public static string WhichOther(string language) => Pick(language, "I do not know which other one you mean. Please name it.", "我不确定您指的是哪一个。请说出它的名称。");

    /// <summary>Of "the second picture", where that was not read or never came.</summary>
    public static string NotAmongRead(string language, IReadOnlyList<Evidence> read) => Pick(language,
        $"The one you mean is not among what I have read: {Listing(read, language)}. Please send it again.",
        $"您所指的那一个不在我读到的内容里：{Listing(read, language)}。请重新发送。");

    public static string NotFound(string language, IReadOnlyList<Evidence> searched) => Pick(language,
        $"I could not find that in {Listing(searched, language)}.",
        $"在{Listing(searched, language)}中没有找到答案。");

    /// <summary>Of a question with several parts, those without an answer.</summary>
    public static string NotFoundPart(string language, IEnumerable<string> parts) => Pick(language,
        $"I could not find: {string.Join("; ", parts.Select(Markdown.Escape))}.",
        $"没有找到：{string.Join("；", parts.Select(Markdown.Escape))}。");

    public static string Heard(string language, string question) => Pick(language, $"I heard: “{question}”.", $"我听到的是：“{question}”。");

    public static string NeedsModel(string language, string task) => Pick(language,
        $"{task} needs a language model, and none is set up here. I can quote, look things up, compare and sum what you send me.",
        $"{task}需要语言模型，而这里没有配置。我可以引用、查找、比较和汇总您发来的内容。");

    /// <summary>"invoice.png (38 lines) and plan.docx (12 paragraphs)".</summary>
    public static string Listing(IReadOnlyList<Evidence> searched, string language)
    {
        const int most = 6;
        var names = searched.Take(most).Select(e => $"{Markdown.Escape(e.Source)}{Pick(language, " (", "（")}{Extent(e, language)}{Pick(language, ")", "）")}").ToList();
        if (searched.Count > most)
            names.Add(Pick(language, $"{searched.Count - most} more", $"另外 {searched.Count - most} 个附件"));
        return names.Count == 1 ? names[0] : string.Join(Pick(language, ", ", "、"), names.SkipLast(1)) + Pick(language, " and ", "和") + names[^1];
    }

    private static string Extent(Evidence evidence, string language)
    {
        var pages = evidence.Blocks.Select(b => b.Position.Page).OfType<int>().Distinct().Count();
        var slides = evidence.Blocks.Select(b => b.Position.Slide).OfType<int>().Distinct().Count();
        var sheets = evidence.Blocks.Select(b => b.Position.Sheet).OfType<string>().Distinct().Count();
        var blocks = evidence.Blocks.Count;
        return evidence.Kind switch
        {
            EvidenceKind.Image => Count(language, blocks, "line", "行文字"),
            EvidenceKind.Audio => Pick(language, $"{evidence.Duration:0} seconds", $"{evidence.Duration:0} 秒"),
            _ when pages > 0 => Count(language, pages, "page", "页"),
            _ when slides > 0 => Count(language, slides, "slide", "张幻灯片"),
            _ when sheets > 0 => Count(language, sheets, "sheet", "个工作表"),
            _ => Count(language, blocks, "paragraph", "段"),
        };
    }

    private static string Count(string language, int number, string english, string chinese) => Pick(language, $"{number} {english}{(number == 1 ? "" : "s")}", $"{number} {chinese}");
}
