using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Questions;

internal enum Courtesy { None, Greeting, Thanks, Goodbye, Help, Identity, WellBeing }

/// <summary>Messages that ask nothing of the evidence: greetings, thanks, goodbyes, "what can you do", in English and Chinese.</summary>
internal static partial class SmallTalk
{
    private const int Longest = 80;

    private static readonly string[] s_greetings =
    [
        "hi", "hii", "hiii", "hey", "heyy", "heya", "hello", "helo", "hallo", "hullo", "howdy", "hiya", "yo", "greetings", "good morning", "good afternoon", "good evening", "good day", "gm", "morning", "evening", "afternoon", "anyone there", "anybody there", "are you there", "you there",
        "你好", "您好", "嗨", "哈喽", "哈啰", "哈罗", "哈咯", "嘿", "早", "早上好", "早安", "上午好", "中午好", "午安", "下午好", "晚上好", "大家好", "在吗", "在么", "在嘛", "在不在", "在不", "有人吗", "有人在吗", "你们好",
    ];

    private static readonly string[] s_addressed =
    [
        "there", "all", "everyone", "everybody", "assistant", "again", "team", "bot", "friend", "dear", "ok", "okay", "today", "sir", "madam", "folks", "guys", "mate", "buddy", "my", "to", "you", "well", "and", "so",
        "啊", "呀", "呢", "哦", "哈", "吗", "的", "助手", "小助手", "机器人", "智能", "亲", "请问", "朋友", "你", "您", "诶", "欸", "客服", "吖", "啦", "好", "很高兴", "认识", "见到", "又", "来", "我", "了", "今天", "打扰",
    ];

    private static readonly MessageShape s_greeting = new(s_greetings, s_addressed);

    private static readonly MessageShape s_thanks = new(
        [
            "thanks", "thank you", "thank", "thx", "thnx", "tnx", "ty", "tysm", "tyvm", "cheers", "much appreciated", "appreciate it", "appreciate", "appreciated", "great", "perfect", "awesome", "well done", "good job", "great job", "good work", "nice", "excellent", "brilliant", "lifesaver", "life saver",
            "wonderful", "amazing", "fantastic", "youre the best", "you are the best", "you rock", "nice one", "grateful", "谢谢", "多谢", "感谢", "谢了", "谢啦", "辛苦了", "辛苦", "太棒了", "真棒", "很好", "不错", "厉害", "帮大忙了", "给力", "赞", "感恩", "牛", "蟹蟹", "3q", "谢",
        ],
        [
            .. s_greetings, .. s_addressed, "very", "much", "a", "lot", "million", "ton", "tons", "bunch", "for", "your", "the", "that", "thats", "that's", "it", "this", "really", "was", "is", "helpful", "help", "quick", "fast", "answer", "reply", "response", "are", "youre", "best", "saved", "day", "many", "helped", "me", "just", "what",
            "i", "needed", "super", "good", "works", "worked", "perfectly", "got", "u", "man", "exactly", "looking", "kind", "kindly", "cool", "explanation", "explaining", "clear", "clearing", "up", "sorting", "out", "help", "done", "very", "in", "advance", "im", "be", "would", "do", "helping", "always", "work", "easy",
            "帮助", "帮忙", "好的", "太", "非常", "十分", "真的", "真", "很", "解决", "问题", "回复", "这么快", "那", "先", "就", "有用", "有", "用", "万分", "多", "收到", "明白", "知道", "及时", "耐心", "解答", "了", "哈哈", "我", "帮", "大", "已经", "解释", "清楚", "一下", "指导", "详细", "这个", "地", "到", "麻烦", "回答", "得", "您的", "你的", "支持", "配合",
        ]);

    private static readonly MessageShape s_goodbye = new(
        [
            "bye", "goodbye", "good bye", "see you", "see ya", "cya", "good night", "goodnight", "take care", "have a nice", "have a good", "have a great", "thats all", "that is all", "im done", "were done", "talk to you later", "ttyl", "farewell",
            "再见", "拜拜", "拜", "回见", "晚安", "下次见", "明天见", "下回见", "先这样", "就这样", "没事了", "回头见", "回聊", "下次聊",
        ],
        [.. s_greetings, .. s_addressed, "later", "soon", "tomorrow", "for", "now", "then", "thanks", "thank", "day", "evening", "weekend", "one", "i", "have", "go", "gotta", "need", "a", "night", "rest", "of", "the", "your", "谢谢", "那", "好的", "今天", "就", "先", "了", "吧", "我", "走", "撤", "到这"]);

