using Assistant.ChannelSimulator.Ledger;
using Microsoft.Data.Sqlite;

namespace Assistant.ChannelSimulator.Bots;

/// <summary>Which replies our own server holds for not sent, by its database after it was killed. A copy is read: opening the database itself would do some of the next start's work.</summary>
internal static class UnsentReplies
{
    private const int MostParts = 20;

    /// <summary>Names of replies, as they are sent with them: of one in several messages those that are not noted as arrived.</summary>
    public static IReadOnlySet<string> Of(string data)
    {
        var copy = Directory.CreateTempSubdirectory("assistant-killed-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(data, "assistant.db*"))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(copy, "assistant.db"), Pooling = false }.ToString());
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "SELECT reply_id, begun FROM outbox";
            using var rows = command.ExecuteReader();
            var unsent = new HashSet<string>(StringComparer.Ordinal);
            while (rows.Read())
                // The last that was begun may have arrived; those before it have.
                for (var part = Math.Max(0, rows.GetInt32(1) - 1); part < MostParts; part++)
                    unsent.Add(ShownReply.NameOf(rows.GetString(0), part));
            return unsent;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
