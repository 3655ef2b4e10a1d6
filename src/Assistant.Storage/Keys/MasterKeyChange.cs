namespace Assistant.Storage.Keys;

/// <summary>Wraps all that a master key holds with another one, within one transaction.</summary>
internal static class MasterKeyChange
{
    /// <summary>A key of each conversation is among them, and whoever needs a new one waits: they are not written one by one.</summary>
    private const int AtOnce = 500;

    /// <param name="keep">Keeps the new key; called when nobody else can use, make or open keys before this transaction ends.</param>
    /// <returns>Keys wrapped anew.</returns>
    public static int Apply(KeyCommands commands, MasterKey old, MasterKey next, Action keep)
    {
        if (commands.Execute("UPDATE settings SET value = @a WHERE name = @b AND value = @c", next.Id, OpenedKeys.MasterName, old.Id) != 1)
            throw new KeyStoreException("The master key was changed by another process at the same time.");
        keep();
        if (commands.Setting(OpenedKeys.SignerName) is { } signer)
            commands.Execute("UPDATE settings SET value = @a WHERE name = @b", next.WrapText(old.UnwrapText(signer)), OpenedKeys.SignerName);
        var (count, last) = (0, (long?)null);
        while (commands.Query($"SELECT key_id, wrapped FROM subject_keys WHERE key_id > @a OR @b = 1 ORDER BY key_id LIMIT {AtOnce}",
            row => (Id: row.GetInt64(0), Wrapped: row.GetFieldValue<byte[]>(1)), last ?? 0, last is null ? 1 : 0) is { Count: > 0 } keys)
        {
            // Both databases call the columns of VALUES so.
            var rows = string.Join(", ", keys.Select((_, i) => $"({KeyCommands.NameOf(2 * i)}, {KeyCommands.NameOf((2 * i) + 1)})"));
            commands.Execute($"UPDATE subject_keys SET wrapped = v.column2 FROM (VALUES {rows}) AS v WHERE subject_keys.key_id = v.column1",
                [.. keys.SelectMany(key => new object[] { key.Id, next.Wrap(old.Unwrap(key.Wrapped)) })]);
            (count, last) = (count + keys.Count, keys[^1].Id);
        }
        return count;
    }
}
