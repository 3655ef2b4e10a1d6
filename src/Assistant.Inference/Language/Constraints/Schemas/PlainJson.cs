using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// JSON as models write it and templates show it to them: of a text only quotation marks, backslashes and control characters are escaped. .NET's encoders escape more: all characters beyond
/// U+FFFF, private ones, and spaces that are not ASCII's.
/// </summary>
internal static class PlainJson
{
    private const int Escape = 6;
    private static readonly JsonSerializerOptions s_escaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, s_escaped);
        if (!json.Contains("\\u", StringComparison.Ordinal))
            return json;
        var plain = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
                plain.Append(json[i]);
            else if (json[i + 1] != 'u' || CodeUnit(json, i) is not (>= ' ' and var unit))
                plain.Append(json[i]).Append(json[++i]);
            else
            {
                plain.Append(unit);
                i += Escape - 1;
            }
        }
        return plain.ToString();
    }

    private static char CodeUnit(string json, int at) => (char)ushort.Parse(json.AsSpan(at + 2, Escape - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
