using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Tests.Tokenizers;

/// <summary>Tokenizers with vocabularies of a few entries, written here.</summary>
internal static class SmallTokenizers
{
    /// <summary>All bytes and a few joins, GPT-2's splitting, one marker.</summary>
    public static Tokenizer Bytes(string more = "") => Parse($$"""
        {"added_tokens":[{"id":300,"content":"<|end|>","special":true,"normalized":false}],
         "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}]},
         "decoder":{"type":"ByteLevel"},{{more}}
         "model":{"type":"BPE","vocab":{{Json(ByteVocabulary().Concat(["he", "ll", "hell", "hello", "Ġw", "or"]))}},"merges":["h e","l l","he ll","hell o","Ġ w","o r"]} }
        """);

    /// <summary>Characters with bytes for all others, as Llama's.</summary>
    public static Tokenizer CharactersAndBytes() => Parse($$"""
        {"normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
         "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]},
         "model":{"type":"BPE","byte_fallback":true,"vocab":{{Json(Enumerable.Range(0, 256).Select(v => $"<0x{v:X2}>").Concat(["▁", "a", "b", "ab", "▁a", "租"]))}},"merges":[["a","b"],["▁","a"]]} }
        """);

    public static Tokenizer WordPiece() => Parse("""
        {"normalizer":{"type":"BertNormalizer","lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},"decoder":{"type":"WordPiece"},
         "added_tokens":[{"id":1,"content":"[CLS]","special":true},{"id":2,"content":"[SEP]","special":true}],
         "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":"[SEP]"}}],
           "special_tokens":{"[CLS]":{"ids":[1]},"[SEP]":{"ids":[2]}}},
         "model":{"type":"WordPiece","unk_token":"[UNK]","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"cafe":3,"un":4,"##aff":5,"##able":6,"租":7,"金":8,"!":9,"i":10}}}
        """);

    public static Tokenizer Unigram(string splitter = """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""") => Parse($$"""
        {"pre_tokenizer":{{splitter}},"decoder":{"type":"Metaspace","replacement":"▁"},
         "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁",-3],["a",-2],["b",-2],["ab",-3],["▁ab",-3.5],["▁a",-2.5]]} }
        """);

    public static Tokenizer Parse(string json) => Tokenizer.Parse(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<string> ByteVocabulary() => Enumerable.Range(0, 256).Select(value => ByteLetters.Letter((byte)value).ToString(CultureInfo.InvariantCulture));

    private static string Json(IEnumerable<string> tokens) => JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(p => p.token, p => p.id));
}
