using System.Runtime.CompilerServices;
using Assistant.IntegrationTests.Processes;
using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

/// <summary>Server programs that tests start find a database that is up to date: migrating it takes a third of a start.</summary>
internal static class FurnishedFolders
{
    [ModuleInitializer]
    public static void Begin() => ServerProgram.Furnish = StoreTemplate.PutInto;
}
