using System.Text.Json;

namespace Assistant.Inference.Tokenizers;

/// <summary>Reads the post-processor: which tokens stand around a text.</summary>
internal static class Templates
{
    public static TokenTemplate Read(JsonElement? part)
    {
        if (part is not { } processor)
            return TokenTemplate.None;
        return processor.Kind() switch
        {
            "ByteLevel" => TokenTemplate.None,
            "TemplateProcessing" => Template(processor),
            "BertProcessing" or "RobertaProcessing" => new([Pair(processor, "cls")], [Pair(processor, "sep")]),
            "Sequence" => processor.GetProperty("processors").EnumerateArray().Select(p => Read(p)).LastOrDefault(t => t != TokenTemplate.None, TokenTemplate.None),
            var kind => throw TokenizerJson.Unsupported("A post-processor", kind),
        };
    }

    private static TokenTemplate Template(JsonElement processor)
    {
        var (before, after, text) = (new List<int>(), new List<int>(), false);
        foreach (var item in processor.GetProperty("single").EnumerateArray())
        {
            if (item.TryGetProperty("Sequence", out _))
                text = true;
            else
                (text ? after : before).AddRange(Ids(processor, item.GetProperty("SpecialToken").GetProperty("id").GetString()!));
        }
        return new([.. before], [.. after]);
    }

    private static IEnumerable<int> Ids(JsonElement processor, string token) =>
        processor.GetProperty("special_tokens").GetProperty(token).GetProperty("ids").EnumerateArray().Select(id => id.GetInt32());

    private static int Pair(JsonElement processor, string name) => processor.GetProperty(name)[1].GetInt32();
}
