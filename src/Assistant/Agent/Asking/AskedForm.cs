namespace Assistant.Agent.Asking;

/// <summary>Judges what was written into a form before it is sent on, for channels that can show it to the person at once.</summary>
public static class AskedForm
{
    /// <summary>What is wrong, in sentences for the person; empty when all is there.</summary>
    public static IReadOnlyList<string> Problems(AskedBack asked, PressedReply pressed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(pressed);
        return asked.Call is { } call ? FilledForm.Of(call, asked.Language, pressed.Fields, now).Problems : [];
    }

    /// <summary>What was written, in words: a line for each field.</summary>
    public static string Told(AskedBack asked, PressedReply pressed)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(pressed);
        var words = new FieldWords(asked.Language);
        return string.Join('\n', (asked.Call?.Missing ?? []).Select(field => $"{field.Label}: {Shown(field, pressed.Fields.GetValueOrDefault(field.Name, "").Trim(), words)}"));
    }

    private static string Shown(AskedField field, string written, FieldWords words) => field.Kind != AskedFieldKind.Toggle ? written : written == "true" ? words.Yes : words.No;
}
