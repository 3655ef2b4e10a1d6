using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>What a Chinese question asks for, by its question words: the first that fits.</summary>
internal static partial class ChineseQuestionTypes
{
    /// <param name="q">In one spelling, lower case.</param>
    public static (QuestionForm Form, IReadOnlyList<ValueKind> Wanted, string Head) Of(string q)
    {
        var head = Head().Match(q) is { Success: true } match ? match.Groups["head"].Value : "";
        return q switch
        {
            _ when Why().IsMatch(q) => (QuestionForm.Why, [], ""),
            _ when Time().IsMatch(q) => (QuestionForm.When, [ValueKind.Time], ""),
            _ when Date().IsMatch(q) => (QuestionForm.When, [ValueKind.Date], ""),
            _ when When().IsMatch(q) => (QuestionForm.When, [ValueKind.Date, ValueKind.Time], ""),
            _ when Duration().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Duration, ValueKind.Quantity], ""),
            _ when Phone().IsMatch(q) => (QuestionForm.What, [ValueKind.Phone], ""),
            _ when Email().IsMatch(q) => (QuestionForm.What, [ValueKind.Email], ""),
            _ when Url().IsMatch(q) => (QuestionForm.What, [ValueKind.Url], ""),
            _ when Percent().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Percent], ""),
            _ when Money().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money], ""),
            _ when Quantity().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Quantity], ""),
            _ when Code().IsMatch(q) => (QuestionForm.What, [ValueKind.Code], ""),
            _ when Count().IsMatch(q) => (QuestionForm.HowMany, [ValueKind.Number, ValueKind.Quantity, ValueKind.Money, ValueKind.Percent], ""),
            _ when Organisation().IsMatch(q) => (QuestionForm.Which, [ValueKind.Organisation], head),
            _ when Callee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Phone], ""),
            _ when Person().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation], ""),
            _ when Place().IsMatch(q) => (QuestionForm.Where, [ValueKind.Place], ""),
            _ when Definition().IsMatch(q) => (QuestionForm.Definition, [], ""),
            _ when YesNo().IsMatch(q) => (QuestionForm.YesNo, [], ""),
            _ when List().IsMatch(q) => (QuestionForm.List, [], head),
            _ when head.Length > 0 => (QuestionForm.Which, [], head),
            _ when How().IsMatch(q) => (QuestionForm.How, [], ""),
            _ when What().IsMatch(q) => (QuestionForm.What, [], ""),
            _ => (QuestionForm.Statement, [], ""),
        };
    }

    [GeneratedRegex(@"(?:哪一?[个家种块台位名条间只张些项类门款所座天年月次队]?|什么)(?<head>[^的是要有能会可在了，？?\s]{1,4})")]
    private static partial Regex Head();

    [GeneratedRegex(@"为什么|为何|为啥|什么原因|原因是什么|怎么会|缘故")]
    private static partial Regex Why();

    [GeneratedRegex(@"几点|什么时刻|几时|什么时间")]
    private static partial Regex Time();

    [GeneratedRegex(@"哪一?[天年月日]|(?<!第)几[号日月](?!门|楼|端口|线|机|房|库|桌|窗|车)|星期几|周几|礼拜几|什么日子|哪个月|哪些天|哪个世纪|[哪什]么?年份|日期|何年|何日")]
    private static partial Regex Date();

    [GeneratedRegex(@"什么时候|何时|啥时候|多会儿|截止到?何")]
    private static partial Regex When();

    /// <summary>"保修期多长", too: of a time unless a thing is measured.</summary>
    [GeneratedRegex(@"多久|多长时间|(?:期限?|时间|假|寿命|年限|周期)(?:是|有|为)?多长|几个?小时|几天|几分钟|几个月|几年|几周|几个星期|多少[秒分天年月周](?!级)|多少个?(?:小时|分钟|星期|月|工作日)|多少秒|时长|多少岁|几岁|多大年纪")]
    private static partial Regex Duration();

    [GeneratedRegex(@"电话|手机号|热线|分机|打.{0,4}号码")]
    private static partial Regex Phone();

    [GeneratedRegex(@"邮箱|电子邮件地址|邮件地址|电邮")]
    private static partial Regex Email();

    [GeneratedRegex(@"网址|网站|链接|官网")]
    private static partial Regex Url();

    [GeneratedRegex(@"百分之几|百分比|百分之多少|几折|占比|比例|几成|多少个?百分点|率是多少")]
    private static partial Regex Percent();

    [GeneratedRegex(@"多少钱|多少[元块]|几[元块]钱?|价格|单价|金额|费用|售价|总价|[付交赔押花收]多少|便宜多少|贵多少|工资是|租金|押金|税[费额金]?是?多少|(?:运费|预算|营业额|收入|总计|合计|余额|罚款)是?多少|薪水|怎么收费")]
    private static partial Regex Money();

    [GeneratedRegex(@"多[高重宽深远长大快厚]|重量|高度|宽度|长度|面积|距离|容量|温度|速度|多少(?:米|公里|千米|公斤|千克|吨|升|度|兆|[kmgt]b)|多少空间|剩多少|总共多重")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"(?:号码?|编号|代码|密码|单号|车牌|版本号?|口令|端口|验证码|账号|序列号|进程号|错误码)(?:是|为|叫)?(?:多少|什么|哪个|几)|(?:什么|哪个|多少|几)号?(?:密码|代码|编号|号码|端口)|密码|车牌|第几号|几号(?:门|楼|端口|线|机|房)|第几行|哪个号码|错误代码|版本")]
    private static partial Regex Code();

    [GeneratedRegex(@"多少|几[个名件次位条本张台辆只箱单份篇页种项人级]|人数|数量|多大的?风|多强")]
    private static partial Regex Count();

    [GeneratedRegex(@"哪一?家|[哪什]个?么?(?:公司|机构|企业|单位|大学|学校|球队|组织|部门|银行)")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"谁|哪位|哪一位|什么人|何人|哪[个名](?:人|员工|同事|客户|球员|国王|总统|教授)|叫什么|名字|姓名")]
    private static partial Regex Person();

    [GeneratedRegex(@"(?:联系|找|打给|(?<!请)问|通知)(?:谁|哪位)")]
    private static partial Regex Callee();

    [GeneratedRegex(@"哪里|哪儿|在哪|什么地方|何处|何地|地点|地址|[哪什]个?么?(?:城市|国家|地区|房间|省|州|楼|会议室|大厅|仓库|门店)|位置")]
    private static partial Regex Place();

    [GeneratedRegex(@"是什么意思|什么叫|何谓|含义|定义|指的?是什么")]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?:吗|(?<![什怎这那要多])么)\s*[?？]?\s*$|^(?!.*[什哪几谁怎多]).*(?:能|可以|会|要|给|有|是|算|行|让|许|用)[^，,。;；]{0,12}(?<![要用])[不没]\s*[?？]?\s*$|是否|是不是|有没有|能不能|可不可以|会不会|可以.{0,20}吗")]
    private static partial Regex YesNo();

    [GeneratedRegex(@"哪些|列出|有什么|都有|分别")]
    private static partial Regex List();

    [GeneratedRegex(@"怎么|如何|怎样")]
    private static partial Regex How();

    [GeneratedRegex(@"什么|哪")]
    private static partial Regex What();
}
