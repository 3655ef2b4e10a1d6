using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Whether a question says which attachment it means: by a word of the file's name or by what kind of file it is.</summary>
internal static partial class NamedSource
{
    private const int ShortestWord = 3;

    /// <summary>How many of the words of the source's name, without its ending, the question has; a kind of file counts as one.</summary>
    public static int WordsOf(Evidence evidence, string question)
    {
        var asked = Normal.Of(question);
        var name = Normal.Of(Path.GetFileNameWithoutExtension(evidence.Source));
        var named = NameWords().Matches(name).Select(word => word.Value).Distinct().Count(word => word.Length >= (Normal.IsHan(word[0]) ? 2 : ShortestWord) && Has(asked, word));
        return named + (Kinds(evidence).IsMatch(asked) ? 1 : 0);
    }

    private static bool Has(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (Normal.IsHan(word[0]) || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]))))
                return true;
        return false;
    }

    private static Regex Kinds(Evidence evidence) => evidence.Kind switch
    {
        EvidenceKind.Image => Picture(),
        EvidenceKind.Audio => Recording(),
        _ when evidence.Blocks.Any(block => block.Position.Sheet is not null) => Sheet(),
        _ when evidence.Blocks.Any(block => block.Position.Slide is not null) => Slides(),
        _ => Document(),
    };

    [GeneratedRegex(@"[a-z]+|[0-9]{2,}|[\u4e00-\u9fff]+")]
    private static partial Regex NameWords();

    [GeneratedRegex(@"\b(?:picture|photo|image|screenshot|scan)\b|图片|照片|截图|图上|图里|图中")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\b(?:recording|voice (?:note|message)|audio|call)\b|录音|语音")]
    private static partial Regex Recording();

    [GeneratedRegex(@"\b(?:spreadsheet|sheet|excel|workbook)\b|表格|电子表")]
    private static partial Regex Sheet();

    [GeneratedRegex(@"\b(?:slides?|presentation|powerpoint)\b|幻灯片|演示文稿")]
    private static partial Regex Slides();

    [GeneratedRegex(@"\b(?:document|pdf|letter|e-?mail|mail)\b|文档|文件|邮件|信里")]
    private static partial Regex Document();
}
