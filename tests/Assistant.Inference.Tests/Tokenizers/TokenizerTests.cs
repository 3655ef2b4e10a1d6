using System.Text;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using CsCheck;

namespace Assistant.Inference.Tests.Tokenizers;

public sealed class TokenizerTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 40], Gen.String[Gen.Char['\u4E00', '\u4FFF'], 0, 40], Gen.String[Gen.Char['\t', '\u2FFF'], 0, 40],
        Gen.Int[0x10000, 0x1FFFF].Select(char.ConvertFromUtf32).Array[0, 10].Select(string.Concat), Gen.Const("hello world  \r\n 12 <|end|> ab ")).Array[1, 4].Select(string.Concat);

    /// <summary>As Gemma has them: what is text is found in what people write too, marks are not, special or not.</summary>
    [Fact]
    public void EncodeLiteral_AddedTokensOfText_AreFoundAndMarksAreNot()
    {
        var tokenizer = SmallTokenizers.Parse("""
            {"added_tokens":[{"id":10,"content":"<td>","special":false,"normalized":false},{"id":11,"content":"\n\n","special":false,"normalized":false},
              {"id":12,"content":"<think>","special":false,"normalized":false},{"id":13,"content":"<b>","special":true,"normalized":false},{"id":14,"content":"<s>","special":false,"normalized":false}],
             "normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},"decoder":{"type":"ByteLevel"},
             "model":{"type":"BPE","unk_token":"?","vocab":{"?":0,"a":1,"▁":2,"▁a":3},"merges":["▁ a"]}}
            """);

        Assert.Equal([3, 10, 1, 11, 3], tokenizer.EncodeLiteral(" a<td>a\n\n a"));
        Assert.Equal(tokenizer.Encode(" a<td>a\n\n a", special: false), tokenizer.EncodeLiteral(" a<td>a\n\n a"));
        foreach (var mark in new[] { "<think>", "<b>", "<s>" })
            Assert.DoesNotContain(tokenizer.EncodeLiteral($"a{mark}a"), id => id >= 10);
        Assert.Equal([12], tokenizer.Encode("<think>", special: false));
    }

    [Fact]
    public void Decode_WhatEncodeGave_IsTheText()
    {
        var (bytes, characters) = (SmallTokenizers.Bytes(), SmallTokenizers.CharactersAndBytes());
        s_text.Sample(text =>
        {
            Assert.Equal(text, bytes.Decode(bytes.Encode(text), skipSpecial: false));
            Assert.Equal(text, bytes.Decode(bytes.EncodeLiteral(text)));
            // SentencePiece writes a space as ▁ and cannot tell it from a ▁ that was there.
            Assert.Equal(text.Replace('▁', ' '), characters.Decode(characters.Encode(text)));
        });
    }

    [Fact]
    public void Add_TokenByToken_NeverHalfACharacterAndTheSameText()
    {
        var tokenizer = SmallTokenizers.Bytes();
        s_text.Sample(text =>
        {
            var decoder = tokenizer.Decoder();
            var whole = new StringBuilder();
            foreach (var id in tokenizer.EncodeLiteral(text))
            {
                var part = decoder.Add(id);
                Assert.DoesNotContain('\uFFFD', part);
                Assert.False(part.Length > 0 && char.IsHighSurrogate(part[^1]));
                whole.Append(part);
            }
            Assert.Equal(text, whole.ToString());
            Assert.Equal(text, decoder.Finish());
        });
    }

    [Fact]
    public void Finish_CharacterNeverCompleted_IsReplaced()
    {
        var tokenizer = SmallTokenizers.Bytes();
        var ids = tokenizer.Encode("租");
        var decoder = tokenizer.Decoder();
        Assert.Equal("", decoder.Add(ids[0]) + decoder.Add(ids[1]));
        Assert.Equal("\uFFFD", decoder.Finish());
    }

    [Theory]
    [InlineData("hello world", "hello| w|or|l|d")]
    [InlineData("<|end|>hello", "<|end|>|hello")]
    [InlineData("a12", "a|1|2")]
    [InlineData("", "")]
    public void Encode_Bytes_JoinsInTheOrderLearnt(string text, string tokens)
    {
        var tokenizer = SmallTokenizers.Bytes();
        Assert.Equal(tokens, string.Join('|', tokenizer.Encode(text).Select(id => tokenizer.Decode([id], skipSpecial: false))));
    }

    [Fact]
    public void EncodeLiteral_Marker_IsText()
    {
        var tokenizer = SmallTokenizers.Bytes();
        Assert.Equal([300], tokenizer.Encode("<|end|>"));
        Assert.DoesNotContain(300, tokenizer.EncodeLiteral("<|end|>"));
        Assert.Equal("", tokenizer.Decode([300]));
    }

    [Theory]
    [InlineData("Café unaffable!", new[] { 1, 3, 4, 5, 6, 9, 2 })]
    [InlineData("租金\u0000\u200B\tİ", new[] { 1, 7, 8, 10, 2 })]
    [InlineData("cafe° [CLS]", new[] { 1, 0, 1, 2 })]
    [InlineData("", new[] { 1, 2 })]
    public void Encode_WordPiece_TakesTheLongestKnown(string text, int[] ids) => Assert.Equal(ids, SmallTokenizers.WordPiece().Encode(text));

    [Theory]
    [InlineData("ab", new[] { 5 })]
    [InlineData("a b", new[] { 6, 1, 3 })]
    [InlineData("a租金b", new[] { 6, 0, 3 })]
    [InlineData("aab", new[] { 6, 4 })]
    public void Encode_Unigram_TakesTheLikeliest(string text, int[] ids) => Assert.Equal(ids, SmallTokenizers.Unigram().Encode(text));

    [Fact]
    public void Encode_MoreThanFits_LeavesTheRestOutAndSaysSo()
    {
        var tokenizer = SmallTokenizers.WordPiece();
        var cut = tokenizer.Encode("租金租金租金", 5);
        Assert.Equal([1, 7, 8, 7, 2], cut.Ids);
        Assert.True(cut.Truncated);
        Assert.False(tokenizer.Encode("租金租", 5).Truncated);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode("租", 1));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("的")]
    [InlineData("hello")]
    [InlineData("\U0001F600")]
    [InlineData(" ")]
    [InlineData("1")]
    public void Encode_AMillionCharactersWithoutABreak_ComesToAnEnd(string unit)
    {
        // In quadratic time it would not within a day.
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        foreach (var tokenizer in new[] { SmallTokenizers.Bytes(), SmallTokenizers.CharactersAndBytes() })
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.NotEmpty(SmallTokenizers.WordPiece().Encode(text));
        Assert.NotEmpty(SmallTokenizers.Unigram().Encode(text));
    }

    [Fact]
    public void Encode_ManyCallersAtOnce_GivesEachTheSame()
    {
        var tokenizer = SmallTokenizers.Bytes();
        var expected = tokenizer.Encode("hello world 租金 12");
        Parallel.For(0, 200, _ => Assert.Equal(expected, tokenizer.Encode("hello world 租金 12")));
    }

    [Theory]
    [InlineData("{}", "model")]
    [InlineData("not json", "")]
    [InlineData("""{"model":{"type":"Guesswork","vocab":{}}}""", "'Guesswork' is not supported")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":1}}}""", "'[UNK]'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":1},"merges":["a"]}}""", "'a' is not two tokens")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":99999999},"merges":[]}}""", "99999999")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":0,"vocab":[[]]}}""", "")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":1},"merges":[["a"]]}}""", "")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":1},"merges":[]},"post_processor":{"type":"BertProcessing","sep":["[SEP]",1],"cls":["[CLS]"]}}""", "")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":1},"merges":[]},"decoder":{"type":"Sequence","decoders":[[]]}}""", "")]
    [InlineData("""{"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"},"model":{"type":"BPE","vocab":{},"merges":[]}}""", "cut short")]
    public void Load_NotATokenizer_NamesTheFileAndWhy(string json, string why)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            var failure = Assert.Throws<ModelFileException>(() => Tokenizer.Load(path));
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
