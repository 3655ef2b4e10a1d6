using System.Text.Json.Nodes;

namespace Assistant.Inference.Tests.Language.Constraints;

/// <summary>Schemas of everything that is supported, made by a seed.</summary>
internal sealed class RandomSchemas(int seed)
{
    private static readonly string[] s_names = ["name", "age", "tags", "a\"b", "日本", "items", "x/y~z", ""];
    private static readonly string[] s_formats = ["date", "time", "date-time", "uuid", "ipv4", "email", "hostname", "uri"];
    private static readonly string[] s_patterns = ["^[A-Z]{2,3}-\\d+$", "^(ab|cd)*e?$", "[0-9]", "^\"[^\"]\\\\$", "^é+[^a-z]$", "^\\w\\s\\W$"];

    // Not for secrets: a seed gives the same schemas again.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public JsonObject Next()
    {
        var schema = Schema(4);
        if (_random.Next(4) == 0)
            schema["$defs"] = new JsonObject
            {
                ["node"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["value"] = Schema(0), ["next"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/$defs/node" }, new JsonObject { ["type"] = "null" }) } },
                    ["required"] = new JsonArray("value", "next"),
                },
            };
        return schema["$defs"] is null ? schema : new JsonObject { ["$defs"] = schema["$defs"]!.DeepClone(), ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = "#/$defs/node" }, ["maxItems"] = 2 };
    }

    private JsonObject Schema(int depth) => _random.Next(depth > 0 ? 15 : 7) switch
    {
        0 => Text(),
        1 => Number("integer"),
        2 => Number("number"),
        3 => new() { ["type"] = "boolean" },
        4 when _random.Next(2) == 0 => new() { ["enum"] = new JsonArray("a", "abc", "日本", 3, 40, true), ["minLength"] = 2, ["pattern"] = "[a日]", ["maximum"] = 5 },
        4 => new() { ["enum"] = new JsonArray("red", "a \"quoted\" one", 3, 1.5, null, true, new JsonArray(1, 2), new JsonObject { ["k"] = "v" }) },
        5 => new() { ["const"] = _random.Next(2) == 0 ? "fixed\n" : -7 },
        6 => new() { ["type"] = new JsonArray("string", "null", "integer") },
        7 or 8 => Object(depth),
        9 => Array(depth),
        10 => Places(depth),
        11 => Distinct(),
        12 => Conditional(depth),
        13 => Excluding(depth),
        _ => new() { ["anyOf"] = new JsonArray(Schema(depth - 1), Schema(depth - 1), Object(depth)) },
    };

    private JsonObject Text()
    {
        var schema = new JsonObject { ["type"] = "string" };
        switch (_random.Next(4))
        {
            case 0:
                schema["format"] = s_formats[_random.Next(s_formats.Length)];
                break;
            case 1:
                schema["pattern"] = s_patterns[_random.Next(s_patterns.Length)];
                break;
            case 2:
                schema["minLength"] = _random.Next(5);
                schema["maxLength"] = 5 + _random.Next(5);
                break;
        }
        return schema;
    }

    private JsonObject Number(string type)
    {
        var schema = new JsonObject { ["type"] = type };
        var from = _random.Next(-200, 200);
        if (_random.Next(2) == 0)
            schema[_random.Next(2) == 0 ? "minimum" : "exclusiveMinimum"] = from;
        if (_random.Next(2) == 0)
            schema[_random.Next(2) == 0 ? "maximum" : "exclusiveMaximum"] = from + 5 + _random.Next(1_000);
        if (_random.Next(3) == 0)
            schema["multipleOf"] = type == "integer" ? 1 + _random.Next(4) : 0.25m * (1 + _random.Next(3));
        return schema;
    }

    private JsonObject Object(int depth)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var name in s_names.Take(_random.Next(s_names.Length)))
        {
            properties[name] = Schema(depth - 1);
            if (_random.Next(2) == 0)
                required.Add(name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        if (_random.Next(3) is var other && other < 2)
            schema["additionalProperties"] = other == 0 ? false : Schema(0);
        if (_random.Next(4) == 0 && properties.Count > 0)
        {
            var least = _random.Next(properties.Count + 1);
            (schema["minProperties"], schema["maxProperties"]) = (least, Math.Max(required.Count, least) + _random.Next(3));
        }
        return schema;
    }

    private JsonObject Places(int depth) => new()
    {
        ["type"] = "array",
        ["prefixItems"] = new JsonArray(Schema(0), Schema(depth - 1)),
        ["items"] = _random.Next(2) == 0 ? false : Schema(0),
        ["minItems"] = _random.Next(3),
        ["maxItems"] = 2 + _random.Next(3),
    };

    private JsonObject Distinct() => new()
    {
        ["type"] = "array",
        ["items"] = _random.Next(2) == 0
            ? new JsonObject { ["enum"] = new JsonArray("a", "b", 1, 1.0, null, new JsonArray(1)) }
            : new JsonObject { ["type"] = "integer", ["minimum"] = -5, ["exclusiveMaximum"] = 9, ["multipleOf"] = 1 + _random.Next(2) },
        ["uniqueItems"] = true,
        ["minItems"] = _random.Next(4),
    };

    private JsonObject Conditional(int depth)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = new JsonArray("x", "y", "z") }, ["name"] = Schema(0), ["value"] = Schema(depth - 1) },
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = "x" } }, ["required"] = _random.Next(2) == 0 ? new JsonArray("kind") : new JsonArray() },
            ["then"] = new JsonObject { ["required"] = new JsonArray("name") },
            ["else"] = _random.Next(2) == 0 ? new JsonObject { ["properties"] = new JsonObject { ["name"] = false } } : new JsonObject { ["required"] = new JsonArray("value") },
        };
        if (_random.Next(2) == 0)
            schema["dependentRequired"] = new JsonObject { ["value"] = new JsonArray("kind") };
        return schema;
    }

    private JsonObject Excluding(int depth) => _random.Next(4) switch
    {
        0 => new() { ["type"] = new JsonArray("string", "null"), ["not"] = new JsonObject { ["enum"] = new JsonArray("", "na", "name", null) } },
        1 => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 30, ["not"] = new JsonObject { ["enum"] = new JsonArray(0, 12, 2, 30) } },
        2 => new() { ["type"] = "object", ["patternProperties"] = new JsonObject { ["^[a-m]"] = Schema(0), ["e$"] = Schema(depth - 1) }, ["properties"] = new JsonObject { ["tags"] = new JsonObject { ["type"] = "null" } }, ["additionalProperties"] = _random.Next(2) == 0 ? false : Schema(0) },
        _ => new() { ["type"] = "object", ["properties"] = new JsonObject { ["age"] = Schema(0), ["name"] = Schema(0) }, ["not"] = new JsonObject { ["required"] = new JsonArray("age", "name") } },
    };

    private JsonObject Array(int depth)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Schema(depth - 1), ["minItems"] = _random.Next(3) };
        if (_random.Next(2) == 0)
            schema["maxItems"] = 2 + _random.Next(3);
        return schema;
    }
#pragma warning restore CA5394
}
