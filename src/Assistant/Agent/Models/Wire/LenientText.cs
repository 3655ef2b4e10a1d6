using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assistant.Agent.Models.Wire;

/// <summary>Strings of servers that cut a character in two: half of a surrogate pair at the end of one chunk, the other half in the next. Put together, they are whole again.</summary>
internal static class LenientText
{
    public static string Read(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException) when (json.ValueIsEscaped)
        {
            return Unescape(Encoding.UTF8.GetString(json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan));
        }
    }

    private static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }
            i++;
            text.Append(escaped[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)int.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var c => c,
            });
            if (escaped[i] == 'u')
                i += 4;
        }
        return text.ToString();
    }
}
