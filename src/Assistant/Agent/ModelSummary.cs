using System.Text;
using Assistant.Agent.Grounding;
using Assistant.Agent.Kernels;
using Assistant.Memory;
using Assistant.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant.Agent;

/// <summary>Working memory's running summary by the answering model and the prompt "summarise".</summary>
internal sealed class ModelSummary(ILanguageModels models, TurnKernels kernels, PromptCatalog prompts) : IConversationSummary
{
    private const int LongestSide = 2_000;

    public async Task<string?> SummariseAsync(string earlier, IReadOnlyList<RememberedTurn> turns, string language, int words, CancellationToken cancellationToken)
    {
        var model = models.Current;
        if (model == LanguageModelInfo.Quotes)
            return null;
        var prompt = prompts["summarise"];
        var kernel = kernels.Create(model, null);
        var said = turns.Select(turn => $"Person: {Short(turn.Question)} Assistant: {Short(ConversationHistory.WithoutMarks(turn.Answer))}");
        var messages = await prompt.RenderAsync(kernel, new KernelArguments
        {
            ["answerLanguage"] = ModelWording.LanguageName(language),
            ["words"] = words,
            ["fence"] = Guid.NewGuid().ToString("n")[..6],
            ["evidence"] = said.Prepend(earlier).Where(text => text.Length > 0).Select(text => new Dictionary<string, object?> { ["text"] = DataText.Line(text) }).ToArray(),
        }, cancellationToken);
        var text = new StringBuilder();
        var options = prompt.Settings.ToChatOptions(kernel) ?? new ChatOptions();
        options.MaxOutputTokens = Math.Max(64, words * 3);
        await foreach (var update in kernel.GetRequiredService<IChatClient>().GetStreamingResponseAsync(messages, options, cancellationToken))
            text.Append(update.Text);
        return new OutsideLinks(_ => false, [], language).Clean(text.ToString());
    }

    private static string Short(string text) => text.Length <= LongestSide ? text : text[..LongestSide] + "…";
}
