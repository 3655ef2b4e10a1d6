using System.Data;
using Assistant.Conversations;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Keys;

/// <summary>Sees to it that a log is only ever used with the key store that it was written with.</summary>
internal sealed partial class KeyBinding(KeyStore keys, GroupCommitWriter writer, StoreReader reader, ILogger<KeyBinding> logger)
{
    private const string Name = "key_store";

    private static readonly Statement s_bind = new("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("name", DbType.String), ("value", DbType.String));

    /// <exception cref="KeyStoreException">Another key store, or a wrong or missing master key.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var bound = await reader.QueryAsync("SELECT value FROM installation WHERE name = @name", row => row.GetString(0), cancellationToken, ("name", Name));
        keys.Open(bound is [var known] ? known : null);
        if (bound.Count == 0)
            await writer.WriteAsync(new ConversationKey("", "keys", ""), session => session.Execute(s_bind, Name, keys.Id));
        Log.Ready(logger, keys.Description, keys.MasterKeyId);
        if (keys.IsWithTheLog)
            Log.WithTheLog(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Keys are in {Store}, under master key {MasterKey}")]
        public static partial void Ready(ILogger logger, string store, string masterKey);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Persons' keys lie in the log's own database: putting back an old backup of it would bring erased persons back. Give them a database of their own (Privacy:KeyConnectionString, docs/privacy.md)")]
        public static partial void WithTheLog(ILogger logger);
    }
}
