using System.Text.RegularExpressions;

namespace Assistant.Inference.Embeddings;

/// <summary>What the authors of public families say of how their models are to be used, which their exports' files do not: told by the name.</summary>
internal sealed partial record SentenceFamily(string Name, bool ClsPooling, string QueryPrefix, string PassagePrefix)
{
    private static readonly (Regex Name, SentenceFamily Family)[] s_known =
    [
        (BgeM3(), new("BGE-M3", true, "", "")),
        (BgeEnglish(), new("BGE for English", true, "Represent this sentence for searching relevant passages: ", "")),
        (BgeChinese(), new("BGE for Chinese", true, "\u4E3A\u8FD9\u4E2A\u53E5\u5B50\u751F\u6210\u8868\u793A\u4EE5\u7528\u4E8E\u68C0\u7D22\u76F8\u5173\u6587\u7AE0\uFF1A", "")),
        (E5(), new("E5", false, "query: ", "passage: ")),
    ];

    /// <summary>Null for a name of no known family.</summary>
    public static SentenceFamily? Of(string model) => s_known.FirstOrDefault(known => known.Name.IsMatch(model)).Family;

    [GeneratedRegex("^bge-m3", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BgeM3();

    [GeneratedRegex("^bge-(?:small|base|large)-en", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BgeEnglish();

    [GeneratedRegex("^bge-(?:small|base|large)-zh", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BgeChinese();

    // Those made for instructions want other words.
    [GeneratedRegex("^(?:multilingual-)?e5-(?:small|base|large)(?!.*instruct)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex E5();
}
