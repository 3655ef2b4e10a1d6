using System.Text;
using System.Text.Json;
using Assistant.Agent.Grounding;
using Assistant.Agent.Kernels;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Assistant.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent;

/// <summary>
/// Facts by the answering model and the prompt "learn", its JSON constrained by a schema. It is not trusted: a value counts only where it stands in the person's own sentence, which is then the
/// fact's quote, and only for attributes that we know.
/// </summary>
internal sealed partial class ModelFacts(
    ILanguageModels models, TurnKernels kernels, PromptCatalog prompts, IMemoryLog log, IOptions<FactBudgetOptions> options, TimeProvider time, ILogger<ModelFacts> logger) : IModelFacts
{
    private const int LongestValue = 120;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(15);

    private static readonly string[] s_attributes =
    [
        FactAttributes.Name, FactAttributes.Home, FactAttributes.Employer, FactAttributes.Role, FactAttributes.Birthday, FactAttributes.Phone, FactAttributes.Email, FactAttributes.Address,
        FactAttributes.Diet, FactAttributes.Speaks, FactAttributes.Likes, FactAttributes.Dislikes, FactAttributes.Allergy, FactAttributes.Pet, FactAttributes.Device, FactAttributes.Vehicle,
        FactAttributes.CustomerNumber, FactAttributes.ContractNumber, FactAttributes.Ticket,
    ];

    private static readonly JsonElement s_schema = JsonElement.Parse(
        $$$$"""
        {"type":"object","properties":{"facts":{"type":"array","items":{"type":"object","properties":{"sentence":{"type":"integer"},
        "attribute":{"type":"string","enum":[{{{{string.Join(',', s_attributes.Select(name => $"\"{name}\""))}}}}]},"value":{"type":"string"}},
        "required":["sentence","attribute","value"],"additionalProperties":false}}},"required":["facts"],"additionalProperties":false}
        """);

    public bool IsThere => options.Value.ByModel && models.Current.IsModel;

    public async Task<IReadOnlyList<Statement>> ReadAsync(ContentOwner person, Utterance utterance, IReadOnlyList<string> sentences, CancellationToken cancellationToken)
    {
        if (!IsThere)
            return [];
        var model = models.Current;
        using var timer = new CancellationTokenSource(s_deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return Checked(await AskAsync(model, person, utterance, sentences, linked.Token), sentences);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, utterance.EpisodeId, "deadline");
        }
        catch (Exception e) when (e is LanguageModelException or JsonException)
        {
            Log.NotRead(logger, utterance.EpisodeId, e.GetType().Name);
        }
        return [];
    }

    private async Task<string> AskAsync(LanguageModelInfo model, ContentOwner person, Utterance utterance, IReadOnlyList<string> sentences, CancellationToken cancellationToken)
    {
        var (prompt, kernel, ledger, text) = (prompts["learn"], kernels.Create(model, null), new PromptLedger(), new StringBuilder());
        var messages = await prompt.RenderAsync(kernel, new KernelArguments
        {
            ["attributes"] = string.Join(", ", s_attributes),
            ["sentences"] = sentences.Select((sentence, i) => new Dictionary<string, object?> { ["n"] = i + 1, ["text"] = DataText.Line(sentence) }).ToArray(),
        }, cancellationToken);
        var settings = PromptRecorder.Note(prompt.Settings.ToChatOptions(kernel), ledger, []);
        settings.ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "facts");
        try
        {
            await foreach (var update in kernel.GetRequiredService<IChatClient>().GetStreamingResponseAsync(messages, settings, cancellationToken))
                text.Append(update.Text);
        }
        finally
        {
            // It was sent, whether an answer came or not. What cannot be logged is not used.
            await log.AppendAsync(person, new(MemoryEventKind.Extracted) { Conversation = utterance.Conversation, Sent = ledger.Sent, Answer = text.ToString(), Model = model.Name }, CancellationToken.None);
        }
        return text.ToString();
    }

    private static List<Statement> Checked(string json, IReadOnlyList<string> sentences)
    {
        var statements = new List<Statement>();
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("facts", out var facts) || facts.ValueKind != JsonValueKind.Array)
            return statements;
        foreach (var fact in facts.EnumerateArray())
            if (StatementOf(fact, sentences) is { } statement && !statements.Exists(each => each.Attribute == statement.Attribute && each.Quote == statement.Quote && !FactAttributes.IsCollection(each.Attribute)))
                statements.Add(statement);
        return statements;
    }

    private static Statement? StatementOf(JsonElement fact, IReadOnlyList<string> sentences)
    {
        if (fact.ValueKind != JsonValueKind.Object
            || !fact.TryGetProperty("sentence", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var n) || n < 1 || n > sentences.Count
            || !fact.TryGetProperty("attribute", out var attribute) || attribute.ValueKind != JsonValueKind.String || !s_attributes.Contains(attribute.GetString())
            || !fact.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String || value.GetString()!.Trim() is not { Length: > 0 and <= LongestValue } words)
            return null;
        var (sentence, at) = (sentences[n - 1], sentences[n - 1].IndexOf(words, StringComparison.OrdinalIgnoreCase));
        var isWhole = at >= 0 && !IsWithinWord(sentence, at) && !IsWithinWord(sentence, at + words.Length);
        return isWhole ? new(FactAttributes.User, attribute.GetString()!, sentence.Substring(at, words.Length), StatementKind.Holds, null, null, sentence) : null;
    }

    /// <summary>Chinese has no gaps between words.</summary>
    private static bool IsWithinWord(string text, int at) => at > 0 && at < text.Length && IsLetter(text[at - 1]) && IsLetter(text[at]);

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) && c < '\u3000';

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model read no facts from episode {EpisodeId}: {Reason}")]
        public static partial void NotRead(ILogger logger, string episodeId, string reason);
    }
}