    private static readonly MessageShape s_help = new(
        [
            "help", "what can you do", "what could you do", "what you can do", "what do you do", "what else can you do", "what can you help", "what you can help", "what do you help", "how can you help", "how could you help", "how do you help", "how do you work", "how does this work", "how does it work", "how do i use", "how can i use", "how to use", "how do i start",
            "your features", "your abilities", "your skills", "your functions", "your capabilities", "what features", "what functions", "able to do", "capable of", "what can i ask", "what could i ask", "what can i do here", "what can i do", "what can i send", "what are you for", "what are you good at", "what can you", "things can you do", "things you can do",
            "questions can you answer", "questions do you answer", "how it works", "what you do", "commands", "menu", "instructions", "get started", "getting started", "what can you read", "what files can you read", "what formats", "what languages", "what do you support", "what do you understand", "what can you understand", "how may i use",
            "帮助", "帮帮我", "帮帮忙", "帮忙", "帮个忙", "你能做什么", "你能做啥", "你能干什么", "你能干啥", "你能干嘛", "你会做什么", "你会做啥", "你会什么", "你会干什么", "你会干嘛", "你会啥", "你可以做什么", "你可以干什么", "你可以干嘛", "能做什么", "能做些什么", "能干嘛", "能干什么", "能干些什么", "能干点啥", "什么功能", "哪些功能", "功能介绍", "怎么用", "如何使用",
            "怎么使用", "使用说明", "使用方法", "能问什么", "能问你什么", "可以问什么", "可以问你什么", "问哪些问题", "能帮我做什么", "能帮我做些什么", "能帮我什么", "能帮我干什么", "能帮我干嘛", "帮我做什么", "帮我做些什么", "帮我干什么", "怎么玩", "使用指南", "支持什么格式", "能读什么文件", "支持哪些", "有什么用", "能帮到我什么", "能帮上什么忙", "有啥功能", "有什么本事", "能帮什么忙", "怎么操作", "哪些服务", "什么服务", "哪些事情", "哪些事", "你的功能", "你自己的功能", "你都会些什么",
        ],
        [
            .. s_greetings, .. s_addressed, "me", "please", "pls", "plz", "for", "with", "here", "i", "need", "some", "a", "bit", "the", "can", "could", "us", "this", "chat", "chatbot", "thing", "things", "exactly", "get", "started", "really", "do", "of", "tool", "program", "app", "it", "what", "whats", "how", "kind", "questions", "sort", "ask", "know", "want", "your", "that",
            "everything", "list", "is", "are", "actually", "just", "lost", "new", "im", "show", "tell", "explain", "would", "like", "files", "read", "which", "stuff", "about", "support", "understand", "speak", "in", "general", "send", "use", "work", "possible", "features", "functions", "options", "youre", "got", "first", "time", "using", "something", "anything", "else", "who", "ive", "never", "used", "before", "answer", "by", "way", "at", "as", "any",
            "请", "一下", "我", "可以", "能", "这个", "那", "都", "些", "需要", "想", "知道", "介绍", "自己", "到底", "具体", "新手", "第一次", "系统", "聊天", "该", "和", "问", "有", "什么", "还", "主要", "了解", "工具", "东西", "怎么", "来", "用", "做", "告诉", "说说", "说", "是", "点", "会", "方面", "问题", "我是", "刚", "不会", "格式", "文件", "谁", "提供", "能干嘛", "操作", "不", "第一次用", "帮", "帮我", "学",
        ]);

    public static Courtesy Of(string message)
    {
        if (message.Length > Longest)
            return Courtesy.None;
        var text = Normal.Of(message).Trim(' ', '.', '!', '?', ',', '~', '。', '！', '？', '，', '…', '\n', '\r');
        return text switch
        {
            { Length: 0 } => Courtesy.None,
            _ when s_greeting.Fits(text) => Courtesy.Greeting,
            _ when WellBeing().IsMatch(text) => Courtesy.WellBeing,
            _ when Identity().IsMatch(text) => Courtesy.Identity,
            _ when s_thanks.Fits(text) => Courtesy.Thanks,
            _ when s_goodbye.Fits(text) => Courtesy.Goodbye,
            _ when s_help.Fits(text) => Courtesy.Help,
            _ => Courtesy.None,
        };
    }

    private const string Opening = @"^(?:(?:hi|hey|hello|你好|您好)\b?[\s,.!，。！]*)?(?:请问一?下?[，,]?)?";

    [GeneratedRegex(Opening + @"(?:(?:who|what) are you(?: exactly)?|what(?:'s| is) your name|are you (?:a |an )?(?:bot|robot|human|ai|real|machine|person|chatgpt|real person|computer)|(?:你|您)是谁|你叫什么(?:名字)?|你是什么|(?:你|您)是(?:机器人|真人|人工智能|人|ai|人工)(?:吗|还是机器人|还是真人)?)$")]
    private static partial Regex Identity();

    [GeneratedRegex(Opening + @"(?:how (?:are you(?: doing)?(?: today)?|is it going|do you do)|what's up|hows it going|how's it going|你好吗|你怎么样|最近怎么样|近来可好)$")]
    private static partial Regex WellBeing();
}
