using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>
/// What stands of persons whatever becomes of the log: legal holds, and erasures that they were promised. They are rows of the log's installation, and settings of the key store by the same names: the keys are
/// never put back from a backup, and what a backup of the log lacks is put back from there.
/// </summary>
internal sealed class KeptNotes(KeyStore keys)
{
    public const string Hold = "hold:", Erase = "erase:";

    public static string Name(string kind, ContentOwner person) => $"{kind}{Uri.EscapeDataString(person.Tenant)}/{Uri.EscapeDataString(person.SubjectId)}";

    public static ContentOwner Person(string kind, string name)
    {
        var parts = name[kind.Length..].Split('/');
        return new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
    }

    public static bool IsThere(KeyCommands commands, string kind, ContentOwner person) => commands.Setting(Name(kind, person)) is not null;

    /// <summary>What is there already stays as it is.</summary>
    public static void Add(KeyCommands commands, string kind, ContentOwner person, string value) => commands.SettingOrAdd(Name(kind, person), value);

    public static bool Remove(KeyCommands commands, string kind, ContentOwner person) => commands.Execute("DELETE FROM settings WHERE name = @a", Name(kind, person)) > 0;

    public void Add(string kind, ContentOwner person, string value) => keys.Ask(commands => commands.SettingOrAdd(Name(kind, person), value));

    /// <returns>False when there was none.</returns>
    public bool Remove(string kind, ContentOwner person) => keys.Ask(commands => Remove(commands, kind, person));

    public IReadOnlyList<(ContentOwner Person, string Value)> List(string kind, string tenant) => keys.Read(commands => commands.Query("SELECT name, value FROM settings WHERE name LIKE @a ORDER BY name",
        row => (Person(kind, row.GetString(0)), row.GetString(1)), $"{kind}%")).FindAll(note => note.Item1.Tenant == tenant);
}
