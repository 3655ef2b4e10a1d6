using System.Globalization;
using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Follows "$ref" within a schema: JSON pointers (RFC 6901) from its root, nothing outside it.</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    private const int LongestChain = 64;

    /// <summary>The schema that is meant, and its pointer; a reference beside other keywords is no longer followed.</summary>
    public (JsonElement Schema, string Path) Follow(JsonElement schema, string path)
    {
        for (var followed = 0; schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference); followed++)
        {
            if (schema.EnumerateObject().Any(keyword => keyword.Name != "$ref" && !SchemaKeywords.IsAnnotation(keyword.Name)))
                break;
            if (followed == LongestChain)
                throw new SchemaException(path, "refers to itself");
            (schema, path) = Find(reference, path);
        }
        return (schema, path);
    }

    /// <summary>What one reference points at.</summary>
    public (JsonElement Schema, string Path) Find(JsonElement value, string path)
    {
        var reference = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
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
