using Assistant.Text;
using static Assistant.Memory.Facts.Dialogue.MemoryRequestKind;
using static Assistant.Text.HanWords;

namespace Assistant.Memory.Facts.Dialogue.Requests;

/// <summary>The same as <see cref="EnglishRequests"/> for Chinese, in simplified or traditional characters.</summary>
internal static class ChineseRequests
{
    private const int Longest = 60, Short = 14, Few = 8;

    private static readonly string[] s_keep =
        ["记住", "记录", "记下", "记着", "记得", "保存", "存储", "储存", "存起来", "存进", "存我", "做笔记", "记笔记", "记忆", "留存", "收集", "记我", "纪录", "保留", "写小本", "别存", "要存", "再存", "再记", "别记", "用记", "学习我", "往心里记", "不用留", "记起来", "接着记", "继续记", "开始记"];

    private static readonly string[] s_not = ["不要", "别", "不用", "不必", "停止", "暂停", "不想", "关闭", "停用", "禁用", "关掉", "关了", "关必", "停一停", "先停", "不记", "不纪录", "不保存", "不存", "勿", "无需", "不准", "不许"];
    private static readonly string[] s_thisTalk = ["这次", "这一次", "这段对话", "这段话", "这回", "这一回", "本次", "这个对话", "这场", "今天聊", "今儿聊", "今天的对话", "今天这段", "接下来", "当前对话", "这轮", "这些话", "我们的对话", "咱们聊的", "这番", "这个窗口"];
    private static readonly string[] s_private = ["无痕", "隐身模式", "私密模式", "隐私模式", "阅后即焚", "临时聊天", "当没发生过", "聊完你就忘", "聊完就忘", "说完就忘", "就都作废", "悄悄话", "出了这个聊天"];
    private static readonly string[] s_fromNow = ["以后", "今后", "从现在", "从今", "打今天", "往后", "近期", "暂时", "暂且", "一阵子", "等我通知", "再叫你", "我没喊", "直到我", "再也", "新的就", "一直保持", "这段时间", "等我说", "先别记"];
    private static readonly string[] s_mine = ["关于我", "跟我有关", "和我有关", "我的资料", "我的数据", "我的记忆", "我的档案", "我的记录", "我的信息", "我的个人", "我说过", "我告诉", "我的事", "我的一切", "自己的数据", "只要是我", "我的历史", "我的情况", "记我", "对我的", "我的全部", "我的所有", "我的内容", "你记录的", "你保存的", "你记得的", "你知道的", "我持有", "我的那些", "脑子里的我"];
    private static readonly string[] s_remove = ["清空", "清除", "清掉", "删除", "删掉", "删光", "忘掉", "忘记", "忘了", "忘光", "忘干净", "销毁", "抹掉", "抹去", "归零", "重置", "清零", "不要留", "别留", "不留", "删了", "去掉", "移除", "拿掉", "格式化", "扔了", "失忆"];
    private static readonly string[] s_all = ["全部", "所有", "一切", "通通", "统统", "彻底", "一键", "完全", "任何", "只要是我", "一概", "全都", "都", "干净", "全扔", "一条都", "什么都", "全忘", "全删", "全清"];
    private static readonly string[] s_takeAlong = ["导出", "下载", "下栽", "备份", "打包", "打印", "拷贝", "复制", "一份", "副本", "json", "csv", "excel", "u盘", "链接", "带走", "拿到", "发给我", "发我", "生成一个文件", "提供你持有"];

    public static MemoryIntent? Of(string message)
    {
        var text = HanWords.Of(message);
        if (text.Length is 0 or > Longest || Has(text, "记忆力", "别忘了", "不要忘记", "算了", "失忆了", "如何", "怎样才能", "怎么让", "怎么恢复", "如何恢复"))
            return null;
        if (Off(text))
            return new(DoNotRemember);
        if (Resumed(text))
            return new(Resume);
        if (One(text) is { } one)
            return one;
        if (TakesAlong(text))
            return new(TakeAlong);
        if (Everything(text) is { } all)
            return new(all);
        if (Paused(text))
            return new(Pause);
        return Reason(text) ?? (Listed(text) ? new(Overview)
            : Has(text, "忘了", "忘掉", "忘记") && Has(text, "我") && text.Length <= Short + 4 ? new(Forget, text, IsSure: false) : null);
    }

    private static bool Off(string text) =>
        Has(text, s_private) || (Has(text, s_thisTalk) && !Has(text, s_fromNow) && Has(text, s_not) && Has(text, s_keep)) || (text.StartsWith("只限这次", StringComparison.Ordinal) && Has(text, s_not));

    private static bool Paused(string text) =>
        Has(text, s_not) && Has(text, s_keep) && !Has(text, "那个不记", "记不住")
        && ((Has(text, "记忆") && text.Length <= Short) || Has(text, s_fromNow) || Has(text, "我的事", "我说的", "任何", "被你记录", "不记忆", "新东西", "新的", "记住我", "记录我", "记我", "学习我", "关于我"));

