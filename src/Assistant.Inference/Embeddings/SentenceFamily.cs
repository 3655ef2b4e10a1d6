using System.Text.RegularExpressions;

namespace Assistant.Inference.Embeddings;

/// <summary>What the authors of public families say of how their models are to be used, which their exports' files do not: told by the name.</summary>
/// <param name="HasDense">A layer follows the pooling; only an export that has it inside gives the vectors that were meant.</param>
internal sealed partial record SentenceFamily(string Name, bool ClsPooling, string QueryPrefix, string PassagePrefix, bool HasDense = false)
{
    private const string ForSearch = "Represent this sentence for searching relevant passages: ";

    private static readonly (Regex Name, SentenceFamily Family)[] s_known =
    [
        (BgeM3(), new("BGE-M3", true, "", "")),
        (BgeEnglish(), new("BGE for English", true, ForSearch, "")),
        (BgeChinese(), new("BGE for Chinese", true, "\u4E3A\u8FD9\u4E2A\u53E5\u5B50\u751F\u6210\u8868\u793A\u4EE5\u7528\u4E8E\u68C0\u7D22\u76F8\u5173\u6587\u7AE0\uFF1A", "")),
        (E5(), new("E5", false, "query: ", "passage: ")),
        (Arctic2(), new("Arctic Embed 2", true, "query: ", "")),
        (Arctic(), new("Arctic Embed", true, ForSearch, "")),
        (Mxbai(), new("mxbai", true, ForSearch, "")),
        (Gte(), new("GTE 1.5 and multilingual", true, "", "")),
        (Granite(), new("Granite Embedding", true, "", "")),
        (Nomic(), new("Nomic Embed", false, "search_query: ", "search_document: ")),
        (Gemma(), new("EmbeddingGemma", false, "task: search result | query: ", "title: none | text: ", HasDense: true)),
        (Labse(), new("LaBSE", true, "", "", HasDense: true)),
        (DistilUse(), new("DistilUSE", false, "", "", HasDense: true)),
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

    [GeneratedRegex("^snowflake-arctic-embed-.*v2", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Arctic2();

    [GeneratedRegex("^snowflake-arctic-embed-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Arctic();

    [GeneratedRegex("^mxbai-embed-(?:2d-)?large", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mxbai();

    [GeneratedRegex(@"^gte-(?:multilingual|modernbert|(?:base|large)-en-v1\.5)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gte();

    [GeneratedRegex("^granite-embedding-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Granite();

    [GeneratedRegex("^(?:nomic-embed-text-|modernbert-embed-)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Nomic();

    [GeneratedRegex("^embeddinggemma-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gemma();

    [GeneratedRegex("^LaBSE", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Labse();

    [GeneratedRegex("^distiluse-base-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DistilUse();
}
