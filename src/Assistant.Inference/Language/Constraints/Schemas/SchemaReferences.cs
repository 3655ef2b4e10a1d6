using System.Globalization;
using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Follows "$ref" within a schema: JSON pointers (RFC 6901) from its root and names that "$anchor" gives, nothing outside it.</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    private const int LongestChain = 64;
    private const int MostReferences = 200;

    private Dictionary<string, (JsonElement Schema, string Path)>? _anchors;

    private Dictionary<string, (JsonElement Schema, string Path)> Anchors => _anchors ??= AnchorsIn(root);

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

    /// <summary>Whether some schema can be reached from itself by references, so that it has no deepest value; of very many references that is assumed.</summary>
    public bool AreRecursive()
    {
        var ended = new Dictionary<string, bool>(StringComparer.Ordinal);
        return Within(root).Any(reference => GoesInCircles(reference, ended));
    }

    /// <param name="ended">Those that were looked at, and whether that has come to an end.</param>
    private bool GoesInCircles(string reference, Dictionary<string, bool> ended)
    {
        if (ended.TryGetValue(reference, out var known))
            return !known;
        if (ended.Count == MostReferences)
            return true;
        ended[reference] = false;
        if (Targets(reference).Any(next => GoesInCircles(next, ended)))
            return true;
        ended[reference] = true;
        return false;
    }

    private HashSet<string> Targets(string reference)
    {
        try
        {
            return Within(Find(SchemaCase.Json(reference), reference).Schema);
        }
        catch (SchemaException)
        {
            // Said when it is compiled.
            return [];
        }
    }

    /// <summary>What is referred to anywhere within a schema.</summary>
    private static HashSet<string> Within(JsonElement schema)
    {
        var (found, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<JsonElement>([schema]));
        while (open.TryPop(out var at))
        {
            if (at.ValueKind == JsonValueKind.Array)
                foreach (var each in at.EnumerateArray())
                    open.Push(each);
            else if (at.ValueKind == JsonValueKind.Object)
                foreach (var member in at.EnumerateObject())
                {
                    if (member.Name == "$ref" && member.Value.ValueKind == JsonValueKind.String)
                        found.Add(member.Value.GetString()!);
                    open.Push(member.Value);
                }
        }
        return found;
    }

    /// <summary>Of two of one name the first written.</summary>
    private static Dictionary<string, (JsonElement Schema, string Path)> AnchorsIn(JsonElement root)
    {
        var (found, open) = (new Dictionary<string, (JsonElement, string)>(StringComparer.Ordinal), new Stack<(JsonElement Schema, string Path)>([(root, "#")]));
        while (open.TryPop(out var at))
        {
            if (at.Schema.ValueKind == JsonValueKind.Object)
            {
                if (at.Schema.TryGetProperty("$anchor", out var name) && name.ValueKind == JsonValueKind.String)
                    found.TryAdd(name.GetString()!, at);
                foreach (var member in at.Schema.EnumerateObject().Reverse())
                    open.Push((member.Value, $"{at.Path}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"));
            }
            else if (at.Schema.ValueKind == JsonValueKind.Array)
                foreach (var (i, each) in at.Schema.EnumerateArray().Index().Reverse())
                    open.Push((each, $"{at.Path}/{i}"));
        }
        return found;
    }

    /// <summary>What one reference points at.</summary>
    public (JsonElement Schema, string Path) Find(JsonElement value, string path)
    {
        var reference = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (reference.Length > 1 && reference[0] == '#' && reference[1] != '/')
            return Anchors.TryGetValue(reference[1..], out var anchored) ? anchored : throw new SchemaException(path, $"refers to \"{reference}\", which is not there");
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
