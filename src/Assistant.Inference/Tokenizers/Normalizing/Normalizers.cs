using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Inference.Tokenizers.Normalizing;

/// <summary>Reads the normaliser.</summary>
internal static class Normalizers
{
    public static INormalizer Read(JsonElement? part)
    {
        if (part is not { } normalizer)
            return new NormalizerSequence([]);
        return normalizer.Kind() switch
        {
            "Sequence" => new NormalizerSequence([.. normalizer.GetProperty("normalizers").EnumerateArray().Select(n => Read(n))]),
            "BertNormalizer" => new BertNormalizer(normalizer.Flag("clean_text", true), normalizer.Flag("handle_chinese_chars", true),
                stripAccents: normalizer.Flag("strip_accents", normalizer.Flag("lowercase", true)), lowerCase: normalizer.Flag("lowercase", true)),
            "NFC" => new NormalizerStep(UnicodeForm.Nfc),
            "NFD" => new NormalizerStep(UnicodeForm.Nfd),
            "NFKC" => new NormalizerStep(UnicodeForm.Nfkc),
            "NFKD" => new NormalizerStep(UnicodeForm.Nfkd),
            "Lowercase" => new NormalizerStep(LetterCase.Lower),
            "StripAccents" => new NormalizerStep(BertNormalizer.WithoutAccents),
            "Strip" => Strip(normalizer.Flag("strip_left"), normalizer.Flag("strip_right")),
            "Prepend" => Prepend(normalizer.Text("prepend") ?? ""),
            "Precompiled" => new CharacterMap(normalizer.GetProperty("precompiled_charsmap").GetBytesFromBase64()),
            "Replace" => Replace(normalizer.Pattern(), normalizer.Text("content") ?? ""),
            var kind => throw TokenizerJson.Unsupported("A normaliser", kind),
        };
    }

    private static NormalizerStep Strip(bool left, bool right) => new(text => (left, right) switch
    {
        (true, true) => text.Trim(),
        (true, false) => text.TrimStart(),
        (false, true) => text.TrimEnd(),
        _ => text,
    });

    private static NormalizerStep Prepend(string prefix) => new(text => text.Length == 0 ? text : prefix + text);

    private static NormalizerStep Replace((string Pattern, bool IsRegex) what, string by)
    {
        if (!what.IsRegex)
            return new(text => text.Replace(what.Pattern, by, StringComparison.Ordinal));
        var regex = new Regex(what.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));
        var literal = by.Replace("$", "$$", StringComparison.Ordinal);
        return new(text => regex.Replace(text, literal));
    }
}
