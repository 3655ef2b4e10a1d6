namespace Assistant.Storage.Keys;

/// <summary>Wraps all that a master key holds with another one, within one transaction.</summary>
internal static class MasterKeyChange
{
    /// <param name="keep">Keeps the new key; called when nobody else can use, make or open keys before this transaction ends.</param>
    /// <returns>Keys wrapped anew.</returns>
    public static int Apply(KeyCommands commands, MasterKey old, MasterKey next, Action keep)
    {
        if (commands.Execute("UPDATE settings SET value = @a WHERE name = @b AND value = @c", next.Id, OpenedKeys.MasterName, old.Id) != 1)
            throw new KeyStoreException("The master key was changed by another process at the same time.");
        keep();
        if (commands.Setting(OpenedKeys.SignerName) is { } signer)
            commands.Execute("UPDATE settings SET value = @a WHERE name = @b", next.WrapText(old.UnwrapText(signer)), OpenedKeys.SignerName);
        var keys = commands.Query("SELECT key_id, wrapped FROM subject_keys", row => (Id: row.GetInt64(0), Wrapped: row.GetFieldValue<byte[]>(1)));
        foreach (var (id, wrapped) in keys)
            commands.Execute("UPDATE subject_keys SET wrapped = @a WHERE key_id = @b", next.Wrap(old.Unwrap(wrapped)), id);
        return keys.Count;
    }
}
