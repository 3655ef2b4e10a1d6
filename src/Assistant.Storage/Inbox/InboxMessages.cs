using System.Data.Common;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>Stored messages, read and changed within a transaction: what another change of the same message wrote just before, on whichever replica, stays.</summary>
internal sealed class InboxMessages(ContentCodec content)
{
    /// <param name="isDone">Whether it is answered.</param>
    /// <param name="change">Null: it is to stay as it is.</param>
    /// <returns>False when there is none such, or it stayed as it is.</returns>
    public bool Change(StoreSession session, string conversation, string activityId, bool isDone, Func<InboundMessage, InboundMessage?> change)
    {
        // Changes nothing, but holds the row: who changes it too does so before, or waits.
        if (session.Execute(InboxStatements.HoldMessage, conversation, activityId, isDone) != 1
            || Find(session, conversation, activityId) is not { } message || change(message) is not { } changed)
            return false;
        var owner = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        return session.Execute(InboxStatements.ChangeMessage, content.Write(owner, changed, StoreJson.Default.InboundMessage), conversation, activityId) == 1;
    }

    /// <summary>Changes nothing, but holds the row, answered or not: who changes the message too does so before, or waits.</summary>
    public static void Hold(StoreSession session, string conversation, string activityId)
    {
        if (session.Execute(InboxStatements.HoldMessage, conversation, activityId, false) != 1)
            session.Execute(InboxStatements.HoldMessage, conversation, activityId, true);
    }

    /// <summary>Columns: tenant, subject, payload.</summary>
    public InboundMessage Read(DbDataReader row, int first) =>
        content.Read(new ContentOwner(row.GetString(first), row.GetString(first + 1)), row.GetFieldValue<byte[]>(first + 2), StoreJson.Default.InboundMessage);

    private InboundMessage? Find(StoreSession session, string conversation, string activityId)
    {
        using var rows = session.Query(InboxStatements.FindMessage, conversation, activityId);
        return rows.Read() ? Read(rows, 0) : null;
    }
}
