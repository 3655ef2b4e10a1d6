using Assistant.Text;
using static Assistant.Text.HanWords;

namespace Assistant.Agent.Tasks;

/// <summary>The same as <see cref="EnglishTasks"/> for Chinese.</summary>
internal static class ChineseTasks
{
    private const int Short = 14, Near = 30;

    private static readonly string[] s_languages = ["英", "中", "汉", "日", "韩", "法", "德", "俄", "意大利", "西班牙", "葡萄牙", "阿拉伯", "泰", "越南", "粤", "荷兰", "波兰", "土耳其"];
    private static readonly string[] s_translate = ["翻译", "番译", "译成", "译为", "翻成", "翻一下", "译一下"];
    private static readonly string[] s_rewrite = ["改写", "重写", "润色", "校对", "精简", "缩短", "改得", "改成", "改正", "改错", "改一下", "修改一下", "帮我改", "优化一下", "换个说法", "换种说法", "换一种说法", "改通顺", "错别字", "语病", "病句", "改短", "改长", "写得更", "扩写", "缩写", "委婉"];
    private static readonly string[] s_how = ["一点", "一些", "些", "点儿", "点"];
    private static readonly string[] s_adjectives = ["短", "长", "正式", "专业", "礼貌", "友好", "简单", "客气", "简洁", "口语", "亲切", "委婉", "通俗", "简短", "详细", "随意", "热情", "轻松"];
    private static readonly string[] s_summarise = ["总结", "摘要", "概括", "概述", "归纳", "小结", "要点", "主要内容", "大意", "梳理", "提炼", "说重点", "讲重点", "划重点", "重点是什么", "长话短说", "简要说", "一句话说"];
    private static readonly string[] s_ofASummary = ["页的摘要", "页的总结", "里的总结", "中的总结", "里的摘要", "中的摘要", "摘要写", "摘要里", "总结里", "总结写", "摘要说", "总结说", "上的摘要"];
    private static readonly string[] s_write = ["写", "起草", "草拟", "拟", "生成", "编", "作一", "做一", "来一", "讲", "回复", "准备一", "想一", "想几", "出一", "列几"];

    private static readonly string[] s_texts =
    [
        "邮件", "信", "回信", "回复", "诗", "故事", "笑话", "代码", "函数", "程序", "脚本", "通知", "公告", "文案", "发言", "演讲", "邀请", "口号", "正则", "查询", "短文", "文章", "句子", "介绍", "简历", "辞职", "道歉", "请假条", "祝福", "感谢", "朋友圈", "广告", "标题", "sql", "公式", "周报", "日报", "报告", "计划", "方案",
        "评价", "推荐", "证明", "模板", "作文", "段子", "对联", "文本", "申请", "贺词", "贺卡", "短信", "客户", "python", "excel", "声明", "说明", "帖子", "小作文",
    ];

    private static readonly string[] s_questions = ["写了什么", "写的什么", "写着什么", "怎么写的", "写的是", "谁写", "哪里写", "有没有写", "是否写", "多少", "几点", "写明", "写道", "写在", "什么时候", "改成什么", "改成谁", "改成哪", "为什么"];

    /// <summary>Null for a question, and for tasks that are not a model's.</summary>
    public static MessageTask? Of(string message)
    {
        var text = HanWords.Of(message);
        if (Has(text, s_translate) && !Has(text, "翻译费", "翻译是谁", "翻译员", "谁翻译") || Array.Exists(s_languages, language => Has(text, language + "文版", language + "语版", language + "文怎么说", language + "语怎么说", "用" + language + "语说", "用" + language + "文说", "用" + language + "语怎么", "用" + language + "文怎么")))
            return MessageTask.Translate;
        var asks = Has(text, s_questions);
        if (!asks && (Has(text, s_rewrite) || (text.Length <= Short && Array.Exists(s_adjectives, adjective => Array.Exists(s_how, how => text.Contains(adjective + how, StringComparison.Ordinal))))))
            return MessageTask.Rewrite;
        var writes = !asks && Writes(text);
        if (writes && Has(text, "邮件", "信", "回复", "通知", "文案"))
            return MessageTask.Write;
        if ((Has(text, s_summarise) && !Has(text, s_ofASummary)) || (Has(text, "讲了什么", "说了什么", "写了什么", "讲的是什么", "说的是什么", "讲什么", "写的是什么") && Has(text, "这", "那", "文章", "文件", "全文") && text.Length <= Short))
            return MessageTask.Summarise;
        return writes ? MessageTask.Write : null;
    }

    /// <summary>A verb of writing, asked for, with what is to be written soon after it.</summary>
    private static bool Writes(string text)
    {
        foreach (var verb in s_write)
            if (text.IndexOf(verb, StringComparison.Ordinal) is >= 0 and var at && (at == 0 || Has(text[..at], "请", "帮", "给", "替", "麻烦", "能", "可以", "我要", "我想", "需要", "来", "你")) && Has(text.Substring(at, Math.Min(Near, text.Length - at)), s_texts))
                return true;
        return false;
    }
}
