namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Ligatures and radicals are how fonts draw letters, not what a person would type or look for.</summary>
internal static class DrawnLetters
{
    private const char FirstLigature = '\uFB00';
    private const char FirstRadical = '\u2F00';
    private const string Radicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日"
        + "曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行"
        + "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    private static readonly string[] s_ligatures = ["ff", "fi", "fl", "ffi", "ffl", "ft", "st"];

    public static string Plain(string text) => text.AsSpan().IndexOfAnyInRange(FirstLigature, '\uFB06') < 0 && text.AsSpan().IndexOfAnyInRange(FirstRadical, '\u2FD5') < 0 ? text : string.Concat(text.Select(Plain));

    private static string Plain(char letter) => letter switch
    {
        >= FirstLigature and <= '\uFB06' => s_ligatures[letter - FirstLigature],
        >= FirstRadical and <= '\u2FD5' => Radicals[letter - FirstRadical].ToString(),
        _ => letter.ToString(),
    };
}
