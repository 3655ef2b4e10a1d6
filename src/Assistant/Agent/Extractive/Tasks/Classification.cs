using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Tasks;

/// <summary>"Classify these as complaint, order or question": the label nearest in meaning to each attachment, by sentence vectors.</summary>
internal sealed partial class Classification(ISentenceEncoder encoder)
{
    private const int MostLabels = 20;
    private const int MostCharacters = 2_000;

    /// <returns>Null when no model of the language is installed.</returns>
    public async Task<Answer?> ReplyAsync(IReadOnlyList<Evidence> evidence, AgentRequest request, CancellationToken cancellationToken)
    {
        var labels = Labels(request.Question);
        if (evidence.Count == 0 || labels.Count < 2 || evidence.Any(e => !encoder.IsAvailable(Language(e))))
            return null;
        var draft = new AnswerDraft(request.Language);
        foreach (var item in evidence.Where(e => e.Blocks.Count > 0))
        {
            var language = Language(item);
            var texts = new List<string> { Text(item) };
            texts.AddRange(labels);
            var vectors = await encoder.EncodeAsync(texts, false, language, cancellationToken);
            var best = Enumerable.Range(0, labels.Count).MaxBy(i => TensorPrimitives.Dot<float>(vectors[0], vectors[i + 1]));
            var first = item.Blocks[0];
            var (name, source) = (Markdown.Escape(item.Source), draft.Cite(item, first, first.Text, first.Position));
            draft.Say(Phrases.Pick(request.Language, $"{name}: **{labels[best]}** {source}", $"{name}：**{labels[best]}** {source}"));
        }
        draft.Say(Phrases.Pick(request.Language, "Chosen by nearness in meaning, without a language model.", "按语义相近程度选择，没有使用语言模型。"));
        return draft.Finish(found: true, request);
    }

    private static List<string> Labels(string question)
    {
        var list = Introduction().Replace(question, "");
        return [.. Separator().Split(list).Select(label => label.Trim(' ', '.', '?', '!', '"', '“', '”', '。', '？', ':', '：')).Where(label => label.Length is > 0 and < 60).Take(MostLabels)];
    }

    private static string Language(Evidence evidence) => Normal.IsChinese(Text(evidence)) ? "zh" : "en";

    private static string Text(Evidence evidence)
    {
        var text = string.Join(' ', evidence.Blocks.Take(60).Select(b => b.Text));
        return text.Beginning(MostCharacters);
    }

    [GeneratedRegex(@"^.*?(?:\b(?:as|into|by|among|between)\b|[:：]|[归分]类?[为成]|属于)\s*(?:one of|either|以下)?\s*[:：]?", RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\s*(?:,|，|、|;|；|/|\bor\b|\band\b|或者?|还是|和)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();
}
