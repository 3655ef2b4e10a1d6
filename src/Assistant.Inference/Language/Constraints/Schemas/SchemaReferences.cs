using System.Globalization;
using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Follows "$ref" within a schema: JSON pointers (RFC 6901) from its root, nothing outside it.</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    private const int LongestChain = 64;

    /// <summary>The schema that is meant, and its pointer.</summary>
    public (JsonElement Schema, string Path) Follow(JsonElement schema, string path)
    {
        for (var followed = 0; schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference); followed++)
        {
            SchemaKeywords.Refuse(schema, path, "$ref");
            if (followed == LongestChain)
                throw new SchemaException(path, "refers to itself");
            (schema, path) = Find(reference.ValueKind == JsonValueKind.String ? reference.GetString()! : "", path);
        }
        return (schema, path);
    }

    private (JsonElement Schema, string Path) Find(string reference, string path)
    {
        if (reference != "#" && !reference.StartsWith("#/", StringComparison.Ordinal))
            throw new SchemaException(path, $"refers to \"{reference}\": only references within the schema (#/...) are supported");
        var at = root;
        foreach (var part in reference.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member))
                at = member;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < at.GetArrayLength())
                at = at[index];
            else
                throw new SchemaException(path, $"refers to \"{reference}\", which is not there");
        }
        return (at, reference);
    }
}
