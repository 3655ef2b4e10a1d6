using System.Globalization;
using System.Text.Json;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Schemas;
using CsCheck;
using Json.Schema;

namespace Assistant.Inference.Tests.Language.Constraints;

public sealed class SchemaConstraintTests
{
    private static readonly EvaluationOptions s_strict = new() { RequireFormatValidation = true };

    /// <summary>Whatever the schema, whatever the model says, however few tokens there are: the answer is whole and valid.</summary>
    [Fact]
    public void Write_RandomSchemasAndLogits_TheAnswerValidates() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 60], Gen.Bool, Gen.Int[0, 20]).Sample((seed, spare, sampled, hurry) =>
        {
            var text = new RandomSchemas(seed).Next().ToJsonString();
            var grammar = Compile(text);
            var (answer, tokens) = SmallVocabulary.Write(grammar, grammar.Cost + spare, seed, sampled ? 1 : 0, hurry);
            Assert.InRange(tokens, 1, Math.Max(grammar.Cost + spare, 1));
            AssertValid(text, answer);
        }, iter: 1_000);

    [Fact]
    public void Write_AnyObject_IsJson() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var grammar = SchemaCompiler.AnyObject(SmallVocabulary.Trie);
        using var answer = JsonDocument.Parse(SmallVocabulary.Write(grammar, 2 + (seed % 200), seed).Text);
        Assert.Equal(JsonValueKind.Object, answer.RootElement.ValueKind);
    }, iter: 300);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a"]}""", new[] { """{"a": 1}""", """{"a":1,"b":"x"}""", """{"a":-12, "b": "\"\n"}""" }, new[] { "{}", """{"b":"x"}""", """{"a":1.5}""", """{"a":01}""", """{"a":1,}""", """{"a":1,"c":2}""", """{"a":1""", """{"a":  1}""" })]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"},"properties":{"a":{}}}""", new[] { "{}", """{"b":1}""", """{"a":[],"b":1,"c":-0.5}""", """{"ab":1}""" }, new[] { """{"b":"x"}""", """{"b":1,"a":2}""" })]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2}""", new[] { "[true]", "[true, false]" }, new[] { "[]", "[true,true,true]", "[1]" })]
    [InlineData("""{"type":"integer","minimum":18,"maximum":120}""", new[] { "18", "99", "120" }, new[] { "17", "121", "-18", "1", "18.0", "1e2" })]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"maximum":1}""", new[] { "0.5", "1", "0.000001", "1.0" }, new[] { "0", "0.0", "-0.5", "1.5", ".5", "1." })]
    [InlineData("""{"type":"number","multipleOf":0.25}""", new[] { "0.25", "-1.5", "3", "0.750" }, new[] { "0.3", "-0" })]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", new[] { "\"ab\"", "\"日本é\"", "\"\\n\\\"a\"" }, new[] { "\"a\"", "\"abcd\"", "\"a\n\"", "\"ab" })]
    [InlineData("""{"type":"string","format":"date"}""", new[] { "\"2024-02-29\"", "\"1999-12-31\"" }, new[] { "\"2023-02-29\"", "\"1900-02-29\"", "\"2024-13-01\"", "\"2024-04-31\"", "\"2024-1-1\"" })]
    [InlineData("""{"type":"string","pattern":"ab"}""", new[] { "\"ab\"", "\"xxabyy\"" }, new[] { "\"a\"", "\"ba\"" })]
    [InlineData("""{"type":["string","null"]}""", new[] { "null", "\"\"" }, new[] { "1", "nul" })]
    [InlineData("""{"enum":["a","b",1,{"x":[1,2]}]}""", new[] { "\"a\"", "1", """{"x":[1,2]}""" }, new[] { "\"c\"", "a", "2" })]
    [InlineData("""{"type":"string","enum":["a",1]}""", new[] { "\"a\"" }, new[] { "1" })]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"string"}]}""", new[] { "1", "\"x\"" }, new[] { "1.5", "null" })]
    [InlineData("""{"$ref":"#/$defs/x~1y","$defs":{"x/y":{"const":true}}}""", new[] { "true" }, new[] { "false" })]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":{"type":"boolean"}}""", new[] { "[]", "[1]", """[1,"a"]""", """[1, "a",true,false]""" }, new[] { """["a"]""", "[1,2]", """[1,"a",1]""" })]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":false,"minItems":1}""", new[] { "[1]", """[1,"a"]""" }, new[] { "[]", """[1,"a",null]""" })]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"}],"items":{"type":"null"},"minItems":2,"maxItems":3}""", new[] { "[1,null]", "[1,null,null]" }, new[] { "[1]", "[1,null,null,null]" })]
    [InlineData("""{"type":"array","items":{"enum":["a","b",1,1.0]},"uniqueItems":true,"minItems":1}""", new[] { """["a"]""", """["b","a",1]""" }, new[] { "[]", """["a","a"]""", "[1,1]", "[1,1.0]" })]
    [InlineData("""{"type":"array","items":{"type":"integer","minimum":1,"maximum":20},"uniqueItems":true,"maxItems":3}""", new[] { "[]", "[3,7,20]" }, new[] { "[3,3]", "[0]", "[21]", "[1,2,3,4]" })]
    [InlineData("""{"type":"object","patternProperties":{"^n_":{"type":"integer"}},"additionalProperties":{"type":"null"}}""", new[] { """{"n_a":1}""", """{"n_":2,"x":null}""" }, new[] { """{"n_a":null}""", """{"x":1}""" })]
    [InlineData("""{"type":"object","properties":{"n_id":{"type":"integer"}},"patternProperties":{"^n_":{"type":"integer"},"_s$":{"type":"string"}},"additionalProperties":false,"required":["a_s"]}""", new[] { """{"n_id":1,"a_s":"x"}""", """{"a_s":"x","n_b":2}""" }, new[] { """{"n_id":1}""", """{"a_s":1}""", """{"a_s":"x","n_s":2}""", """{"a_s":"x","q":2}""" })]
    [InlineData("""{"type":"string","not":{"enum":["a","no"]}}""", new[] { "\"b\"", "\"non\"", "\"\"" }, new[] { "\"a\"", "\"no\"" })]
    [InlineData("""{"type":"integer","minimum":1,"maximum":5,"not":{"const":3}}""", new[] { "1", "2", "4", "5" }, new[] { "3", "6" })]
    [InlineData("""{"enum":["a","b",1],"not":{"type":"string"}}""", new[] { "1" }, new[] { "\"a\"" })]
    [InlineData("""{"type":["string","null","boolean"],"not":{"type":["null","boolean"]}}""", new[] { "\"\"" }, new[] { "null", "true" })]
    [InlineData("""{"type":"number","not":{"minimum":2}}""", new[] { "1.5", "-3" }, new[] { "2", "3" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}},"not":{"required":["a","b"]}}""", new[] { "{}", """{"a":null}""", """{"b":null}""" }, new[] { """{"a":null,"b":null}""" })]
    [InlineData("""{"type":"object","properties":{"k":{"enum":["x","y"]},"n":{"type":"integer"}},"required":["k"],"if":{"properties":{"k":{"const":"x"}}},"then":{"required":["n"]},"else":{"properties":{"n":false}}}""", new[] { """{"k":"x","n":1}""", """{"k":"y"}""" }, new[] { """{"k":"x"}""", """{"k":"y","n":1}""", """{"n":1}""" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}},"dependentRequired":{"a":["b"]}}""", new[] { "{}", """{"b":null}""", """{"a":null,"b":null}""" }, new[] { """{"a":null}""" })]
    [InlineData("""{"allOf":[{"type":"integer"},{"minimum":1}]}""", new[] { "1", "70" }, new[] { "0", "1.5", "\"1\"" })]
    [InlineData("""{"$ref":"#/$defs/p","required":["b"],"$defs":{"p":{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}},"required":["a"]}}}""", new[] { """{"a":null,"b":null}""" }, new[] { """{"a":null}""", """{"b":null}""" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"anyOf":[{"required":["a"]},{"properties":{"b":{"type":"null"}},"required":["b"]}]}""", new[] { """{"a":null}""", """{"b":null}""", """{"a":null,"b":null}""" }, new[] { "{}" })]
    [InlineData("""{"oneOf":[{"type":"string","minLength":2},{"type":"string","maxLength":3}]}""", new[] { "\"a\"", "\"abcd\"" }, new[] { "\"ab\"", "\"abc\"" })]
    [InlineData("""{"type":"string","format":"iri"}""", new[] { "\"x\"", "\"\"" }, new[] { "1" })]
    [InlineData("""{"type":"string","format":"int-code","pattern":"^a+$"}""", new[] { "\"aa\"" }, new[] { "\"b\"" })]
    [InlineData("""{"type":"string","nullable":true}""", new[] { "\"x\"", "null" }, new[] { "1" })]
    [InlineData("""{"type":"string","nullable":false}""", new[] { "\"x\"" }, new[] { "null" })]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x","nullable":true}},"required":["a"],"$defs":{"x":{"type":"integer"}}}""", new[] { """{"a":1}""", """{"a":null}""" }, new[] { "{}", """{"a":"x"}""" })]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"null"}},"nullable":true},{"type":["object","null"]}]}""", new[] { "{}", "null" }, new[] { "1" })]
    [InlineData("""{"type":"string","pattern":"^a+$","maxLength":3}""", new[] { "\"a\"", "\"aaa\"" }, new[] { "\"\"", "\"aaaa\"" })]
    [InlineData("""{"type":"string","pattern":"^[^x]*$","minLength":2,"maxLength":3}""", new[] { "\"日本\"", "\"\\n\\\"é\"" }, new[] { "\"a\"", "\"日本日本\"", "\"ax\"" })]
    [InlineData("""{"type":"string","format":"email","maxLength":9}""", new[] { "\"ab@cd.org\"" }, new[] { "\"abc@cd.org\"" })]
    [InlineData("""{"const":"cat","enum":["cat"],"type":"string"}""", new[] { "\"cat\"" }, new[] { "\"dog\"" })]
    [InlineData("""{"type":"string","enum":["a","abc","日本"],"minLength":2}""", new[] { "\"abc\"", "\"日本\"" }, new[] { "\"a\"" })]
    [InlineData("""{"enum":["ab","b",3],"pattern":"^a"}""", new[] { "\"ab\"", "3" }, new[] { "\"b\"" })]
    [InlineData("""{"enum":[1,5,9,"x"],"minimum":2,"exclusiveMaximum":9}""", new[] { "5", "\"x\"" }, new[] { "1", "9" })]
    [InlineData("""{"type":"string","enum":["2024-02-29T10:00:00.25Z","http://localhost:8080/x"],"format":"date-time"}""", new[] { "\"2024-02-29T10:00:00.25Z\"", "\"http://localhost:8080/x\"" }, new[] { "\"2023-02-29\"" })]
    [InlineData("""{"type":"string","enum":["\ud83d\ude00","\u0001","ab"],"pattern":"^.+$","maxLength":1}""", new[] { "\"\ud83d\ude00\"", "\"\\u0001\"" }, new[] { "\"ab\"", "\"\\uD83D\\uDE00\"" })]
    [InlineData("""{"enum":["👍","a\u00a0b\u3000\\\"\u2028","𠀀",{"😀":"<&>"}]}""", new[] { "\"👍\"", "\"a\u00a0b\u3000\\\\\\\"\u2028\"", "\"𠀀\"", """{"😀":"<&>"}""" }, new[] { "\"\\uD83D\\uDC4D\"" })]
    [InlineData("""{"type":"object","properties":{"👍":{"const":"\ud83d\ude00"}},"required":["👍"]}""", new[] { """{"👍":"😀"}""" }, new[] { "{}" })]
    [InlineData("""{"enum":[99999999999999999999,1e40,-1e40,5],"minimum":5}""", new[] { "99999999999999999999", "1e40", "5" }, new[] { "-1e40" })]
    [InlineData("""{"type":"array","items":{"enum":[1,2,3],"minimum":2},"uniqueItems":true}""", new[] { "[3,2]" }, new[] { "[1]" })]
    [InlineData("""{"type":"string","contentSchema":{},"discriminator":{"propertyName":"x"},"externalDocs":{},"xml":{}}""", new[] { "\"x\"" }, new[] { "1" })]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"},"minProperties":1}""", new[] { """{"a":1}""", """{"a":1,"b":2}""" }, new[] { "{}" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"},"c":{"type":"null"}},"minProperties":2,"maxProperties":2}""", new[] { """{"a":null,"c":null}""", """{"b":null,"c":null}""" }, new[] { "{}", """{"a":null}""", """{"a":null,"b":null,"c":null}""" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"additionalProperties":{"type":"null"},"minProperties":2,"maxProperties":3}""", new[] { """{"a":null,"x":null}""", """{"a":null,"x":null,"y":null}""" }, new[] { """{"a":null}""", """{"x":null}""", """{"a":null,"x":null,"y":null,"z":null}""" })]
    [InlineData("""{"type":"object","maxProperties":0}""", new[] { "{}" }, new[] { """{"a":1}""" })]
    [InlineData("""{"type":"string","pattern":"^.{1,255}$"}""", new[] { "\"a\"", "\"日本\"" }, new[] { "\"\"", "\"a" })]
    [InlineData("""{"type":"string","pattern":"^[A-Z].{0,499}x$"}""", new[] { "\"Ax\"", "\"Axxéx\"" }, new[] { "\"x\"", "\"A\"", "\"Axy\"" })]
    [InlineData("""{"enum":["👍","ab","a"],"pattern":"^.$"}""", new[] { "\"👍\"", "\"a\"" }, new[] { "\"ab\"" })]
    [InlineData("""{"enum":["👍👍","👎","😀","a"],"pattern":"^[👍😀-🙏]+$"}""", new[] { "\"👍👍\"", "\"😀\"" }, new[] { "\"👎\"", "\"a\"" })]
    [InlineData("""{"enum":["👍","👎","ab","b"],"pattern":"^[^👎a-a\\]]$"}""", new[] { "\"👍\"", "\"b\"" }, new[] { "\"👎\"", "\"ab\"" })]
    [InlineData("""{"enum":["👍","👍👍","7","a"],"pattern":"^(?:\\D|\\u{1F44D}{2})$"}""", new[] { "\"👍\"", "\"👍👍\"", "\"a\"" }, new[] { "\"7\"" })]
    [InlineData("""{"enum":["a\u2028b","a-b","a[b","a.b"],"pattern":"^a[.\\-]b$|^a[[]b$"}""", new[] { "\"a-b\"", "\"a[b\"", "\"a.b\"" }, new[] { "\"a\u2028b\"" })]
    [InlineData("""{"enum":["2024-x","x"],"pattern":"^(?<year>\\d{4})-(?!y)\\w$"}""", new[] { "\"2024-x\"" }, new[] { "\"x\"" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"unevaluatedProperties":false}""", new[] { "{}", """{"a":null}""" }, new[] { """{"b":1}""" })]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"unevaluatedProperties":{"type":"integer"}}""", new[] { """{"a":null,"b":1}""" }, new[] { """{"b":"x"}""" })]
    [InlineData("""{"type":"object","additionalProperties":{"type":"null"},"unevaluatedProperties":false}""", new[] { """{"b":null}""" }, new[] { """{"b":1}""" })]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"type":"null"}},"required":["a"],"unevaluatedProperties":false},{"type":"null"}]}""", new[] { """{"a":null}""", "null" }, new[] { """{"a":null,"b":1}""" })]
    [InlineData("""{"type":"array","prefixItems":[{"type":"null"}],"unevaluatedItems":false}""", new[] { "[]", "[null]" }, new[] { "[null,1]" })]
    [InlineData("""{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"integer"}}""", new[] { "{}", """{"a":1,"b":2}""" }, new[] { """{"a":"x"}""" })]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^a+$"},"additionalProperties":{"type":"null"}}""", new[] { "{}", """{"aa":null}""" }, new[] { """{"b":null}""", """{"a":1}""" })]
    [InlineData("""{"type":"object","propertyNames":{"$ref":"#/$defs/k"},"additionalProperties":{"type":"null"},"required":["x"],"$defs":{"k":{"type":"string","enum":["x","y"]}}}""", new[] { """{"x":null}""", """{"x":null,"y":null}""" }, new[] { "{}", """{"y":null}""", """{"x":null,"z":null}""" })]
    [InlineData("""{"$ref":"#node","$defs":{"n":{"$anchor":"node","type":"object","properties":{"a":{"$ref":"#node"}},"additionalProperties":false}}}""", new[] { "{}", """{"a":{"a":{}}}""" }, new[] { """{"a":1}""", """{"b":1}""" })]
    [InlineData("""{"type":"string","pattern":"(^a$)|(^bc$)"}""", new[] { "\"a\"", "\"bc\"" }, new[] { "\"b\"", "\"ac\"" })]
    [InlineData("""{"type":"string","pattern":"^(?:^a|b$|c)$"}""", new[] { "\"a\"", "\"b\"", "\"c\"" }, new[] { "\"ab\"", "\"xa\"" })]
    [InlineData("""{"type":"string","pattern":"(?:^a|b)"}""", new[] { "\"ax\"", "\"xbx\"" }, new[] { "\"xa\"" })]
    [InlineData("""{"type":"string","pattern":"^(?<year>\\d{2})-(?<m_1>x)$"}""", new[] { "\"12-x\"" }, new[] { "\"1-x\"" })]
    [InlineData("""{"type":"string","pattern":"^\\p{Lu}[\\p{Ll}\\p{N}_]*$"}""", new[] { "\"A\"", "\"Éa9_\"", "\"Жж\"" }, new[] { "\"a\"", "\"AB\"" })]
    [InlineData("""{"type":"string","pattern":"^\\p{Script=Han}+\\p{P}\\p{L}$"}""", new[] { "\"日本!é\"" }, new[] { "\"a!a\"", "\"日日a\"" })]
    [InlineData("""{"type":"object","required":["a"]}""", new[] { """{"a":[null]}""" }, new[] { "{}" })]
    public void Compile_Schema_AllowsAndForbids(string schema, string[] allowed, string[] forbidden)
    {
        var grammar = Compile(schema);
        Assert.All(allowed, text => Assert.True(SmallVocabulary.Allows(grammar, text), text));
        Assert.All(forbidden, text => Assert.False(SmallVocabulary.Allows(grammar, text), text));
    }

    [Theory]
    [InlineData("""{"type":"string","contains":1}""", "\"contains\"")]
    [InlineData("""{"enum":[{"a":1}],"minProperties":1}""", "\"minProperties\" beside a list of values with an object")]
    [InlineData("""{"type":"object","minProperties":2}""", "\"minProperties\" above the number of members")]
    [InlineData("""{"type":"object","additionalProperties":false,"minProperties":1}""", "no value")]
    [InlineData("""{"type":"string","pattern":"^.{0,500}.{0,500}$"}""", "that long")]
    [InlineData("""{"type":"string","pattern":".{1,1000}"}""", "that long")]
    [InlineData("""{"type":"string","pattern":"^(a|bc)*.{1,1000}$"}""", "that long")]
    [InlineData("""{"enum":["a"],"minLength":2}""", "no value")]
    [InlineData("""{"enum":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"],"pattern":"^(a+)+$"}""", "cannot be judged")]
    [InlineData("""{"enum":["a\n"],"pattern":"^a$"}""", "no value")]
    [InlineData("""{"enum":["a"],"pattern":"(?i)A"}""", "cannot be judged")]
    [InlineData("""{"enum":["a"],"pattern":"\\Aa"}""", "cannot be judged")]
    [InlineData("""{"enum":["a"],"pattern":"[a"}""", "cannot be judged")]
    [InlineData("""{"enum":["a"],"pattern":"(?>a)"}""", "cannot be judged")]
    [InlineData("""{"enum":[1e40],"multipleOf":2}""", "\"multipleOf\" beside 1e40")]
    [InlineData("""{"enum":["\ud83d"],"minLength":1}""", "half of a surrogate pair")]
    [InlineData("""{"properties":{"a":{"const":"\ud83d"}}}""", "half of a surrogate pair")]
    [InlineData("""{"type":"dict"}""", "the type \"dict\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","uniqueItems":true}}}""", "#/properties/a has \"uniqueItems\" over items that are not from a list")]
    [InlineData("""{"type":"array","items":{"enum":[1]},"prefixItems":[{}],"uniqueItems":true}""", "\"uniqueItems\" beside \"prefixItems\"")]
    [InlineData("""{"type":"integer","not":{"multipleOf":2}}""", "\"multipleOf\" where its opposite is needed")]
    [InlineData("""{"type":"object","if":{"patternProperties":{"a":{}}},"then":{"required":["a"]}}""", "\"patternProperties\" where its opposite is needed")]
    [InlineData("""{"type":"string","pattern":"a","not":{"const":"a"}}""", "beside \"pattern\"")]
    [InlineData("""{"allOf":[{"type":"string","pattern":"a"},{"pattern":"b"}]}""", "two different \"pattern\"")]
    [InlineData("""{"allOf":[{"$ref":"#"},{"type":"null"}]}""", "refers to itself")]
    [InlineData("""{"type":"object","properties":{"ab":{"type":"null"}},"patternProperties":{"a":{"type":"string"}}}""", "says two things of \"ab\"")]
    [InlineData("""{"propertyNames":{"maxLength":3}}""", "\"propertyNames\"")]
    [InlineData("""{"propertyNames":{"pattern":"a"},"properties":{"b":{}}}""", "\"propertyNames\"")]
    [InlineData("""{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}""", "\"unevaluatedProperties\"")]
    [InlineData("""{"$ref":"#none"}""", "not there")]
    [InlineData("""{"type":"string","pattern":"(?=a)b"}""", "looking around")]
    [InlineData("""{"type":"string","pattern":"(?<=a)b"}""", "looking around")]
    [InlineData("""{"type":"string","pattern":"(?<a)b"}""", "not a regular expression")]
    [InlineData("""{"type":"string","pattern":"a^b"}""", "^ within the expression")]
    [InlineData("""{"type":"string","pattern":"(a$)+b"}""", "$ within the expression")]
    [InlineData("""{"type":"string","pattern":"(?:^a|b)c"}""", "^ within the expression")]
    [InlineData("""{"type":"string","pattern":"^*"}""", "not a regular expression")]
    [InlineData("""{"type":"string","pattern":"[^\\p{L}]"}""", "within [^...]")]
    [InlineData("""{"type":"string","pattern":"\\P{L}"}""", "inverse classes")]
    [InlineData("""{"type":"string","pattern":"\\p{Emoji}"}""", "\"Emoji\"")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "references to groups")]
    [InlineData("""{"type":"string","pattern":"["}""", "not a regular expression")]
    [InlineData("""{"type":"string","pattern":"^a+$","maxLength":100000}""", "\"maxLength\"")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "\"oneOf\"")]
    [InlineData("""{"not":{}}""", "no value")]
    [InlineData("""{"$ref":"https://example.org/x"}""", "only references within")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "not there")]
    [InlineData("""{"$ref":"#"}""", "refers to itself")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"type":"null"}]}""", "refers to itself")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":4}""", "no value")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""", "no value")]
    [InlineData("""{"anyOf":[{"type":"null"}],"type":"string"}""", "no value")]
    [InlineData("""[1]""", "neither an object")]
    public void Compile_WhatIsNotSupported_IsRefusedByName(string schema, string named)
    {
        var failure = Assert.Throws<SchemaException>(() => Compile(schema));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Characters are counted, though one automaton for all of them would have thousands of states.</summary>
    [Fact]
    public void Compile_CountedCharacters_EndWhereTheyMust()
    {
        var grammar = Compile("""{"type":"string","pattern":"^.{1,255}$"}""");
        Assert.True(SmallVocabulary.Allows(grammar, $"\"{new string('日', 255)}\""));
        Assert.False(SmallVocabulary.Allows(grammar, $"\"{new string('日', 256)}\""));
        for (var seed = 0; seed < 20; seed++)
            AssertValid("""{"type":"string","pattern":"^.{1,255}$"}""", SmallVocabulary.Write(grammar, grammar.Cost + seed, seed).Text);
    }

    /// <summary>What is kept for the next time is bounded by its bytes, and what is forgotten is worked out again.</summary>
    [Fact]
    public void Tokens_OfMoreStatesThanMayBeKept_AreTheSame()
    {
        const long most = 100_000;
        var grammar = Compile("""{"type":"string","minLength":2000,"maxLength":2000}""");
        var (bounded, free) = (new Automaton(grammar, SmallVocabulary.Trie, most), new Automaton(grammar, SmallVocabulary.Trie));
        var (at, other) = (bounded.Start, free.Start);
        foreach (var letter in "\"" + new string('a', 1_500))
        {
            (at, other) = (bounded.Next(at, [(byte)letter]), free.Next(other, [(byte)letter]));
            var (tokens, expected) = (bounded.Tokens(at, 10_000), free.Tokens(other, 10_000));
            Assert.All(Enumerable.Range(0, SmallVocabulary.End), id => Assert.Equal(expected.Contains(id), tokens.Contains(id)));
            Assert.InRange(bounded.Bytes, 1, 10 * most);
        }
        Assert.InRange(free.Bytes, 10 * most + 1, Automaton.Most + (10 * most));
    }

    /// <summary>What would take all memory, all time or the whole stack is refused in a moment.</summary>
    [Fact]
    public void Compile_HostileSchemas_AreRefusedSoon()
    {
        var chain = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"d{i}\":{{\"anyOf\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}}]}}"));
        var members = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"m{i}\":{{}}"));
        string[] hostile =
        [
            $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{chain},\"d5000\":{{}}}}}}",
            $"{{\"type\":\"object\",\"properties\":{{{members}}}}}",
            $"{{\"enum\":[{string.Join(',', Enumerable.Range(0, 20_000))}]}}",
            $"{{\"type\":\"string\",\"pattern\":\"{new string('(', 10_000)}{new string(')', 10_000)}\"}}",
            """{"type":"string","pattern":"^((((a{1000}b){1000}c){1000}d){1000})$"}""",
            """{"type":"string","pattern":"(.*a.{12}){2}"}""",
            """{"type":"string","pattern":"a{2}{2}"}""",
            """{"type":"string","minLength":1000000000,"maxLength":1}""",
        ];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.All(hostile, schema => Assert.Throws<SchemaException>(() => Compile(schema)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    /// <summary>A schema that does not refer to itself is as deep as it is written, in members that must be there and in those that may.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compile_ThirtyLevelsWithinEachOther_AreAllWritten(bool required)
    {
        const int levels = 30;
        var (schema, value) = ("""{"type":"integer"}""", "7");
        for (var i = 0; i < levels; i++)
            (schema, value) = ($"{{\"type\":\"object\",\"properties\":{{\"a\":{schema}}}{(required ? ",\"required\":[\"a\"]" : "")}}}", $"{{\"a\":{value}}}");
        using var document = JsonDocument.Parse(schema, new() { MaxDepth = 256 });
        var grammar = SchemaCompiler.Compile(document.RootElement.Clone(), SmallVocabulary.Trie);

        Assert.True(SmallVocabulary.Allows(grammar, value));
        Assert.Equal(!required, SmallVocabulary.Allows(grammar, "{}"));
    }

    [Fact]
    public void Write_RecursiveSchema_StaysWithinItsDepth()
    {
        var grammar = Compile("""{"type":"array","items":{"$ref":"#"}}""");
        for (var seed = 0; seed < 20; seed++)
        {
            using var answer = JsonDocument.Parse(SmallVocabulary.Write(grammar, 400, seed).Text, new() { MaxDepth = SchemaCompiler.Deepest });
            Assert.Equal(JsonValueKind.Array, answer.RootElement.ValueKind);
        }
    }

    internal static void AssertValid(string schema, string answer)
    {
        using var value = JsonDocument.Parse(answer);
        // The validator counts what a reader sees as one character; JSON Schema counts code points (RFC 8259), as the grammar does.
        if (Texts(value.RootElement).Any(text => new StringInfo(text).LengthInTextElements != text.EnumerateRunes().Count()))
            return;
        Assert.True(JsonSchema.FromText(schema).Evaluate(value.RootElement, s_strict).IsValid, $"{answer}\nfor {schema}");
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    private static Node Compile(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return SchemaCompiler.Compile(document.RootElement.Clone(), SmallVocabulary.Trie);
    }
}
