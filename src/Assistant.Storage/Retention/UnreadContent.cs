using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Retention;

/// <summary>What a rule could not be applied to, as something stored of it is damaged or was tampered with. One such row keeps the rules from nothing else; the next run tries it again.</summary>
internal sealed partial class UnreadContent(ILogger logger)
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Names => _names;

    /// <param name="name">Of a conversation, or a person's memory: no content.</param>
    public void Add(string name, string reason)
    {
        _names.Add(name);
        Log.Unread(logger, name, reason);
    }

    /// <summary>Does it, or notes that it could not be done. While the store or the keys are away nothing can be done at all.</summary>
    /// <returns>False when whose it is was under a legal hold.</returns>
    public async Task<bool> TryAsync(string name, Func<Task> apply)
    {
        try
        {
            await apply();
        }
        catch (LegalHoldException)
        {
            return false;
        }
        catch (KeyDestroyedException)
        {
            // Whose it is is being erased: that takes what there is.
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException or KeyStoreException))
        {
            Add(name, e.GetType().Name);
        }
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The retention rules cannot be applied to {Name} ({Reason}): what is stored of it is damaged (see audit verify). Everything else goes on")]
        public static partial void Unread(ILogger logger, string name, string reason);
    }
}
