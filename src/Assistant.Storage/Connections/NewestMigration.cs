using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Assistant.Storage.Connections;

/// <summary>The id of the last migration of a context, read from the assembly without building its model.</summary>
internal static class NewestMigration
{
    public static string? Of<TContext>()
        where TContext : DbContext =>
        typeof(TContext).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TContext))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
}
