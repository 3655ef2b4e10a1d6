using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Extractive.Wording;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Between steps 5 and 6: what of earlier turns the question may be answered from, which is then a part of what the turn recalled, and what has to be said of it. Stateless and thread-safe.</summary>
internal sealed class TurnEvidence(OlderEvidence older, IOptions<TurnOptions> options)
{
    public async Task<KnownEvidence> GatherAsync(Turn turn, AttachmentReading read, string question, CancellationToken cancellationToken)
    {
        var (memory, conversation) = (turn.Recalled.Memory, turn.Accepted.Message.Conversation);
        var recalled = turn.Recalled.Evidence.Where(each => !read.Evidence.Any(mine => mine.Id == each.Id)).ToList();
        var offered = memory.Turns.AskingOf(turn.Accepted.Message.From.Id)?.Asked is { Kind: AskedKind.Choice } asked && asked.IsOpenAt(turn.Accepted.Message.ReceivedAt) ? asked.Choices.Select(choice => choice.EvidenceId).ToHashSet() : [];
        var found = await older.SearchAsync(conversation, [.. memory.EvidenceIds.Skip(options.Value.MaxRecalledEvidence)], offered, question, cancellationToken);
        // Whose words these are counts like those of the newer ones.
        turn.Recalled = turn.Recalled with { Evidence = [.. turn.Recalled.Evidence, .. found.Evidence] };
        List<Evidence> earlier = [.. recalled, .. found.Evidence.Where(each => !read.Evidence.Any(mine => mine.Id == each.Id))];
        var unread = recalled.Where(each => IsUnread(each) && !read.Evidence.Concat(earlier).Any(again => again.HasContent && again.Source == each.Source && again.Place?.SentAt > each.Place?.SentAt)).ToList();
        var replaced = SentAgain.In([.. read.AnswerableEvidence, .. earlier], question);
        return new([.. earlier.Where(each => !replaced.ContainsKey(each.Id) || offered.Contains(each.Id))], [.. replaced.Values.Where(each => each.IsChanged).Select(each => each.Newest).Distinct()])
        {
            // Nothing of a stopped turn was answered: the next one says what was not read in it.
            JustUnread = [.. unread.Where(each => memory.Turns.LastOrDefault(past => !StopWords.IsStop(past.Question)) is not { } last || each.Place?.SentAt > last.At).SelectMany(each => each.Gaps).Select(Bare)],
            Unread = [.. unread.SelectMany(each => each.Gaps).Select(Bare)],
            // What memory refers to no more was not searched either.
            IsCutOff = found.NotSearched > 0 || memory.EvidenceIds.Count >= WorkingMemoryPolicy.MaxEvidence,
            IsLookedBack = read.AnswerableEvidence.Count == 0,
        };
    }

    private static bool IsUnread(Evidence evidence) => !evidence.HasContent && evidence.Gaps.Any(gap => gap.Problem == AttachmentProblem.Stopped);

    /// <summary>It has no place in this message.</summary>
    private static AttachmentFailure Bare(AttachmentFailure failure) => failure with { Place = 0 };
}

/// <param name="Earlier">Newest first, pictures in which nothing was read among them.</param>
/// <param name="Renewed">Files of which only the newest version is answered from, each with another one before it.</param>
internal sealed record KnownEvidence(IReadOnlyList<Evidence> Earlier, IReadOnlyList<Evidence> Renewed)
{
    private const int MostVersions = 2;

    /// <summary>Files of the message before, which was stopped before they were read.</summary>
    public IReadOnlyList<AttachmentFailure> JustUnread { get; init; } = [];

    /// <summary>The same of all messages, but for what was sent again and read.</summary>
    public IReadOnlyList<AttachmentFailure> Unread { get; init; } = [];

    /// <summary>There are older files that were not searched.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Earlier files are looked through, as none came with the question.</summary>
    public bool IsLookedBack { get; init; }

    /// <summary>The answer, with what has to be said of where it was looked for.</summary>
    /// <param name="timeZone">The person's.</param>
    public Answer Told(Answer answer, string? timeZone)
    {
        if (answer is { Failure: not null } or { Asks: not null })
            return answer;
        var (isMissed, cited) = (!answer.Found && IsLookedBack, answer.CitedEvidence);
        var notes = Renewed.Where(each => isMissed || cited.Contains(each.Id)).Take(MostVersions).Select(each => Version(each, answer.Language, timeZone)).ToList();
        if (isMissed && Unread.Except(JustUnread).ToList() is { Count: > 0 } unread)
            notes.Add(FailureWording.Lines(unread, answer.Language));
        if (isMissed && IsCutOff)
            notes.Add(Phrases.Pick(answer.Language,
                "Older files of this conversation were not searched. If you mean one of them, please send it again.",
                "本会话中更早的文件没有查找。如果您指的是其中之一，请重新发送。"));
        return notes.Count == 0 ? answer : answer with { Text = $"{answer.Text}\n\n{string.Join("\n\n", notes)}" };
    }

    private static string Version(Evidence newest, string language, string? timeZone)
    {
        var (name, sent) = (Markdown.Escape(newest.Source), LocalTime.Of(newest.Place!.SentAt, timeZone));
        return Phrases.Pick(language,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"I went by the newest {name}, sent on {sent:d MMMM} at {sent:HH:mm}. Ask about the earlier version if you mean that one."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"我以最新的 {name} 为准（{sent:M月d日 HH:mm} 发送）。如果您指的是之前的版本，请说明。"));
    }
}