    private static bool Resumed(string text) =>
        (Has(text, "恢复", "回复对我", "重新", "继续", "解除", "开启", "打开", "开回来", "再帮我", "接着", "又可以", "可以记", "又想", "可以开始", "改主意") && Has(text, "记忆", "记住", "记录", "记着", "保存我", "开始记", "写我", "记得我", "记我", "做笔记", "继续记", "接着记", "记起来", "可以记")
            && !Has(text, s_remove) && !Has(text, "再叫你", "不准", "写了什么", "误删", "还能恢复", "聊天记录", "进入"))
        || (Has(text, "取消", "结束", "退出") && Has(text, "不记", "暂停") && Has(text, "模式", "状态", "记忆"));

    private static MemoryRequestKind? Everything(string text)
    {
        var freshStart = Has(text, "当从没认识", "当没认识", "当从来不认识") || (Has(text, "从头来过", "重新开始") && Has(text, s_remove)) || (text.Length <= Few && Has(text, "忘掉", "忘记", "忘了", "清除", "删除") && (text.EndsWith("一切", StringComparison.Ordinal) || text.EndsWith("所有事", StringComparison.Ordinal))) || text is "忘了我" or "忘掉我" or "忘记我" or "忘掉我吧" or "忘了我吧" or "全部删除" or "确认全部删除";
        var known = Has(text, s_mine) || Has(text, "记忆") || (Has(text, "你") && Has(text, "知道得", "记得的东西", "记我的", "对我什么都不记得", "都给我忘"));
        if (!freshStart && !(Has(text, s_remove) && Has(text, s_all) && known) && !(Has(text, "销毁", "清空", "清零", "格式化") && known) || Has(text, "微博", "手机", "购物车", "电脑"))
            return null;
        return Has(text, "数据", "资料", "档案", "聊天记录", "对话") || text.Contains("全部删除", StringComparison.Ordinal) && !Has(text, "记") ? EraseData : ForgetEverything;
    }

    private static MemoryIntent? One(string text)
    {
        if (Has(text, s_all) && !Has(text, "那条", "这条") || Has(text, s_thisTalk))
            return null;
        if (Has(text, "不要记我的", "别记我的", "不用记我的", "不要再记我的", "别再记我的") && !Has(text, "我的事", "我的话", "我的任何") && !Has(text, s_fromNow))
            return new(Forget, text);
        var drops = Has(text, s_remove) || Has(text, "当我没说", "可以忘");
        return (drops && Has(text, "那条", "这条", "那件事", "这件事", "你记忆里", "你的记忆", "你记的", "从记忆", "从纪录", "从记录", "当我没说过", "记得我", "有关的那些"))
            || Has(text, "不用帮我记", "别再记着", "就别记着", "你就别记着", "不要再保留", "别再保留", "不用再记", "不要再记着", "不想让你记得", "不想你记得") ? new(Forget, text)
            : null;
    }

    private static bool TakesAlong(string text) =>
        Has(text, s_takeAlong) && (Has(text, s_mine) || Has(text, "全部记录", "你记住的", "在你这里的档案")) && !Has(text, "发票", "合同", "表格", "问卷", "订单");

    private static bool Listed(string text)
    {
        if (Has(text, s_remove) || Has(text, "怎么写", "通知", "邮件", "发票", "合同"))
            return false;
        var asks = Has(text, "什么", "哪些", "啥", "多少", "看看", "查看", "查一下", "显示", "列", "给我看", "说说", "念一遍", "拿出来", "瞧瞧");
        return (asks && Has(text, "我的记忆", "你的记忆", "你记住的", "你记得的", "我的档案", "对我的所有记录", "对我了解", "你记下来的我", "你那儿留了", "记忆里"))
            || (asks && Has(text, "关于我", "对我", "跟我有关", "有关我") && Has(text, "记", "存", "知道", "了解", "掌握", "写了", "印象"))
            || (Has(text, "记得我", "记了我", "知道我", "了解我", "记住我", "记着我", "存了我", "留了我", "保存了我") && Has(text, "哪些事", "什么事", "些什么", "什么资料", "什么信息", "什么东西", "哪些", "不少东西", "多少事", "什么样的人") && text.Length <= Short + 16)
            || text is "你记得我什么" or "记得我什么" or "记得我" or "你知道我什么"
            || (Has(text, "跟你讲过", "跟你说过", "告诉过你") && Has(text, "记着哪些", "记得哪些", "还记得什么", "记住了哪些"));
    }

    private static MemoryIntent? Reason(string text)
    {
        var asks = Has(text, "为什么", "为何", "怎么", "凭什么", "从哪", "打哪", "哪儿", "哪来", "哪次", "根据什么", "是因为我说过", "谁告诉你", "什么时候跟你", "什么时候告诉", "什么时候说", "咋", "怎么来的");
        var knows = Has(text, "知道", "得知", "觉得", "认为", "认定", "记着", "记得", "听来", "晓得", "以为", "跟你说过", "告诉你", "跟你讲过", "我说过", "这条是怎么来", "依据", "判断", "你说我");
        return asks && knows && Has(text, "你", "这条", "怎么会知道", "说过", "认定我", "觉得我", "认为我", "知道我") && Has(text, "我", "跟你说", "跟你讲", "告诉你", "得知", "听来", "晓得") ? new(Why, text, IsSure: false) : null;
    }
}
