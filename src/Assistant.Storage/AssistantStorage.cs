using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Health;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Notices;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Archive;
using Assistant.Storage.Attachments;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Directories;
using Assistant.Storage.Erasure;
using Assistant.Storage.Inbox;
using Assistant.Storage.Keys;
using Assistant.Storage.LongTermMemory;
using Assistant.Storage.Notices;
using Assistant.Storage.Retention;
using Assistant.Storage.WorkingMemory;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>Registers the inbox, the log, attachments and working memory: SQLite and files by default, PostgreSQL and Redis by configuration.</summary>
public static class AssistantStorage
{
    public static IServiceCollection AddAssistantStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().Bind(configuration.GetSection(DataOptions.SectionName))
            .Validate(o => o.IsValid(), "Data: WarnFree and LeastFree must not be negative.").ValidateOnStart();
        services.AddSingleton<IFreeSpace, FreeSpace>();
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.SectionName))
            .Validate(o => o.IsValid(), "Storage: Provider must be sqlite or postgres, postgres needs ConnectionString and sqlite takes none (set Storage:Provider to postgres?), Synchronous is FULL, NORMAL or EXTRA, Writers 1 to 64, GroupSize 1 to 10000.")
            .Validate(o => ConnectionStrings.IsPostgres(o.ConnectionString), "Storage:ConnectionString cannot be read. It is written for Npgsql: Host=db;Database=assistant;Username=assistant;Password=...").ValidateOnStart();
        services.AddOptions<WorkingMemoryOptions>().Bind(configuration.GetSection(WorkingMemoryOptions.SectionName))
            .Validate(o => o.IsValid(), "WorkingMemory: TimeToLive, MaxHeld and MaxHeldMegabytes must be greater than zero.")
            .Validate(o => ConnectionStrings.IsRedis(o.Redis), "WorkingMemory:Redis cannot be read. It is written for StackExchange.Redis: redis:6379,password=...").ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsCheck>();

        var postgres = (configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new StorageOptions()).IsPostgres;
        if (postgres)
        {
            services.AddSingleton<IStoreDatabase, PostgresDatabase>();
            services.AddSingleton<DatabaseAttachmentStore>();
            services.AddSingleton<IAttachmentStore>(sp => sp.GetRequiredService<DatabaseAttachmentStore>());
            services.AddSingleton<IAttachmentRemover>(sp => sp.GetRequiredService<DatabaseAttachmentStore>()).AddSingleton<IStoredAttachments>(sp => sp.GetRequiredService<DatabaseAttachmentStore>());
        }
        else
        {
            services.AddSingleton<IStoreDatabase, SqliteDatabase>();
            services.AddSingleton<FileAttachmentStore>();
            services.AddSingleton<IAttachmentStore>(sp => sp.GetRequiredService<FileAttachmentStore>());
            services.AddSingleton<IAttachmentRemover>(sp => sp.GetRequiredService<FileAttachmentStore>()).AddSingleton<IStoredAttachments>(sp => sp.GetRequiredService<FileAttachmentStore>());
        }
        AddKeys(services, configuration, postgres);
        services.AddSingleton<GroupCommitWriter>();
        services.AddSingleton<StoreReader>();
        services.AddSingleton<ContentCodec>();
        services.AddSingleton<EvidenceCache>();
        services.AddSingleton<IContentCache>(sp => sp.GetRequiredService<EvidenceCache>());
        services.AddSingleton<InboxMessages>().AddSingleton<EarlyRevisions>().AddSingleton<UnrememberedRevisions>().AddSingleton<StoredRevisions>().AddSingleton<IInbox, StoredInbox>();
        services.AddSingleton<SeenReferences>().AddSingleton<IContentCache>(sp => sp.GetRequiredService<SeenReferences>());
        services.AddSingleton<StoredReferences>().AddSingleton<IConversationReferences>(sp => sp.GetRequiredService<StoredReferences>())
            .AddSingleton<IPersonalArchive>(sp => sp.GetRequiredService<StoredReferences>());
        services.AddSingleton<INoticeLog, StoredNotices>();
        services.AddSingleton<ITurnLog, TurnLog>();
        services.AddSingleton<IFeedbackLog, FeedbackLog>();
        services.AddSingleton<IEvidenceStore, EvidenceStore>();
        services.AddSingleton<IConversationDirectory, ConversationDirectory>();
        if (configuration[$"{WorkingMemoryOptions.SectionName}:{nameof(WorkingMemoryOptions.Redis)}"] is { Length: > 0 })
            services.AddSingleton<RedisWorkingMemory>().AddSingleton<IWorkingMemory>(sp => sp.GetRequiredService<RedisWorkingMemory>()).AddSingleton<IDependency>(sp => sp.GetRequiredService<RedisWorkingMemory>());
        else if (postgres)
            services.AddSingleton<IWorkingMemory, DatabaseWorkingMemory>();
        else
            services.AddSingleton<DatabaseWorkingMemory>().AddSingleton<IWorkingMemory, EmbeddedWorkingMemory>();
        services.AddSingleton<ChainWriter>().AddSingleton<ChainProgress>().AddSingleton<ChainEntries>().AddSingleton<ChainSigner>().AddSingleton<RestoredRows>().AddSingleton<IRestoredLog, RestoredLog>().AddSingleton<ChainAdoption>().AddSingleton<IChainVerifier, ChainVerifier>();
        services.AddSingleton<ErasureTurn>().AddSingleton<RowErasure>().AddSingleton<PersonConversations>().AddSingleton<HeldWords>().AddSingleton<ErasureLedger>().AddSingleton<IErasureReceipts>(sp => sp.GetRequiredService<ErasureLedger>()).AddSingleton<ErasureRequests>().AddSingleton<IErasureRequests>(sp => sp.GetRequiredService<ErasureRequests>());
        services.AddSingleton<IReceiptCheck, ReceiptCheck>().AddSingleton<PersonEraser>().AddSingleton<IPersonEraser>(sp => sp.GetRequiredService<PersonEraser>()).AddSingleton<IPersonArchive, PersonArchive>();
        services.AddSingleton<ExpiredAttachments>().AddSingleton<ExpiredReadings>().AddSingleton<ExpiredMemories>().AddSingleton<RowExpiry>().AddSingleton<SparedPersons>().AddSingleton<LeftUploads>().AddSingleton<LegalHolds>().AddSingleton<ILegalHolds>(sp => sp.GetRequiredService<LegalHolds>()).AddSingleton<IRetention, RetentionRun>();
        services.AddPersonalMemory();
        services.AddSingleton<MemorySegments>().AddSingleton<IMemorySegments>(sp => sp.GetRequiredService<MemorySegments>()).AddSingleton<IMemoryExclusions>(sp => sp.GetRequiredService<MemorySegments>());
        services.TryAddSingleton(LogActor.Person);
        services.AddSingleton<MemoryLog>().AddSingleton<IMemoryLog>(sp => sp.GetRequiredService<MemoryLog>()).AddSingleton<IPersonalArchive>(sp => sp.GetRequiredService<MemoryLog>());
        services.AddSingleton<IMemoryPauses, MemoryPauses>();
        services.AddSingleton<IUnrememberedTurns, UnrememberedTurns>().AddSingleton<IPersonalArchive, MemoryArchive>();
        services.AddSingleton<FactStore>().AddSingleton<IFactStore>(sp => sp.GetRequiredService<FactStore>()).AddSingleton<IPersonalArchive>(sp => sp.GetRequiredService<FactStore>());
        services.AddHostedService<StorageStartup>();
        services.AddHostedService<ChainSigning>();
        return services;
    }

    /// <summary>For a program that runs turns: a PostgreSQL database is its own, or its replicas', until it ends. Register it first.</summary>
    public static IServiceCollection AddDatabaseLock(this IServiceCollection services, DatabaseShare share) => services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DatabaseLock>(provider, share));

    /// <summary>The database server's database of this configuration, as an operator knows it; null where the store is embedded, or not named yet.</summary>
    public static string? DatabaseOf(IConfiguration configuration) =>
        (configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new()) is { IsPostgres: true, ConnectionString.Length: > 0 } storage ? storage.Database : null;

    /// <summary>Whether there is a store by this configuration. Makes nothing; of a database server that cannot be asked it is taken to be there.</summary>
    public static async Task<bool> IsThereAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var storage = configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new();
        return storage is { IsPostgres: true } ? await PostgresDatabase.IsThereAsync(storage, cancellationToken)
            : File.Exists(SqliteDatabase.FileIn(configuration.GetSection(DataOptions.SectionName).Get<DataOptions>() ?? new()));
    }

    /// <summary>
    /// For the program that looks after the store, a server or a command that changes much: it has an embedded data folder to itself (a second one does not start), ends erasures that a crash
    /// interrupted and those that persons asked for, notices those of other replicas, applies the retention rules, removes files that no message has, and warns of a full disk. Register it first.
    /// </summary>
    public static IServiceCollection AddStorageUpkeep(this IServiceCollection services) =>
        services.AddDataFolderLock().AddSingleton<ErasureWatch>().AddSingleton<IReadiness>(sp => sp.GetRequiredService<ErasureWatch>()).AddHostedService(sp => sp.GetRequiredService<ErasureWatch>()).AddHostedService<RequestedErasures>().AddHostedService<RetentionSchedule>().AddHostedService<LeftUploadsWatch>().AddHostedService<ShortLivedRows>().AddHostedService<FreeSpaceWatch>();

    /// <summary>For a program that runs turns: an embedded data folder is its own until it ends. Register it first.</summary>
    public static IServiceCollection AddDataFolderLock(this IServiceCollection services) => services.AddHostedService<DataFolderLock>();

    private static void AddKeys(IServiceCollection services, IConfiguration configuration, bool postgres)
    {
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection(PrivacyOptions.SectionName))
            .Validate(o => o.IsValid(), "Privacy: only one of MasterKey, MasterKeyFile and MasterKeyCommand; SignEvery, SignAfter and ErasureNotice must be greater than zero.")
            .Validate(o => ConnectionStrings.IsPostgres(o.KeyConnectionString), "Privacy:KeyConnectionString cannot be read. It is written for Npgsql: Host=db;Database=assistant_keys;Username=assistant;Password=...").ValidateOnStart();
        services.AddSingleton<MasterKeySource>();
        if (postgres)
            services.AddSingleton<IKeyDatabase, PostgresKeyDatabase>();
        else
            services.AddSingleton<IKeyDatabase, SqliteKeyDatabase>();
        services.AddSingleton<KeyStore>().AddSingleton<IKeyRotation>(sp => sp.GetRequiredService<KeyStore>());
        services.AddSingleton<SubjectKeys>().AddSingleton<ConversationKeys>().AddSingleton<KeptNotes>();
        services.AddSingleton<KeyBinding>();
        services.AddSingleton<IContentProtector, EncryptingContentProtector>();
    }
}
