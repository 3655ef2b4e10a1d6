using Assistant.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Assistant.Storage.Postgres;

internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : AssistantDbContext(options)
{
    internal const string IsPending = "NOT done";

    protected override string PendingFilter => IsPending;
}

/// <summary>For dotnet-ef only.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=localhost").Options);
}
