using Microsoft.Data.Sqlite;

namespace Assistant.ChannelSimulator.Bots;

/// <summary>Which replies our own server holds for not sent, by its database after it was killed. A copy is read: opening the database itself would do some of the next start's work.</summary>
internal static class UnsentReplies
{
    /// <summary>Names of replies, as they are sent with them.</summary>
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
            command.CommandText = "SELECT reply_id FROM outbox";
            using var rows = command.ExecuteReader();
            var unsent = new HashSet<string>(StringComparer.Ordinal);
            while (rows.Read())
                unsent.Add(rows.GetString(0));
            return unsent;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
