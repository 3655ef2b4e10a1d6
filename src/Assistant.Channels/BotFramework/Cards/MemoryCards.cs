using System.Text.Json.Nodes;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What a person sees and does about their memory on a card: the same as in the page's panel, by the same code. Each action may come twice.</summary>
internal sealed class MemoryCards(IPersonalFacts facts, IPersonalMemory memory, IMemoryDialogue dialogue, IOptions<LongTermMemoryOptions> options, TimeProvider time)
{
    public Task<JsonObject> ListAsync(ContentOwner person, string language, CancellationToken cancellationToken) => ListAsync(person, new(language), 0, null, cancellationToken);

    /// <returns>The card that takes the pressed one's place.</returns>
    /// <exception cref="CardRefusal">The card has no such action, or it lacks what it needs.</exception>
    public async Task<JsonObject> ActAsync(ContentOwner person, CardAction action, string language, CancellationToken cancellationToken)
    {
        var words = new MemoryCardWords(language);
        if (!options.Value.Enabled && IsKnown(action.Verb))
            return new MemoryCard(words).SwitchedOff();
        switch (action.Verb)
        {
            case MemoryCard.List:
                return await ListAsync(person, words, action.Page, null, cancellationToken);
            case MemoryCard.Fact:
                return await DetailAsync(person, words, action, null, cancellationToken);
            case MemoryCard.Correct:
                return await CorrectAsync(person, words, action, cancellationToken);
            case MemoryCard.Forget:
                return await ListAsync(person, words, action.Page, await ForgetAsync(person, words, FactOf(action)), cancellationToken);
            case MemoryCard.Pause:
                await memory.PauseAsync(person, cancellationToken);
                return await ListAsync(person, words, action.Page, words.PausedNow, cancellationToken);
            case MemoryCard.Resume:
                await memory.ResumeAsync(person, cancellationToken);
                return await ListAsync(person, words, action.Page, words.ResumedNow, cancellationToken);
            case MemoryCard.AskEverything:
                return new MemoryCard(words).Confirmation(action.Page);
            case MemoryCard.ForgetEverything:
                return await ListAsync(person, words, 0, await ForgetEverythingAsync(person, words), cancellationToken);
            default:
                throw CardRefusal.NotSupported();
        }
    }

    private static bool IsKnown(string verb) => verb is MemoryCard.List or MemoryCard.Fact or MemoryCard.Correct or MemoryCard.Forget
        or MemoryCard.Pause or MemoryCard.Resume or MemoryCard.AskEverything or MemoryCard.ForgetEverything;

    private static string FactOf(CardAction action) => action.Fact is { Length: > 0 } id ? id : throw CardRefusal.BadRequest("value.action.data.fact is missing.");

    private async Task<JsonObject> ListAsync(ContentOwner person, MemoryCardWords words, int page, string? note, CancellationToken cancellationToken)
    {
        var ledger = await facts.OpenAsync(person, cancellationToken);
        var now = ledger.Present(time.GetUtcNow());
        // What holds now by its strength, as in the answer; then what was or will be.
        var shown = ledger.Facts.OrderByDescending(fact => fact.HoldsAt(now)).ThenByDescending(fact => ledger.Strength(fact, now)).ThenBy(fact => fact.Id, StringComparer.Ordinal).DistinctBy(fact => (fact.Id, fact.From));
        return new MemoryCard(words).ListOf([.. shown.Select(fact => (fact.Id, dialogue.Describe(fact, words.Language)))], await memory.IsPausedAsync(person, cancellationToken), page, note);
    }

    private async Task<JsonObject> DetailAsync(ContentOwner person, MemoryCardWords words, CardAction action, string? note, CancellationToken cancellationToken)
    {
        var id = FactOf(action);
        var known = (await facts.OpenAsync(person, cancellationToken)).Facts.Where(fact => fact.Id == id).ToList();
        return known.Count == 0
            ? await ListAsync(person, words, action.Page, words.NotRemembered, cancellationToken)
            : new MemoryCard(words).Detail(id, dialogue.Describe(known[^1], words.Language), [.. known.SelectMany(fact => fact.Origins).Distinct().OrderByDescending(origin => origin.SaidAt)], action.Page, note);
    }

    private async Task<JsonObject> CorrectAsync(ContentOwner person, MemoryCardWords words, CardAction action, CancellationToken cancellationToken)
    {
        var id = FactOf(action);
        var value = string.Concat((action.Value ?? "").Where(c => !char.IsControl(c))).Trim();
        if (value.Length is 0 or > MemoryCard.LongestValue)
            return await DetailAsync(person, words, action, value.Length == 0 ? words.WriteFirst : words.TooLong(MemoryCard.LongestValue), cancellationToken);
        // Pressed twice, the second finds the value there already.
        var done = await memory.CorrectAsync(person, id, value, cancellationToken)
            || (await facts.OpenAsync(person, cancellationToken)).Facts.Any(fact => fact.Value == value && fact.Origins.Any(origin => origin.IsCorrection));
        return await ListAsync(person, words, action.Page, done ? words.Corrected : words.NotRemembered, cancellationToken);
    }

    /// <summary>Once begun it is not given up with the connection: the facts would be gone and their words still there.</summary>
    private async Task<string> ForgetAsync(ContentOwner person, MemoryCardWords words, string id)
    {
        try
        {
            return await memory.ForgetFactAsync(person, id, CancellationToken.None) ? words.Forgotten : words.NotRemembered;
        }
        catch (LegalHoldException)
        {
            return words.Held;
        }
    }

    private async Task<string> ForgetEverythingAsync(ContentOwner person, MemoryCardWords words)
    {
        try
        {
            await memory.ForgetEverythingAsync(person, CancellationToken.None);
            return words.AllForgotten;
        }
        catch (LegalHoldException)
        {
            return words.Held;
        }
    }
}
