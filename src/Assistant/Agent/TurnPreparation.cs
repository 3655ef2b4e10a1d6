using Assistant.Agent.Grounding;
using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Assistant.Agent.Tasks;
using Assistant.Memory;
using Assistant.Prompts;
using Assistant.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent;

/// <summary>Makes a turn's request to the model: the task's prompt, evidence and history within the model's room, tools where the task has any.</summary>
internal sealed class TurnPreparation(PromptCatalog prompts, TurnKernels kernels, PicturesForModel pictures, QuestionForSearch search, IOptions<ModelOptions> options)
{
    // Instructions, tags and the descriptions of the tools.
    private const int PromptTokens = 1_200;
    private const int LeastEvidence = 256;

    /// <param name="share">1, or less when the server found the request too long.</param>
    public async Task<PreparedTurn> PrepareAsync(AgentRequest request, LanguageModelInfo model, double share, CancellationToken cancellationToken)
    {
        var task = MessageTasks.Of(request.Question);
        var shown = await pictures.OpenAsync(request, model, cancellationToken);
        request = request with { Failures = shown.Left(request.Failures) };
        var room = (int)((model.ContextTokens - OutputTokens(model) - PromptTokens - shown.Shown.Count * options.Value.PictureTokens) * share);
        var (question, cut) = Cut(DataText.Lines(request.Question), Math.Max(LeastEvidence, room / 3));
        var forHistory = Math.Max(0, room / 4);
        var (history, spared) = ConversationHistory.Messages(request.Memory, request.From.Id, forHistory);
        var left = room - TokenEstimate.Of(question) - (forHistory - spared);
        var chosen = await ChooseAsync(request, model, task, Math.Max(LeastEvidence, left), cancellationToken);
        var scope = new TurnScope(request, chosen.Shown);
        var kernel = kernels.Create(model, scope);
        var prompt = prompts[MessageTasks.Prompt(task)];
        var messages = await prompt.RenderAsync(kernel, Arguments(request, task, question, chosen, shown), cancellationToken);
        // Evidence, and the names of what had no room, may be others'.
        foreach (var message in messages)
            message.With(request.OthersRead);
        messages.InsertRange(messages.Count - 1, history);
        foreach (var picture in shown.Shown)
            messages[^1].Contents.Add(picture.Content);
        var chat = PromptRecorder.Note(prompt.Settings.ToChatOptions(kernel), request.Sent, request.OtherIds);
        chat.MaxOutputTokens = Math.Min(chat.MaxOutputTokens ?? int.MaxValue, OutputTokens(model));
        return new PreparedTurn(request, task, kernel, scope, messages, chat, chosen.LeftOut, cut);
    }

    private int OutputTokens(LanguageModelInfo model) => Math.Min(options.Value.MaxOutputTokens, model.ContextTokens / 4);

    private async Task<ChosenPassages> ChooseAsync(AgentRequest request, LanguageModelInfo model, MessageTask task, int budget, CancellationToken cancellationToken)
    {
        var evidence = task is MessageTask.Answer or MessageTask.Write ? request.Evidence : Material(request);
        var all = PassageCutter.Cut(evidence).ToArray();
        var fits = all.Sum(passage => (long)passage.Tokens) <= budget;
        return PassageChoice.Choose(all, fits ? "" : await search.OfAsync(request, model, cancellationToken), budget);
    }

    /// <summary>What a task works on: what came with the message; else the newest that was read, unless the message brings its own text.</summary>
    private static IReadOnlyList<Perception.Evidence> Material(AgentRequest request)
    {
        const int LongestWish = 240;
        if (request.NewEvidence > 0)
            return [.. request.Evidence.Take(request.NewEvidence)];
        return request.Question.Length > LongestWish || request.Question.Contains('\n', StringComparison.Ordinal) ? [] : [.. request.Evidence.Take(1)];
    }

    private static KernelArguments Arguments(AgentRequest request, MessageTask task, string question, ChosenPassages chosen, ShownPictures shown)
    {
        var arguments = new KernelArguments
        {
            ["answerLanguage"] = ModelWording.LanguageName(request.Language),
            ["question"] = question,
            ["now"] = request.Now.ToString("dddd, d MMMM yyyy, HH:mm (zzz)", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (task == MessageTask.Summarise)
            (arguments["words"], arguments["numbered"]) = (150, true);
        if (chosen.Shown.Count > 0)
        {
            arguments["fence"] = Fence(request.TurnId);
            arguments["evidence"] = chosen.Shown.Select(passage => new Dictionary<string, object?> { ["n"] = passage.N, ["place"] = passage.Place, ["text"] = passage.Text }).ToArray();
        }
        if (chosen.LeftOut.Count > 0)
            arguments["leftOut"] = string.Join("; ", chosen.LeftOut.Select(left => $"{left.Passages} of {left.OfPassages} pieces of {DataText.Line(left.Source)}"));
        if (shown.Names is { Length: > 0 } names)
            arguments["pictures"] = names;
        if (NotRead(request) is { Length: > 0 } notRead)
            arguments["failures"] = notRead;
        return arguments;
    }

    /// <summary>Files that were not read, and those, of earlier messages too, of which a part was not.</summary>
    private static string NotRead(AgentRequest request)
    {
        var parts = request.Evidence.SelectMany(evidence => evidence.Gaps).Select(gap => DataText.Line(gap.Source)).Distinct().ToList();
        var whole = request.Failures.Select(failure => DataText.Line(failure.Source)).Distinct().Except(parts);
        return string.Join(", ", whole.Concat(parts.Select(source => $"part of {source}")));
    }

    /// <summary>Turn ids are hashes of what a document's author cannot know.</summary>
    public static string Fence(string turnId) => turnId.Length >= 6 ? turnId[..6] : turnId;

    private static (string Text, bool Cut) Cut(string text, int tokens)
    {
        if (TokenEstimate.Of(text) <= tokens)
            return (text, false);
        var length = Math.Min(text.Length, tokens * 3);
        while (length > 0 && TokenEstimate.Of(text.AsSpan(0, length)) > tokens)
            length = length * 4 / 5;
        return (text.Beginning(length), true);
    }
}

/// <param name="Request">As it is answered: failures that do not count for this model are out.</param>
/// <param name="LeftOut">What of the evidence had no room.</param>
/// <param name="QuestionCut">Only the message's beginning had room.</param>
internal sealed record PreparedTurn(
    AgentRequest Request, MessageTask Task, Kernel Kernel, TurnScope Scope, List<ChatMessage> Messages, ChatOptions Options, IReadOnlyList<LeftOut> LeftOut, bool QuestionCut)
{
    public IChatClient Client => Kernel.GetRequiredService<IChatClient>();

    public bool Offers(string tool) => Options.Tools?.Any(offered => offered.Name == tool) == true;
}
