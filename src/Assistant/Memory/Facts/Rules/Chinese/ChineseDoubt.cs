using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>
/// Which clauses of a Chinese sentence state nothing: questions, conditions, wishes, plans, guesses, sarcasm, reports of what others say or
/// think, examples. A condition or a report spreads over what follows until the speaker turns back to what is so ("不过", "其实", "最后").
/// </summary>
internal static class ChineseDoubt
{
    private enum Spell { None, Plan, Unreal }

    public static bool[] Of(IReadOnlyList<string> clauses, bool endsInQuestion)
    {
        var doubtful = new bool[clauses.Count];
        if (clauses.Any(clause => s_sarcasm.IsMatch(clause)) || s_sarcasm.IsMatch(string.Join('，', clauses)))
        {
            Array.Fill(doubtful, true);
            return doubtful;
        }
        var spell = Spell.None;
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            if (spell == Spell.Unreal && s_turn.IsMatch(clause) || spell == Spell.Plan && (s_turn.IsMatch(clause) || s_anew.IsMatch(clause)))
                spell = Spell.None;
            if (s_unreal.IsMatch(clause) || s_report.IsMatch(clause))
                spell = Spell.Unreal;
            else if (spell == Spell.None && s_plan.IsMatch(clause))
                spell = Spell.Plan;
            doubtful[i] = spell != Spell.None || (IsQuestion(clause) || (endsInQuestion && i == clauses.Count - 1)) && !s_polite.IsMatch(clause);
            if (i > 0 && s_tag.IsMatch(clause))
                doubtful[i - 1] = true;
        }
        return doubtful;
    }

    public static bool IsQuestion(string clause) => s_question.IsMatch(clause);

    private static readonly Regex s_turn = Pattern.Of("^(?:但是?|不过|可是?|然而|其实|实际上|事实上|最后|最终|结果|反正|到底还是|我自己|而我|本人|正确的?是|只是|没想到|还是|照样)");

    private static readonly Regex s_anew = Pattern.Of("^(?:我(?!想|打算|准备|考虑|希望|可能|要)|(?:新|我的)?(?:手机|电话|号码|邮箱|收?货?地址|订单|姓名|名字|合同|会员号|客户号)|现在|目前|眼下)");

    private static readonly Regex s_unreal = Pattern.Of("如果|假如|假设|假使|假若|要是|倘若|倘使|万一|若是|要不是|除非|的话|下辈子|来世|梦见|梦到|梦里|做梦|梦想|幻想|想象|比如|例如|譬如|例句|模板|范文|类似|小说里|游戏里|电影里|剧里|故事里|书里|假装|扮演|中了(?:彩票|乐透|大奖)|等我(?:老了|退休|有钱)|^(?:听说|据说|传闻|传说|有传)");

    private static readonly Regex s_plan = Pattern.Of("希望(?!(?:你们?|以后|能)*用)|但愿|(?<![联理思感料])想(?!知道|问|请|咨询|了解|说|查|反馈|到|起|确认|告诉|不到|必)|打算|计划|准备|考虑|纠结|犹豫|也许|可能|没准|说不定|大概|或许|估计|差点|几乎|险些|应该(?!是)|将来|有朝一日|总有一天|好像|似乎|不确定|不知道|申请|恨不得|巴不得|本来要|原本要|原打算|宁愿|就好了|该多好|羡慕|向往|争取|要不要|早(?:就)?去.*了$|没说要");

    private static readonly Regex s_report = Pattern.Of("(?<![我是会能只跟讲来再不话想老小没要先])说(?!错|反|一下|下|一声|明|实话|真的?|起|到|好|不|来|着玩|.{0,4}[语文话]|台语)|(?<!我)(?:告诉(?!你|您|大家)|以为|认为|觉得|声称|写道|写着|原话|念叨|表示|吹(?!了|风|牛)|建议|问(?!题|一下|下|个|您|你|问|候|账))|听说|据说|传闻|别人都|大家都|有人|都叫我去|让(?:我|你)|要我|叫我去|想让|嫌我|夸我|骂我|猜|转发|截图|求租");

    private static readonly Regex s_question = Pattern.Of("[？?]$|吗$|么$|什么(?!都|过敏|的$)|啥(?!都|时候再)|哪(?!怕)|怎么|怎样|咋|谁(?!知道真假)|多少(?!次)|几(?=点|号|天|个月|岁|时)|是不是|能不能|可不可以|有没有|有没|是否|对不对|到底|为什么|为啥|没$|不$|呢[？?]|来着|变不变|发没发");

    private static readonly Regex s_polite = Pattern.Of("(?:好|行|可以|成)(?:吗|么|吧|不)[？?]?$|(?:好不好|行不行|可不可以)[？?]?$");

    private static readonly Regex s_tag = Pattern.Of("^(?:对吧|是吧|对吗|是吗|没错吧|对不对|是不是|记得吗|对么|不是吗)[？?]*$");

    private static readonly Regex s_sarcasm = Pattern.Of("呵呵|才怪|真是太|可真|好极了呢|谢谢您嘞|鬼才|笑死|反话|当然啦|爱死|鼓掌|真棒呢|太棒了呢|(?:最|太|超|真|就)(?:喜欢|爱)(?:等|排队|被|加班|堵车|听你们)|太好了[，,]?(?:又|还要|这下)|(?:又|还)要.{1,6}，我最(?:爱|喜欢)|月球|火星|世界首富|皇帝|外星|国王|秦始皇|神仙|🙄|😏|🤡");
}
