using System.Data.Common;

namespace Assistant.Storage.Connections;

/// <summary>A command on a connection that nobody else uses until this is disposed.</summary>
/// <param name="GiveBack">Gets false when the connection failed and is not to be used again.</param>
internal sealed record ReadCommand(DbCommand Command, Func<bool, ValueTask> GiveBack) : IAsyncDisposable
{
    /// <summary>Set once all has been read.</summary>
    public bool Succeeded { get; set; }

    public ValueTask DisposeAsync() => GiveBack(Succeeded);
}
