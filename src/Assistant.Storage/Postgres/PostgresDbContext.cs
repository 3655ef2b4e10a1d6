using Assistant.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Assistant.Storage.Postgres;

internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : AssistantDbContext(options)
{
    protected override string PendingFilter => "NOT done";
}

/// <summary>For dotnet-ef only.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=localhost").Options);
}
