using Microsoft.EntityFrameworkCore;

namespace Assistant.Storage.Schema;

/// <summary>
/// The schema, once for both databases; each has a derived context with migrations of its own. The path of a message reads and writes by prepared commands, not through here.
/// Content lies in Payload columns only: UTF-8 JSON that went through IContentProtector, beside the tenant and the person it belongs to. Times are milliseconds since 1970 in UTC, so that both databases
/// sort and compare them alike.
/// </summary>
internal abstract class AssistantDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ConversationRow>(table =>
        {
            table.ToTable("conversations").HasKey(row => row.Key);
            table.HasIndex(row => new { row.Tenant, row.Channel, row.UserId, row.LastActivityAt });
        });
        modelBuilder.Entity<InboxRow>(table =>
        {
            table.ToTable("inbox").HasKey(row => new { row.Conversation, row.ActivityId });
            table.HasIndex(row => row.AcceptedAt).HasDatabaseName("ix_inbox_pending").HasFilter(PendingFilter);
        });
        modelBuilder.Entity<ActivityRow>(table =>
        {
            table.ToTable("activities").HasKey(row => new { row.Conversation, row.Watermark });
            table.HasIndex(row => new { row.Tenant, row.Subject });
            table.HasIndex(row => row.At);
        });
        modelBuilder.Entity<TurnRow>(table =>
        {
            table.ToTable("turns").HasKey(row => row.TurnId);
            table.HasIndex(row => new { row.Conversation, row.Sequence });
            table.HasIndex(row => row.EndedAt);
        });
        modelBuilder.Entity<EvidenceRow>(table =>
        {
            table.ToTable("evidence").HasKey(row => new { row.Conversation, row.Id });
            table.HasIndex(row => new { row.Conversation, row.AttachmentId });
        });
        modelBuilder.Entity<ToolCallRow>(table =>
        {
            table.ToTable("tool_calls").HasKey(row => new { row.TurnId, row.Position });
            table.HasIndex(row => row.Conversation);
        });
        modelBuilder.Entity<FeedbackRow>(table =>
        {
            table.ToTable("feedback").HasKey(row => new { row.Conversation, row.Id });
            table.HasIndex(row => new { row.Tenant, row.Subject });
        });
        modelBuilder.Entity<DeliveryRow>().ToTable("deliveries").HasKey(row => new { row.Conversation, row.ChannelId });
        modelBuilder.Entity<OutboxRow>(table =>
        {
            table.ToTable("outbox").HasKey(row => new { row.Conversation, row.ReplyId });
            table.HasIndex(row => row.RecordedAt);
        });
        modelBuilder.Entity<EarlyRevisionRow>(table =>
        {
            table.ToTable("early_revisions").HasKey(row => new { row.Conversation, row.ActivityId, row.Subject });
            table.HasIndex(row => row.At);
        });
        modelBuilder.Entity<EndedConversationRow>().ToTable("ended_conversations").HasKey(row => row.Conversation);
        modelBuilder.Entity<AttachmentChunkRow>().ToTable("attachments").HasKey(row => new { row.Conversation, row.AttachmentId, row.Position });
        modelBuilder.Entity<WorkingMemoryRow>(table =>
        {
            table.ToTable("working_memory").HasKey(row => row.Conversation);
            table.HasIndex(row => row.ExpiresAt);
        });
        modelBuilder.Entity<ChainRow>().ToTable("chain").HasKey(row => new { row.Tenant, row.Sequence });
        modelBuilder.Entity<ChainHeadRow>().ToTable("chain_heads").HasKey(row => row.Tenant);
        modelBuilder.Entity<ChainSignatureRow>().ToTable("chain_signatures").HasKey(row => new { row.Tenant, row.Sequence });
        modelBuilder.Entity<FactLedgerRow>().ToTable("fact_ledgers").HasKey(row => new { row.Tenant, row.Subject });
        modelBuilder.Entity<InstallationRow>().ToTable("installation").HasKey(row => row.Name);
        modelBuilder.Entity<MemoryEventRow>(table =>
        {
            table.ToTable("memory_events").HasKey(row => new { row.Tenant, row.Subject, row.Id });
            table.HasIndex(row => row.At);
        });
        modelBuilder.Entity<MemorySegmentRow>().ToTable("memory_segments").HasKey(row => new { row.Tenant, row.Subject, row.Segment });
        modelBuilder.Entity<MemoryCursorRow>(table =>
        {
            table.ToTable("memory_cursors").HasKey(row => new { row.Tenant, row.Subject, row.Conversation });
            table.HasIndex(row => row.Conversation);
        });
        modelBuilder.Entity<ConversationReferenceRow>(table =>
        {
            table.ToTable("conversation_references").HasKey(row => new { row.Tenant, row.Subject, row.Channel, row.Conversation });
            table.HasIndex(row => row.Conversation);
        });
        modelBuilder.Entity<NoticeRecipientRow>(table =>
        {
            table.ToTable("notice_recipients").HasKey(row => new { row.Tenant, row.NoticeId, row.Recipient });
            table.HasIndex(row => row.Conversation);
        });
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
    }

    /// <summary>SQL of "not done", which the databases spell differently.</summary>
    protected abstract string PendingFilter { get; }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
