using Assistant.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Assistant.Storage.Sqlite;

internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : AssistantDbContext(options)
{
    internal const string IsPending = "done = 0";

    protected override string PendingFilter => IsPending;
}

/// <summary>For dotnet-ef only.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
}
