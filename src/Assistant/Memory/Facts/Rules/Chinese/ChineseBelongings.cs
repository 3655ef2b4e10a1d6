using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Pets, devices and vehicles, also those that are gone.</summary>
internal sealed class ChineseBelongings : IChineseRule
{
    private const string Animal = "(?:小|大|老|胖|肥|流浪|黑|白)*(?<k>狗狗|狗子|狗|猫咪|猫|边牧|金毛|柯基|泰迪|拉布拉多|哈士奇|二哈|萨摩耶|柴犬|比熊|法斗|博美|德牧|土狗|布偶|英短|美短|暹罗|橘猫|三花|缅因|加菲|兔子|仓鼠|鹦鹉|乌龟|马|金鱼|龙猫|刺猬|蜥蜴|豚鼠)(?:犬|猫)?";
    private const string Called = "(?:名字)?(?:叫做?|名叫|取名(?:叫)?|起名(?:叫)?|名字是|名为|大名)";
    private const string DeviceNoun = "(?:手机|电脑|笔记本(?:电脑)?|笔电|平板|相机|耳机|手表|游戏机|打印机|路由器|音箱|电视)";
    private const string Made = "(?:iPhone|iPad|iMac|Mac|MacBook|AirPods|Apple|华为|小米|红米|荣耀|三星|苹果|OPPO|vivo|一加|魅族|真我|联想|戴尔|惠普|华硕|宏碁|索尼|佳能|尼康|富士|大疆|Kindle|Switch|PS[45]|Xbox|ThinkPad|Surface|Pixel|Galaxy|Mate|Nova|Redmi|Dell|HP|Sony|Canon|Nikon|Lenovo|Samsung|Huawei|Xiaomi|GoPro)";
    private const string Car = "宝马|奔驰|奥迪|大众|丰田|本田|日产|比亚迪|特斯拉|蔚来|小鹏|理想|问界|吉利|长安|长城|哈弗|五菱|别克|福特|雪佛兰|现代|起亚|马自达|沃尔沃|保时捷|路虎|雷克萨斯|凯迪拉克|Model|Tesla|BMW|SU7|极氪|红旗|奇瑞|荣威|名爵|领克|斯柯达|标致|雅马哈|哈雷|小牛|雅迪|爱玛|高尔夫|帕萨特|朗逸|卡罗拉|凯美瑞|思域|雅阁|轩逸|捷达|零跑|(?:电动|自行|摩托|三轮|单|平衡|山地|跑|电瓶|机)车(?!票|险|位|库|模)|摩托|SUV|轿车|面包车|货车|越野";

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_noCar.IsMatch(words))
            return [Said.Over(clause, FactAttributes.Vehicle, "")];
        if (s_gone.Match(words) is { Success: true } gone && s_own.Replace(gone.Groups["v"].Value, "") is { Length: > 0 } lost)
            return [Said.Over(clause, FactAttributes.Device, lost), Said.Over(clause, FactAttributes.Vehicle, lost), Said.Over(clause, FactAttributes.Pet, lost)];
        if (s_petGone.Match(words) is { Success: true } dead)
            return [Said.Over(clause, FactAttributes.Pet, Kind(s_species.Replace(dead.Groups["v"].Value, "")))];
        var drafts = Pets(clause, context);
        return drafts.Count > 0 ? drafts : [.. Cars(clause, context), .. Devices(clause, context)];
    }

    private static List<Draft> Pets(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (context.PetKind is { } kind && s_naming.Match(words) is { Success: true } naming)
            return [.. Values.List(naming.Groups["n"].Value).Select(name => Said.Now(clause, FactAttributes.Pet, kind + " " + ChineseWords.WithoutEnd(name)))];
        if (s_keeps.Match(words) is not { Success: true } pet)
            return [];
        kind = Kind(pet.Groups["k"].Value);
        context.Topic = FactAttributes.Pet;
        if (pet.Groups["n"].Success)
            return [.. Values.List(pet.Groups["n"].Value).Select(name => Said.Begun(clause, FactAttributes.Pet, kind + " " + ChineseWords.WithoutEnd(name)))];
        context.PetKind = kind;
        return pet.Groups["o"].Success || s_namedNext.IsMatch(context.Following) ? [] : [Said.Begun(clause, FactAttributes.Pet, kind)];
    }

    private static IEnumerable<Draft> Cars(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_fleet.IsMatch(words))
            context.Topic = FactAttributes.Vehicle;
        if (s_drives.Match(words) is not { Success: true } drives || (drives.Groups["t"].Success && context.Topic != FactAttributes.Vehicle))
            return [];
        var car = s_colour.Replace(ChineseWords.WithoutEnd(drives.Groups["v"].Value), "");
        return car.Length is < 2 or > 16 || s_noCarName.IsMatch(car) || (drives.Groups["w"].Success && !s_carName.IsMatch(car)) ? [] : [Said.Begun(clause, FactAttributes.Vehicle, car)];
    }

    private static IEnumerable<Draft> Devices(Clause clause, ChineseContext context)
    {
        context.NewDevice |= s_newDevice.IsMatch(clause.Words);
        if (s_owns.Match(clause.Words) is not { Success: true } owns)
        {
            if (context.NewDevice && s_is.Match(clause.Words) is { Success: true } named && s_model.IsMatch(named.Groups["v"].Value) && !s_noDevice.IsMatch(named.Groups["v"].Value))
                return [Said.Begun(clause, FactAttributes.Device, named.Groups["v"].Value)];
            return [];
        }
        var device = ChineseWords.WithoutEnd(owns.Groups["v"].Value);
        return s_model.IsMatch(device) && !s_noDevice.IsMatch(device) ? [Said.Begun(clause, FactAttributes.Device, device)] : [];
    }

    private static string Kind(string word) => word switch { "狗狗" or "狗子" => "狗", "猫咪" => "猫", _ => word };

    private static readonly Regex s_keeps = Pattern.Of("^(?:家里?|家中)?(?:养|有|领养)(?:了|着)?(?:一|两|三)?(?:只|条|个)(?:名字?叫|叫)(?<n>[\u4e00-\u9fffA-Za-z]{1,8}?)的" + Animal + ChineseWords.End + "|^(?:家里?|家中|家里面)?(?:还|新|刚|又|最近)*(?:从.{1,8}?)?(?:(?:养|领养|收养)(?:了|着|的是?)*(?:[一二两三俩几\\d])?(?:只|条|匹|头|个)?|(?:有|新添|添|来|多|捡|抱|买|接|带)(?:了|回来|回|来|到|着)*[一二两三俩几\\d]?(?:只|条|匹|头))(?:.{1,4}的)?" + Animal + "(?:" + Called + "(?<n>[\u4e00-\u9fffA-Za-z、]{1,10}?))?" + ChineseWords.End + "|^(?:的|家的?|家里的?|我家)?(?:那?[只条])?" + Animal + "(?:" + Called + ")(?<n>[\u4e00-\u9fffA-Za-z、]{1,8}?)" + ChineseWords.End + "|^(?:的|家的?|家里的?)" + Animal + "(?<o>)$");

    private static readonly Regex s_naming = Pattern.Of("^(?:它们?|他|她)?(?:的)?(?:另外?)?(?:一[只条个]|大的|小的|分别)?" + Called + "(?<n>[\u4e00-\u9fffA-Za-z、]{1,10}?)" + ChineseWords.End);

    private static readonly Regex s_namedNext = Pattern.Of("^[，,。]?(?:它们?|他|她)?(?:的)?(?:一[只条个]|大的|小的|分别)?" + Called);

    private static readonly Regex s_petGone = Pattern.Of("^(?:的|家的?|家里的?)?(?:那?[只条])?(?:养的)?(?<v>[\u4e00-\u9fffA-Za-z]{1,6}?)(?:已经|不幸|昨晚)?(?:去世|死|走丢|跑丢|过世|离世|去喵星|去汪星|病死|没挺过)(?:来|了)*" + ChineseWords.End);

    private static readonly Regex s_species = Pattern.Of("^" + Animal + "(?=..)");

    private static readonly Regex s_gone = Pattern.Of("^(?:把)?(?<v>[\u4e00-\u9fffA-Za-z0-9 ]{1,20}?)(?:被人?)?(?:给)?(?:偷|盗|卖|扔|送人|送走|弄丢|搞丢|(?<![走跑])丢|报废|转手|出手|处理|淘汰|送)(?:掉|给.{1,6})?(?:了|没了)" + ChineseWords.End + "|^(?:卖|扔|弄丢|处理|丢)掉?了(?<v>[\u4e00-\u9fffA-Za-z0-9 ]{1,20}?)$");

    private static readonly Regex s_own = Pattern.Of("^(?:的|我的|家的|那[台辆只部]|这[台辆只部]|旧的?|老的?|原来的|(?:手机|电脑|笔记本|平板|相机)(?=[A-Za-z]))+");

    private static readonly Regex s_noCar = Pattern.Of("^(?:没|没有)车了|^(?:把)?车(?:子)?(?:给)?(?:卖|报废|处理|过户|转手)掉?了" + ChineseWords.End);

    private static readonly Regex s_fleet = Pattern.Of("名下|(?:买|换|提)(?:了)?(?:新)?车|(?:[两二俩三]|几)(?:辆|台|部)?车$|车有");

    private static readonly Regex s_drives = Pattern.Of("^(?:开|骑)(?:的是|的|着)?(?:一)?(?:辆|台|部)(?:的)?(?:新|二手)?(?<v>.{2,16}?)(?:上下班|上班|通勤|代步)?" + ChineseWords.End + "|^(?:开|骑)(?:的是|的就是)(?<v>.{2,16}?)" + ChineseWords.End + "|^(?<w>开|骑)(?:着)?(?:自己的)?(?<v>.{2,12}?)(?:上下班|上班|通勤|代步)?" + ChineseWords.End + "|^(?:的)?(?:新)?(?:车|座驾|爱车|车子)(?:型)?(?:是|为|换成了?|[:：])(?:一?[辆台部])?(?<v>.{2,16}?)" + ChineseWords.End
        + "|^(?:新|刚)?(?:买|提|入手|入|有|换|换成|新买|订购)(?:了|的是|着)*(?:一?(?:辆|部)|(?<w>一?台))(?:新的?|二手的?)?(?<v>.{2,16}?)" + ChineseWords.End + "|^开的车(?:子)?是(?<v>.{2,16}?)" + ChineseWords.End + "|^(?<t>(?:还有|是)?一?辆)(?<v>.{2,14}?)" + ChineseWords.End);

    private static readonly Regex s_colour = Pattern.Of("^(?:新|旧|二手)?[白黑红蓝灰银绿黄橙]色?的");

    private static readonly Regex s_carName = Pattern.Of(Car);

    private static readonly Regex s_noCarName = Pattern.Of("^(?:的|会|公司|店|空调|门|发票|心|玩笑|车$|新车$|二手车$|什么|哪|这|那|他|她|你|共享)|模型|玩具|公司|保险");

    private static readonly Regex s_owns = Pattern.Of("^(?:的|(?:用|使用)的)?(?:新|旧|主力|备用)?" + DeviceNoun + "(?:型号)?(?:用)?(?:从.{1,10}?)?(?:的)?(?:是|为|[:：]|换成了?)+(?:一?[台部个款只副])?(?<v>[^你您]{2,24}?)" + ChineseWords.End + "|^(?:新|刚|正)?(?:在)?(?:用|使用|有|入手|买|换|升级|到手|入|戴)(?:到|成|的是|着|了|的)*(?:一)?(?:台|部|个|款|只|副|块)?(?:新的?|二手的?|老)?(?<v>[^你您]{2,24}?)" + ChineseWords.End);

    private static readonly Regex s_newDevice = Pattern.Of("(?:换|买|新|入手|升级)[^，]{0,6}" + DeviceNoun);

    private static readonly Regex s_is = Pattern.Of("^(?:是|型号是?|用的?是?)?(?:一?[台部个款只])?(?<v>[^，]{2,24}?)" + ChineseWords.End);

    private static readonly Regex s_model = Pattern.Of("^" + Made + "[A-Za-z0-9 .+-]*[\u4e00-\u9fff]{0,5}[A-Za-z0-9 .+-]*$");

    private static readonly Regex s_noDevice = Pattern.Of("^(?:苹果|小米|荣耀|三星|华为|理想)$|汽车|SU7|股票|公司|商城|[拍打看的不传登上下充了给买]|手机壳|贴膜|充电|粥|醋|维修|客服|回复|登录|上网");
}
