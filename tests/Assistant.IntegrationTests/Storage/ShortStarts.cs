using System.Runtime.CompilerServices;
using Assistant.IntegrationTests.Processes;
using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

/// <summary>What makes starts of servers short in this process alone. Programs find an embedded database that is up to date: migrating it takes a third of a start.</summary>
internal static class ShortStarts
{
    [ModuleInitializer]
    public static void Begin()
    {
        ServerProgram.Furnish = StoreTemplate.PutInto;
        ServerProgram.Look = TimeSpan.FromMilliseconds(30);
        PostgresServer.IsShortLived = true;
    }
}
