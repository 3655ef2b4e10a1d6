using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Likes, dislikes, favourites, allergies and diets.</summary>
internal sealed class ChineseTaste : IChineseRule
{
    private const int LongestLiking = 12;

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context) => clause.IsCarried && context.Topic == FactAttributes.Pet ? [] : [.. Allergies(clause, context), .. Diets(clause).ToList() is { Count: > 0 } diets ? diets : Tastes(clause)];

    private static IEnumerable<Draft> Allergies(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_notAllergic.Match(words) is { Success: true } cured)
            return [Said.Over(clause, FactAttributes.Allergy, cured.Groups["v"].Value)];
        if (s_allergy.Match(words) is { Success: true } allergy)
            return Values.List(allergy.Groups["v"].Value).Select(value => ChineseWords.WithoutEnd(s_degree.Replace(value, ""))).Where(value => value.Length is >= 1 and <= 10 && !s_noAllergen.IsMatch(value)).Select(value => Said.Now(clause, FactAttributes.Allergy, value));
        if (words.Contains("过敏", StringComparison.Ordinal))
            context.Topic = FactAttributes.Allergy;
        return s_mayNot.Match(words) is { Success: true } harmful && (context.Topic == FactAttributes.Allergy || s_reaction.IsMatch(context.Following))
            ? Values.List(harmful.Groups["v"].Value).Where(value => !s_noAllergen.IsMatch(value)).Select(value => Said.Now(clause, FactAttributes.Allergy, value)) : [];
    }

    private static IEnumerable<Draft> Diets(Clause clause)
    {
        var words = clause.Words;
        if (s_noDiet.IsMatch(words))
            return [Said.Over(clause, FactAttributes.Diet, "")];
        if (s_diet.Match(words) is not { Success: true } diet)
            return [];
        var kind = diet.Groups["v"].Value;
        return [Said.Begun(clause, FactAttributes.Diet, kind is "素" or "全素" ? "素食" : kind)];
    }

    private static IEnumerable<Draft> Tastes(Clause clause)
    {
        var words = clause.Words;
        if (s_noLonger.Match(words) is { Success: true } over)
            return [.. Parts(over, s_passing).Select(value => Said.Over(clause, FactAttributes.Likes, s_eating.Replace(value, "")))];
        if (s_favourite.Match(clause.WithTimes) is { Success: true } favourite && favourite.Groups["k"].Value is var kind && !s_passing.IsMatch(favourite.Groups["v"].Value))
            return [Said.Now(clause, FactAttributes.Favourite + kind, ChineseWords.WithoutEnd(favourite.Groups["v"].Value))];
        if (s_dislike.Match(words) is { Success: true } dislike)
            return Parts(dislike, s_pointing).SelectMany(value => new[] { Said.Now(clause, FactAttributes.Dislikes, value), Said.Over(clause, FactAttributes.Likes, value) });
        return s_like.Match(words) is { Success: true } like ? Parts(like, s_passing).Select(value => Said.Now(clause, FactAttributes.Likes, value)) : [];
    }

    private static IEnumerable<string> Parts(Match match, Regex none) =>
        none.IsMatch(match.Groups["v"].Value) ? [] : Values.List(match.Groups["v"].Value).Select(ChineseWords.WithoutEnd).Where(value => value.Length is >= 1 and <= LongestLiking && !none.IsMatch(value));

    private static readonly Regex s_notAllergic = Pattern.Of("^(?:已经)?(?:不再|不)对(?<v>.{1,10}?)(?:已经|现在|早就|如今)*过敏" + ChineseWords.End + "|^对?(?<v>.{1,10}?)(?:已经|现在|早就|如今|都|也|就)*(?:不再过敏|不过敏)" + ChineseWords.End);

    private static readonly Regex s_allergy = Pattern.Of("^(?:查出来?|确诊|发现|测出来?)?(?:自己)?对(?<v>.{1,20}?)(?:都|也|还|就|特别|非常|一直|从小就?)*(?:严重|重度|轻微|有点儿?|会|有)?过敏(?!的)|^(?:有|患有)(?<v>.{1,8}?)过敏(?:症|史)?" + ChineseWords.End + "|^(?:有)?(?<v>乳糖|麸质|果糖)不耐(?:受|症)?|^一?(?:吃|喝|碰|闻)(?:了|到)?(?<v>.{1,12}?)(?:就|会|都|必)*(?:严重)?过敏|^过敏(?:原|源|物|史)?(?:的)?(?:是|有|[:：])+(?<v>.{1,20}?)$|^(?<v>[\u4e00-\u9fff和、]{1,10}?)(?:严重|重度|轻微)?过敏(?:体质|很|挺|比较|非常|严重|厉害)*" + ChineseWords.End + "|^(?<v>[\u4e00-\u9fff和、]{1,10}?)(?:我|俺|她|他)?一(?:碰|吃|闻)就(?:过敏|起疹|浑身痒)");

    private static readonly Regex s_mayNot = Pattern.Of("^(?:不能|没法|不可以)(?:吃|喝|碰)(?<v>[\u4e00-\u9fff、]{1,10}?)" + ChineseWords.End);

    private static readonly Regex s_reaction = Pattern.Of("^(?:不然|否则|会|就|一吃就|吃了)*(?:严重)?过敏");

    private static readonly Regex s_noAllergen = Pattern.Of("^(?:对|一吃|查|什么|任何|谁|你|您|这|那|没|不|啥|花钱|钱|上班|工作|加班|老板|领导|周一|开会|早起|学习|人类|换季|季节|鼻|脸|眼|春天|今天|老是?|容易|轻度|是不是|.*(?:没|不|你们|对|我|他|她|以前|之前|曾))|^(?:皮肤|严重|体质|会|都|有|的)$");

    private static readonly Regex s_degree = Pattern.Of("^(?:所有|一切|各种)|(?:都|之类的?|类|会|严重|什么的)$");

    private static readonly Regex s_noDiet = Pattern.Of("^(?:不|没有?|不再)(?:再)?(?:吃|是)(?:纯|全)?(?:素|清真|生酮)(?:食)?(?:主义)?(?:者)?" + ChineseWords.End + "|^开始?吃(?:肉|荤)" + ChineseWords.End + "|^(?:又|开始)吃肉" + ChineseWords.End);

    private static readonly Regex s_diet = Pattern.Of("^(?:只|改|开始|改成|变成|转|长期|常年)*(?:在)?(?:是)?(?:个|一个|一名)?(?:吃|做|当)?(?:的是)?(?<v>纯素|蛋奶素|全素|素食|素|清真|生酮|无麸质|低碳水?|低糖|半素|无乳糖)(?:的|食|餐|饮食|食品)?(?:主义)?(?:者)?" + ChineseWords.End);

    private static readonly Regex s_noLonger = Pattern.Of("^(?:不再|不怎么|不太|不)(?:那么)?(?:喜欢|爱)(?<v>.{1,12}?)(?:了|啦)$|^戒(?:掉)?了?(?<v>.{1,6}?)了?$|^对(?<v>.{1,8}?)(?:不感兴趣|没兴趣)了$");

    private static readonly Regex s_favourite = Pattern.Of("^(?:我)?(?:的)?(?:个人)?最?(?:喜欢|(?<=最)爱|喜爱|(?<=最)中意)(?:吃|喝|看|听|玩|去)?的(?<k>[\u4e00-\u9fff]{1,6}?)(?<!以前|之前|原来)(?:一直|就|现在|目前)*(?:是|叫|换成了?|变成了?|[:：])(?<v>.{1,14})$|^(?:我)?(?<k>颜色|歌手|电影|球队|季节|水果|运动|演员|菜|书|作家|动物|城市|饮料|游戏)(?:上)?最(?:喜欢|爱)(?<v>.{1,14})$");

    private static readonly Regex s_dislike = Pattern.Of("^(?:最|就|真|完全|一点(?:也|都))?(?:不(?:太|怎么|是很|大)?(?:喜欢|爱(?!好))|讨厌|受不了|不吃(?!素|药|亏)|不喝|反感|恨(?!不)|厌恶|嫌弃)(?:吃|喝)?(?<v>[^你您]{1,14})$");

    private static readonly Regex s_like = Pattern.Of("^(?:最|也|更|还|就|只|从小)?(?:喜欢上?了?|爱(?=[吃喝看听玩打读跑骑唱跳画写逛做养拍收])|热爱|酷爱|偏爱|钟爱|痴迷(?:于)?|迷上了?|爱上了?|的?(?:兴趣)?爱好(?:是|有|就是|[:：])|的?兴趣(?:是|[:：])|爱好|爱(?!人|尔|心|好|国|情|你|上|谁|咋|理|莫|不|答))(?<v>[^你您]{1,20})$|^对(?<v>[^你您]{1,8}?)(?:很|特别|比较|非常|超|挺)?感兴趣" + ChineseWords.End);

    private static readonly Regex s_passing = Pattern.Of("^(?:这|那|你|您|它|他|她|的|上|过|新|我|被|等|排队|加班|听你|死|微信|短信|邮件|电话|邮箱|用(?:微信|短信|电话|邮件|.{1,2}[语文])|通过|跟|和|别人|什么都|怎么|谁)|这个|那个|[这那][款件双种只]|的.{1,6}[是叫]|我$|客服|快递|语音|服务");

    private static readonly Regex s_pointing = Pattern.Of("^(?:这|那|你|您|它|他|她|的|我|听你|死|谁|肉$|荤|猪肉|牛肉|早饭|晚饭)|这个|那个");

    private static readonly Regex s_eating = Pattern.Of("^(?:吃|喝|看|听|玩|打)(?=.)");
}
