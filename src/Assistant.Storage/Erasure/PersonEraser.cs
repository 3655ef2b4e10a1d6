using System.Reflection;
using System.Runtime.ExceptionServices;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Attachments;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Erasure;

/// <summary>
/// Erases in this order, each step of which may be repeated: end the person's conversations, destroy the key (noted with the keys, so that a start after a crash goes on from here; then with the log, so that
/// nobody writes under it), remove files and working memory, remove the rows and chain that, sign, give the receipt.
/// </summary>
internal sealed partial class PersonEraser(
    ErasureLedger ledger, ErasureTurn turns, SubjectKeys keys, KeyStore store, ConversationKeys conversationKeys, RowErasure erasure, RestoredRows restored, PersonConversations involved, ChainSigner signer, IEnumerable<IContentCache> caches, IWorkingMemory memory,
    IAttachmentRemover attachments, IEnumerable<IPersonalStore> personal, IEnumerable<IConversations> running, HeldWords held, ErasureRequests requests, TimeProvider time, ILogger<PersonEraser> logger) : IPersonEraser
{
    private const string Files = "attachment_files";

    /// <summary>For erasures that others are at.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly string s_program = "Assistant " + (Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    public Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken) => held.RefuseAsync(person, cancellationToken);

    public async Task<ErasureReceipt> EraseAsync(ContentOwner person, string requestedBy, CancellationToken cancellationToken) =>
        (await EraseAsync(person, requestedBy, null, cancellationToken))!;

    public Task<ErasureReceipt?> EraseRequestedAsync(ContentOwner person, CancellationToken cancellationToken) =>
        EraseAsync(person, "person", async () => (await requests.ListAsync(cancellationToken)).Any(request => request.Person == person), cancellationToken);

    /// <param name="isAsked">Looked at once nobody else erases.</param>
    private async Task<ErasureReceipt?> EraseAsync(ContentOwner person, string requestedBy, Func<Task<bool>>? isAsked, CancellationToken cancellationToken)
    {
        await held.RefuseAsync(person, cancellationToken);
        using var turn = await turns.TakeAsync(s_patience, cancellationToken) ?? throw new StorageUnavailableException("Other erasures are under way; ask again later.");
        if (isAsked is not null && !await isAsked())
            return null;
        // Nobody comes before this erasure any more, and nobody holds the person: what ends here does not go on.
        await held.RefuseAsync(person, cancellationToken);
        foreach (var conversation in await involved.ListAsync(person, cancellationToken))
            if (conversation.IsTheirs)
                foreach (var conversations in running)
                    await conversations.EndAsync(conversation.Key, cancellationToken);
        foreach (var again in await restored.FindAsync(person.Tenant, person, cancellationToken))
            await RepeatAsync(again, cancellationToken);
        // One of the same person that was broken off is this one, unless they have written since: that is a new key's.
        ErasureReceipt? earlier = null;
        foreach (var left in ledger.Unfinished().Where(each => each.Person == person))
            earlier = await FinishAsync(left, cancellationToken);
        BegunErasure begun;
        using (TurnTelemetry.StartStep("erase.key"))
        {
            var key = store.Find(person);
            if (key is null && earlier is not null)
                return earlier;
            var found = await FindAsync(person, key, cancellationToken);
            // Somebody may have set a hold while others' erasures were waited for.
            await held.RefuseAsync(person, cancellationToken);
            begun = ledger.Begin(person, key, requestedBy, found);
        }
        return await FinishAsync(begun, cancellationToken);
    }

    public async Task<IReadOnlyList<ErasureReceipt>> FinishAsync(CancellationToken cancellationToken)
    {
        if (ledger.Unfinished().Count == 0)
            return [];
        // Somebody else who is at one finishes it.
        using var turn = await turns.TakeAsync(TimeSpan.Zero, cancellationToken);
        if (turn is null)
            return [];
        var (receipts, failure) = (new List<ErasureReceipt>(), (ExceptionDispatchInfo?)null);
        foreach (var begun in ledger.Unfinished())
        {
            try
            {
                receipts.Add(await FinishAsync(begun, cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that cannot be finished now does not hold up the others.
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }
        failure?.Throw();
        return receipts;
    }

    /// <summary>Once more removes what a backup brought back; the receipts that were given stand.</summary>
    public async Task RepeatAsync(IReadOnlyList<BegunErasure> erasures, CancellationToken cancellationToken)
    {
        if (erasures.Count == 0)
            return;
        using var turn = await turns.TakeAsync(s_patience, cancellationToken) ?? throw new StorageUnavailableException("Other erasures are under way; ask again later.");
        foreach (var again in erasures)
            await RepeatAsync(again, cancellationToken);
        await signer.SignAsync(cancellationToken);
    }

    private async Task RepeatAsync(BegunErasure again, CancellationToken cancellationToken)
    {
        await RemoveAsync(again, cancellationToken);
        await erasure.EndAsync(again);
    }

    private async Task<ErasureReceipt> FinishAsync(BegunErasure begun, CancellationToken cancellationToken)
    {
        var (rows, covered) = await RemoveAsync(begun, cancellationToken);
        using var step = TurnTelemetry.StartStep("erase.receipt");
        await signer.SignAsync(cancellationToken);
        var after = await signer.HeadAsync(begun.Person.Tenant, cancellationToken);
        using var key = store.NewSigner();
        var receipt = new ErasureReceipt(ErasureReceipt.CurrentFormat, begun.Person.Tenant, begun.Pseudonym, begun.RequestedAt, time.GetUtcNow(), begun.RequestedBy,
            covered.Where(entry => entry.Value > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(), begun.Fingerprint, rows.ChainBefore, RowErasure.Describe(after), s_program, "", "").Sign(key);
        receipt = ledger.Finish(begun, receipt);
        await erasure.EndAsync(begun);
        Log.Erased(logger, begun.Pseudonym, covered.Values.Sum());
        return receipt;
    }

    private async Task<(ErasedRows Rows, IReadOnlyDictionary<string, long> Covered)> RemoveAsync(BegunErasure begun, CancellationToken cancellationToken)
    {
        var person = begun.Person;
        keys.Forget(person);
        await erasure.BeginAsync(begun);
        var covered = new Dictionary<string, long>(begun.Found);
        var conversations = await involved.ListAsync(person, cancellationToken);
        using (TurnTelemetry.StartStep("erase.files"))
            await RemoveFilesAsync(begun, conversations, covered, cancellationToken);
        ErasedRows rows;
        using (TurnTelemetry.StartStep("erase.rows"))
            rows = await erasure.RemoveAsync(begun, [.. conversations.Select(conversation => conversation.Key)], covered);
        RowErasure.Add(covered, rows.Counts);
        foreach (var cache in caches)
            cache.ForgetAll();
        foreach (var (conversation, _) in conversations)
        {
            if (await involved.IsGoneAsync(conversation, cancellationToken))
            {
                await attachments.RemoveAsync(conversation, cancellationToken);
                continue;
            }
            // Somebody else's turn that had read what the person said, and ended before the rows went, has kept it under the key that was new; one that ends from here on is taken over.
            conversationKeys.Renew(conversation);
            await memory.RemoveAsync(conversation, cancellationToken);
        }
        return (rows, covered);
    }

    /// <summary>How much there is of what is not a row of the log.</summary>
    private async Task<Dictionary<string, long>> FindAsync(ContentOwner person, SubjectKey? key, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>();
        foreach (var (conversation, _) in await involved.ListAsync(person, cancellationToken))
            if (key is not null)
                found[Files] = found.GetValueOrDefault(Files) + await attachments.CountSealedAsync(conversation, key.Id, cancellationToken);
        foreach (var other in personal)
            found[other.Kind] = await other.CountAsync(person, cancellationToken);
        return found;
    }

    /// <summary>All that is not a row of the log: files, working memory with its key, and the person's other stores.</summary>
    /// <param name="covered">What was found when it began; more when some has come since.</param>
    private async Task RemoveFilesAsync(BegunErasure begun, IReadOnlyList<(ConversationKey Key, bool IsTheirs)> conversations, Dictionary<string, long> covered, CancellationToken cancellationToken)
    {
        var removed = 0L;
        var spared = DestroyedKeys.Spared(store.Find(begun.Person));
        foreach (var (conversation, _) in conversations)
        {
            // Where words stay, others' or what the person has said since, the chain goes on knowing the conversation by its pseudonym.
            if (await involved.IsSharedAsync(conversation, begun.Person, spared, cancellationToken))
                conversationKeys.Renew(conversation);
            else
                conversationKeys.Destroy(conversation);
            await memory.RemoveAsync(conversation, cancellationToken);
            removed += await attachments.RemoveSealedAsync(conversation, begun.KeyId, cancellationToken);
        }
        covered[Files] = Math.Max(covered.GetValueOrDefault(Files), removed);
        foreach (var other in personal)
            covered[other.Kind] = Math.Max(covered.GetValueOrDefault(other.Kind), await other.EraseAsync(begun.Person, cancellationToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Person {Pseudonym} was erased: {Count} items")]
        public static partial void Erased(ILogger logger, string pseudonym, long count);
    }
}
