using Assistant.Speech;

namespace Assistant.Tests.Speech;

public sealed class EspeakVoicesTests
{
    private const string Table =
        """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
         5  cmn-latn-pinyin --/M      Chinese_(Mandarin,_latin_as_Pinyin) sit/cmn-Latn-pinyin  (zh-cmn 5)(zh 5)
         5  de              --/M      German             gmw/de
         5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
         2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
         2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
         5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)
         5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
         5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)
         5  yue             --/M      Chinese_(Cantonese) sit/yue              (zh-yue 5)(zh 8)
        """;

    [Theory]
    [InlineData("en", "en-gb")]
    [InlineData("en-US", "en-us")]
    [InlineData("en-AU", "en-gb")]
    [InlineData("de-AT", "de")]
    [InlineData("fr", "fr-fr")]
    [InlineData("fr-CA", "fr-fr")]
    [InlineData("pt", "pt-br")]
    [InlineData("zh", "cmn-latn-pinyin")]
    [InlineData("zh-Hant-TW", "cmn-latn-pinyin")]
    [InlineData("zh-HK", "yue")]
    [InlineData("tlh", null)]
    [InlineData("../de", null)]
    public void Language_HasItsVoice(string tag, string? voice) => Assert.Equal(voice, new EspeakVoices(Table).For(tag));

    [Fact]
    public void Name_IsOneOfTheTable()
    {
        var voices = new EspeakVoices(Table);

        Assert.Equal("en-us", voices.Named("EN-us"));
        Assert.Null(voices.Named("en-us/../../etc"));
        Assert.Null(new EspeakVoices("").For("en"));
    }
}
