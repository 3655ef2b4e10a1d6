using System.Text;
using Assistant.Agent.Grounding;
using Assistant.Agent.Kernels;
using Assistant.Memory;
using Assistant.Prompts;
using Assistant.Text;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant.Agent;

/// <summary>Working memory's running summary by the answering model and the prompt "summarise". Not part of a turn's record, which is written beside it: the log has it as an event of its own.</summary>
internal sealed class ModelSummary(ILanguageModels models, TurnKernels kernels, PromptCatalog prompts, IMemoryLog log) : IConversationSummary
{
    private const int LongestSide = 2_000;

    public async Task<string?> SummariseAsync(SummaryRequest request, CancellationToken cancellationToken)
    {
        var model = models.Current;
        if (!model.IsModel)
            return null;
        var prompt = prompts["summarise"];
        var kernel = kernels.Create(model, null);
        var ledger = new PromptLedger();
        var said = request.Turns.Select(turn => $"Person: {Short(turn.Question)} Assistant: {Short(ConversationHistory.WithoutMarks(turn.Answer))}");
        var messages = await prompt.RenderAsync(kernel, new KernelArguments
        {
            ["answerLanguage"] = ModelWording.LanguageName(request.Language),
            ["words"] = request.Words,
            ["fence"] = Guid.NewGuid().ToString("n")[..6],
            ["evidence"] = said.Prepend(request.Earlier).Where(text => text.Length > 0).Select(text => new Dictionary<string, object?> { ["text"] = DataText.Line(text) }).ToArray(),
        }, cancellationToken);
        var text = new StringBuilder();
        var options = PromptRecorder.Note(prompt.Settings.ToChatOptions(kernel), ledger, request.OtherIds);
        options.MaxOutputTokens = Math.Max(64, request.Words * 3);
        try
        {
            await foreach (var update in kernel.GetRequiredService<IChatClient>().GetStreamingResponseAsync(messages, options, cancellationToken))
                text.Append(update.Text);
        }
        finally
        {
            // It was sent, whether an answer came or not. What cannot be logged is not used.
            await log.AppendAsync(request.Person, new(MemoryEventKind.Summarised) { Conversation = request.Conversation.ToString(), Sent = ledger.Sent, OtherIds = request.OtherIds, Answer = text.ToString(), Model = model.Name }, CancellationToken.None);
        }
        return Thoughts.Without(text.ToString()) is { Length: > 0 } summary ? new OutsideLinks(_ => false, [], request.Language).Clean(summary) : null;
    }

    private static string Short(string text) => text.Shortened(LongestSide);
}
