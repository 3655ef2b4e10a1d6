using Assistant.Agent.Grounding;
using Assistant.Agent.Kernels;
using Assistant.Prompts;
using Assistant.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Assistant.Agent;

/// <summary>The words by which evidence is chosen when it has not room for all: the question; for a follow-up, the question made complete by the model, or joined with what was said before when that fails.</summary>
internal sealed partial class QuestionForSearch(PromptCatalog prompts, TurnKernels kernels, ILogger<QuestionForSearch> logger)
{
    private const int LongestFollowUp = 120;
    private const int LongestText = 400;
    private const int Turns = 3;

    public async Task<string> OfAsync(AgentRequest request, LanguageModelInfo model, CancellationToken cancellationToken)
    {
        var question = request.Question;
        if (request.Memory.Turns is not [.., var last] || question.Length > LongestFollowUp)
            return question;
        try
        {
            var complete = await AskAsync(request, model, cancellationToken);
            if (complete.Length is > 0 and < LongestText)
                return question + " " + complete;
        }
        catch (LanguageModelException e)
        {
            Log.NotCompleted(logger, request.TurnId, e.Problem);
        }
        return $"{question} {last.Question} {last.Answer}";
    }

    private async Task<string> AskAsync(AgentRequest request, LanguageModelInfo model, CancellationToken cancellationToken)
    {
        var prompt = prompts["follow-up"];
        var kernel = kernels.Create(model, new TurnScope(request, []));
        var messages = await prompt.RenderAsync(kernel, new KernelArguments
        {
            ["question"] = DataText.Line(request.Question),
            ["turns"] = request.Memory.Turns.TakeLast(Turns).Select(turn => new Dictionary<string, object?> { ["question"] = Short(turn.Question), ["answer"] = Short(turn.Answer) }).ToArray(),
        }, cancellationToken);
        var text = new System.Text.StringBuilder();
        await foreach (var update in kernel.GetRequiredService<IChatClient>().GetStreamingResponseAsync(messages, PromptRecorder.Note(prompt.Settings.ToChatOptions(kernel), request.Sent, request.OtherIds), cancellationToken))
            text.Append(update.Text);
        return DataText.Line(Thoughts.Without(text.ToString())).Trim();
    }

    private static string Short(string text) => DataText.Line(text.Beginning(LongestText));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Turn {TurnId}: the follow-up was not completed by the model: {Problem}")]
        public static partial void NotCompleted(ILogger logger, string turnId, TurnProblem problem);
    }
}
