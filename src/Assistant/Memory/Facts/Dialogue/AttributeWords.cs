using System.Collections.Frozen;
using Assistant.Memory.Facts.Dialogue.Requests;

namespace Assistant.Memory.Facts.Dialogue;

/// <summary>How people name what is remembered of them ("address", "where I live", 电话), and how it is named to them.</summary>
internal static class AttributeWords
{
    private static readonly (string Attribute, string English, string Chinese, string[] Said)[] s_all =
    [
        (FactAttributes.Name, "your name", "姓名", ["name", "first name", "last name", "full name", "名字", "姓名", "叫什么"]),
        (FactAttributes.Home, "where you live", "住处", ["home", "where i live", "city", "home town", "hometown", "place of residence", "住处", "住在哪里", "住哪里", "住在哪", "城市"]),
        (FactAttributes.Employer, "your employer", "工作单位", ["employer", "company", "workplace", "where i work", "job", "公司", "单位", "工作单位", "在哪里工作", "在哪工作"]),
        (FactAttributes.Role, "your role", "职业", ["role", "job title", "position", "profession", "occupation", "职业", "职位"]),
        (FactAttributes.Birthday, "your birthday", "生日", ["birthday", "date of birth", "生日"]),
        (FactAttributes.Age, "your age", "年龄", ["age", "年龄", "多大", "几岁"]),
        (FactAttributes.Phone, "your phone number", "电话号码", ["phone number", "phone", "mobile number", "telephone number", "number", "mobile", "电话", "电话号码", "手机号", "手机号码"]),
        (FactAttributes.Email, "your e-mail address", "邮箱", ["e-mail", "email", "e-mail address", "email address", "mail address", "邮箱", "邮件地址", "电子邮件"]),
        (FactAttributes.Address, "your address", "地址", ["address", "postal address", "delivery address", "地址", "收货地址"]),
        (FactAttributes.ShoeSize, "your shoe size", "鞋码", ["shoe size", "鞋码"]),
        (FactAttributes.Size, "your size", "尺码", ["size", "clothing size", "尺码"]),
        (FactAttributes.Language, "the language you prefer", "偏好语言", ["language", "preferred language", "语言"]),
        (FactAttributes.Contact, "how you like to be contacted", "联系方式", ["contact channel", "preferred contact", "contact", "联系方式"]),
        (FactAttributes.Diet, "your diet", "饮食", ["diet", "饮食"]),
        (FactAttributes.Speaks, "languages you speak", "会说的语言", ["languages", "会说的语言"]),
        (FactAttributes.Likes, "what you like", "喜好", ["likes", "preferences", "hobbies", "what i like", "喜好", "爱好"]),
        (FactAttributes.Dislikes, "what you do not like", "不喜欢的", ["dislikes", "不喜欢什么", "不喜欢的"]),
        (FactAttributes.Allergy, "your allergies", "过敏", ["allergy", "allergies", "what i am allergic to", "过敏", "过敏源"]),
        (FactAttributes.Pet, "your pets", "宠物", ["pet", "pets", "dog", "cat", "宠物"]),
        (FactAttributes.Device, "your devices", "设备", ["device", "devices", "laptop", "设备"]),
        (FactAttributes.Vehicle, "your vehicle", "车", ["car", "vehicle", "车", "车辆"]),
        (FactAttributes.CustomerNumber, "your customer number", "客户号", ["customer number", "account number", "member number", "客户号", "会员号"]),
        (FactAttributes.ContractNumber, "your contract number", "合同号", ["contract number", "policy number", "合同号"]),
        (FactAttributes.Ticket, "your ticket", "工单号", ["ticket", "ticket number", "case number", "工单号", "工单"]),
    ];

    private static readonly FrozenDictionary<string, string> s_said =
        s_all.SelectMany(row => row.Said.Select(said => (said, row.Attribute))).ToFrozenDictionary(pair => pair.said, pair => pair.Attribute, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_chinese = [.. s_said.Keys.Where(said => said.Length > 1 && said[0] >= '\u4e00').OrderByDescending(said => said.Length)];

    private static readonly FrozenDictionary<string, (string English, string Chinese)> s_labels =
        s_all.ToFrozenDictionary(row => row.Attribute, row => (row.English, row.Chinese));

    public static string? Attribute(string words)
    {
        var named = words.AsSpan().Trim();
        foreach (var age in (ReadOnlySpan<string>)["old ", "former ", "previous ", "current ", "new "])
            if (named.StartsWith(age, StringComparison.OrdinalIgnoreCase))
                named = named[age.Length..];
        return s_said.GetValueOrDefault(named.ToString());
    }

    /// <summary>The attribute that stands in the words after "my", or by its Chinese name; null for none.</summary>
    public static string? Mentioned(string words) => SelfQuestions.OfMy(words.Split(' ')) ?? s_chinese.FirstOrDefault(said => words.Contains(said, StringComparison.Ordinal)) switch
    {
        { } said => s_said[said],
        _ => null,
    };

    public static string Label(Fact fact, string language)
    {
        var label = s_labels.TryGetValue(fact.Attribute, out var known) ? language == "zh" ? known.Chinese : known.English : fact.Attribute.Replace('_', ' ');
        if (fact.Subject == FactAttributes.User)
            return label;
        return language == "zh" ? $"{fact.Subject}：{label}" : $"{fact.Subject}: {label.Replace("you live", "they live", StringComparison.Ordinal).Replace("your ", "", StringComparison.Ordinal)}";
    }
}
