using System.Text.Json;

namespace Assistant.Benchmarks;

/// <summary>Texts of the SQuAD-like files qa/xquad.*.json of ASSISTANT_DATA_SETS.</summary>
internal static class Passages
{
    /// <summary>Questions, sentences and paragraphs in turn; null, with a line on standard error, when the file is not there.</summary>
    public static IReadOnlyList<string>? Mixed(string language, int count)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "qa", $"xquad.{language}.json");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"Set ASSISTANT_DATA_SETS to the folder of data sets ({path} is missing).");
            return null;
        }
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var texts = new List<string>();
        foreach (var paragraph in document.RootElement.GetProperty("data").EnumerateArray().SelectMany(article => article.GetProperty("paragraphs").EnumerateArray()))
        {
            var context = paragraph.GetProperty("context").GetString()!;
            var questions = paragraph.GetProperty("qas").EnumerateArray().Select(qa => qa.GetProperty("question").GetString()!);
            texts.AddRange([.. questions.Take(2), context.Split(['.', '。'])[0], context]);
        }
        return [.. texts.Take(count)];
    }
}
