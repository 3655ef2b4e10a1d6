using System.Reflection;
using Assistant.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Assistant.Storage.Connections;

/// <summary>The last migration of a context, read from the assembly without building its model, and of a database.</summary>
internal static class NewestMigration
{
    /// <summary>Asks a database for its own; null for none.</summary>
    public const string Recorded = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """;

    /// <param name="recorded">The database's.</param>
    /// <exception cref="StorageUnavailableException">It is newer than any that is known here: what it means nobody knows, so nothing is written.</exception>
    public static bool IsCurrent<TContext>(string? recorded, string description)
        where TContext : DbContext
    {
        var newest = Of<TContext>();
        return string.CompareOrdinal(recorded, newest) <= 0
            ? recorded == newest
            : throw new StorageUnavailableException($"{description} was written by a newer version of this program (schema {recorded}; this one knows {newest}). Start that version, or put back a backup from before the upgrade.");
    }

    private static string? Of<TContext>()
        where TContext : DbContext =>
        typeof(TContext).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TContext))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
}
