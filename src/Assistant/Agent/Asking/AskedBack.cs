using System.Globalization;
using System.Text.Json;
using Assistant.Text;

namespace Assistant.Agent.Asking;

/// <summary>
/// What an answer asks its person before it goes on: which of several attachments is meant, whether something may be done, or what a tool still has to know. It is kept with the turn that asks, in working memory and in the log;
/// the next message of that person in the conversation answers it, by words or by a card's button, and any other message of theirs withdraws it; what others say there leaves it open. So at most one is open to a person in a conversation.
/// </summary>
public sealed record AskedBack
{
    /// <summary>Of the turn that asks; a card's buttons bring it back.</summary>
    public required string Id { get; init; }

    public required AskedKind Kind { get; init; }

    /// <summary>Who is asked, by the channel's id: nobody else answers it.</summary>
    public required string PersonId { get; init; }

    /// <summary>For people, where others read along; null when unknown.</summary>
    public string? PersonName { get; init; }

    /// <summary>Later replies are told that it is no longer open.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>One sentence: what is asked.</summary>
    public required string Title { get; init; }

    /// <summary>What the answer says before it asks; may be empty. Where a card asks, this is all of the answer's text.</summary>
    public string Lead { get; init; } = "";

    /// <summary>How and how long it may be answered, and the like; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The message that could not be answered yet, completed by what it leant on.</summary>
    public required string Question { get; init; }

    /// <summary>"en" or "zh": of the question, and so of what follows.</summary>
    public required string Language { get; init; }

    /// <summary>Of <see cref="AskedKind.Choice"/>: two or more.</summary>
    public IReadOnlyList<AskedChoice> Choices { get; init; } = [];

    /// <summary>What the two buttons of an approval or a form say; empty for a choice.</summary>
    public string Yes { get; init; } = "";

    public string No { get; init; } = "";

    /// <summary>The tool that waits, of <see cref="AskedKind.ToolCall"/> and <see cref="AskedKind.Form"/>.</summary>
    public WaitingCall? Call { get; init; }

    public bool IsOpenAt(DateTimeOffset now) => now <= Until;
}

public enum AskedKind
{
    /// <summary>Which attachment is meant.</summary>
    Choice,

    /// <summary>Whether all that is stored of the person is to be erased.</summary>
    Erasure,

    /// <summary>Whether the memory of the person is to be emptied.</summary>
    ForgetEverything,

    /// <summary>Whether a tool may run with these arguments.</summary>
    ToolCall,

    /// <summary>What a tool still has to know: <see cref="WaitingCall.Missing"/>.</summary>
    Form,
}

/// <param name="Label">Different from the other choices' labels.</param>
/// <param name="EvidenceId">The evidence that is meant.</param>
/// <param name="Hint">The words that it begins with, to know it by; may be empty.</param>
public sealed record AskedChoice(string Label, string EvidenceId, string Hint);

/// <summary>A tool call that is not made before its person has agreed, or has said what is missing.</summary>
/// <param name="Tool">As the model calls it: "plugin_function".</param>
/// <param name="Arguments">A JSON object.</param>
/// <param name="Before">What ran for the same question until then, for the model to go on from.</param>
public sealed record WaitingCall(string Tool, string Arguments, IReadOnlyList<ToolCall> Before)
{
    private const int LongestShown = 500;

    /// <summary>What it needs and nobody has said yet, in the tool's own order; empty for a call that only waits for approval.</summary>
    public IReadOnlyList<AskedField> Missing { get; init; } = [];

    /// <summary>With all arguments it still waits for approval.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>For a person to judge the call by; a value that is too long to show says so by its end.</summary>
    public IReadOnlyList<(string Name, string Value)> ReadableArguments()
    {
        using var arguments = JsonDocument.Parse(Arguments);
        return [.. arguments.RootElement.EnumerateObject().Select(argument => (argument.Name, Shown(argument.Value.ToString())))];
    }

    private static string Shown(string value)
    {
        var line = string.Join(' ', value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestShown ? line : string.Create(CultureInfo.InvariantCulture, $"{line.Beginning(LongestShown)}… ({line.Length} characters)");
    }
}
