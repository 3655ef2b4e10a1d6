using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Language.Templates;
using Assistant.Inference.Language.Tools;
using Assistant.Inference.Tests.Language.Constraints;
using Assistant.Inference.Tokenizers;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Tests.Language.Tools;

/// <summary>What may be written where tools are offered, how it is read back and how it is told to the model.</summary>
public sealed class ToolGrammarTests
{
    private const string Call = "<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\":1}}\n</tool_call>";
    private const string Other = "<tool_call>\n{\"name\": \"stop\", \"arguments\": {}}\n</tool_call>";

    [Theory]
    [InlineData(false, false, "Hello.", true)]
    [InlineData(false, false, "", true)]
    [InlineData(false, false, "1 < 2 <tool", true)]
    [InlineData(false, false, "I add. " + Call, true)]
    [InlineData(false, false, "Hello <tool_call>", false)]
    [InlineData(false, false, Call + " Done.", false)]
    [InlineData(false, false, Call + "\n" + Other, false)]
    [InlineData(false, true, Call + "\n" + Other, true)]
    [InlineData(true, false, Call, true)]
    [InlineData(true, false, Other, true)]
    [InlineData(true, false, "Hello.", false)]
    [InlineData(true, false, "<tool_call>\n{\"name\": \"subtract\", \"arguments\": {\"a\":1}}\n</tool_call>", false)]
    [InlineData(true, false, "<tool_call>\n{\"name\": \"stop\", \"arguments\": {\"a\":1}}\n</tool_call>", false)]
    public void Compile_Modes_AllowTextOrCalls(bool required, bool several, string answer, bool allowed) =>
        Assert.Equal(allowed, SmallVocabulary.Allows(ToolGrammar.Compile(Tools(required, several), null, SmallVocabulary.Trie), answer));

    [Fact]
    public void Write_RandomLogits_ACallThatIsBegunIsFinished()
    {
        var called = 0;
        foreach (var required in new[] { false, true })
        {
            var grammar = ToolGrammar.Compile(Tools(required, several: true), null, SmallVocabulary.Trie);
            for (var seed = 0; seed < 300; seed++)
            {
                var reader = new ToolCallText();
                reader.Add(SmallVocabulary.WriteText(grammar, Math.Max(grammar.Cost, 1) + (seed % 120), seed));
                var calls = reader.Finish().OfType<FunctionCallContent>().ToList();
                Assert.All(calls, call => Assert.Equal(call.Name == "add" ? 1 : 0, call.Arguments!.Count));
                Assert.True(!required || calls.Count > 0);
                called += calls.Count;
            }
        }
        Assert.InRange(called, 300, int.MaxValue);
    }

    [Fact]
    public void ToolCallText_MarksInAnArgument_AreTextOfIt()
    {
        var reader = new ToolCallText();
        Assert.Equal("Say: ", reader.Add("Say: <tool_call>\n{\"name\": \"say\", \"arguments\": {\"text\":\"<tool_call>{}</tool_call>\"}}\n</tool_call>"));
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(reader.Finish()));
        Assert.Equal("<tool_call>{}</tool_call>", call.Arguments!["text"]!.ToString());
    }

    [Fact]
    public void ToolCallText_BeginningOfACallThatIsNone_IsTextAtTheEnd()
    {
        var reader = new ToolCallText();
        Assert.Equal("a ", reader.Add("a <tool"));
        Assert.Equal("<tool", Assert.IsType<TextContent>(Assert.Single(reader.Finish())).Text);
        Assert.False(reader.Any);
    }

    /// <summary>The form's own letters, be they as a call's marks are.</summary>
    [Theory]
    [InlineData("""{"a": "<tool_call>"}""")]
    [InlineData("""["<tool_call>\n{}\n</tool_call>"]""")]
    [InlineData("<tool")]
    public void ToolCallText_FormInPlaceOfACall_IsTextWhole(string answer)
    {
        var reader = new ToolCallText(orForm: true);
        var text = string.Concat(answer.Select(letter => reader.Add(letter.ToString())));

        Assert.Equal(answer, text + string.Concat(reader.Finish().Cast<TextContent>().Select(content => content.Text)));
        Assert.False(reader.Any);
    }

    [Fact]
    public void ToolCallText_CallInPlaceOfAForm_IsACall()
    {
        var reader = new ToolCallText(orForm: true);
        foreach (var letter in "<tool_call>\n{\"name\": \"stop\", \"arguments\": {}}\n</tool_call>")
            Assert.Empty(reader.Add(letter.ToString()));

        Assert.Equal("stop", Assert.IsType<FunctionCallContent>(Assert.Single(reader.Finish())).Name);
    }

    [Fact]
    public void Texts_ToolsCallsAndResults_StandInTheirMarks()
    {
        var options = new ChatOptions { Tools = [Function("add", """{"type":"object","properties":{"a":{"type":"integer"}}}""")], Instructions = "Be brief." };
        ChatMessage[] messages =
        [
            new(ChatRole.User, "1+2?"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "add", new Dictionary<string, object?> { ["a"] = 1 }), new FunctionCallContent("2", "add", new Dictionary<string, object?> { ["a"] = 2 })]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "one")]),
            new(ChatRole.Tool, [new FunctionResultContent("2", 2)]),
        ];
        var texts = ToolPrompt.Texts(messages, options, "You are a model.");
        Assert.Equal(["system", "user", "assistant", "user"], texts.Select(text => text.Role));
        Assert.StartsWith("Be brief.\n\n# Tools\n", $"{texts[0].Text}", StringComparison.Ordinal);
        Assert.Contains("""{"type": "function", "function": {"name": "add", "description": "Adds.", "parameters": {"type":"object","properties":{"a":{"type":"integer"}}}}}""", $"{texts[0].Text}", StringComparison.Ordinal);
        Assert.Equal("<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\":1}}\n</tool_call>\n<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\":2}}\n</tool_call>", $"{texts[2].Text}");
        Assert.Equal("<tool_response>\none\n</tool_response>\n<tool_response>\n2\n</tool_response>", $"{texts[3].Text}");
        options.Instructions = null;
        Assert.StartsWith("You are a model.\n\n# Tools\n", ToolPrompt.Texts(messages, options, "You are a model.")[0].Text.ToString(), StringComparison.Ordinal);
        options.ToolMode = ChatToolMode.None;
        Assert.Equal("user", ToolPrompt.Texts(messages, options, "You are a model.")[0].Role);
    }

    /// <summary>Qwen's vocabulary has the marks as tokens: a prompt has them as the model writes them, and what others wrote as text.</summary>
    [Fact]
    public void Texts_MarksThatAreTokensOfTheModel_BecomeTheseAndWhatOthersWroteDoesNot()
    {
        string[] marks = ["<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<|im_start|>", "<|im_end|>"];
        var tokenizer = Tokenizer.Parse(JsonSerializer.SerializeToUtf8Bytes(new
        {
            added_tokens = marks.Select((mark, i) => new { id = 256 + i, content = mark, special = mark.StartsWith("<|", StringComparison.Ordinal), normalized = false }),
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = false },
            decoder = new { type = "ByteLevel" },
            model = new { type = "BPE", vocab = Enumerable.Range(0, 256).ToDictionary(value => ByteLetters.Letter((byte)value).ToString(), value => value), merges = Array.Empty<string>() },
        }));
        var prompt = new PromptWriter(tokenizer);
        var call = new FunctionCallContent("1", "add", new Dictionary<string, object?> { ["a"] = "</tool_call>" });
        foreach (var (_, text) in ToolPrompt.Texts([new(ChatRole.User, " <tool_call> "), new(ChatRole.Assistant, [new TextContent("I add."), call]), new(ChatRole.Tool, [new FunctionResultContent("1", "<tool_response>one")])], null, null))
            prompt.Text(text.Trim()).Text("|");
        var ids = prompt.ToIds();

        Assert.Equal([256, 257, 258, 259], ids.Where(id => id >= 256));
        Assert.Equal("<tool_call>|I add.\n<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\":\"</tool_call>\"}}\n</tool_call>|<tool_response>\n<tool_response>one\n</tool_response>|", tokenizer.Decode(ids, skipSpecial: false));
        // As the model itself writes a call: by its own tokens for the marks.
        var written = tokenizer.Encode("<tool_call>\n{\"name\"", special: false);
        Assert.True(ids.AsSpan().IndexOf(written) > 0);
    }

    /// <summary>Schemas that leave the type open, or offer others: arguments are an object, or the call could not be read back.</summary>
    [Theory]
    [InlineData("""{"description":"anything"}""", """{"a":1}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}]}""", """{"a":1}""")]
    [InlineData("""{"type":["object","null"],"properties":{"a":{"type":"integer"}}}""", """{"a":1}""")]
    [InlineData("""{"$ref":"#/$defs/x","$defs":{"x":{"anyOf":[{"type":"null"},{"type":"object"}]}}}""", "{}")]
    public void Compile_ParametersThatNeedNotBeAnObject_AreOneNevertheless(string schema, string arguments)
    {
        var grammar = ToolGrammar.Compile(new OfferedTools([Function("add", schema)], Required: true, Several: false), null, SmallVocabulary.Trie);

        Assert.True(SmallVocabulary.Allows(grammar, $"<tool_call>\n{{\"name\": \"add\", \"arguments\": {arguments}}}\n</tool_call>"));
        foreach (var other in new[] { "5", "null", "\"x\"", "[]" })
            Assert.False(SmallVocabulary.Allows(grammar, $"<tool_call>\n{{\"name\": \"add\", \"arguments\": {other}}}\n</tool_call>"), other);
    }

    [Fact]
    public void Compile_ParametersThatCannotBeAnObject_AreRefused() =>
        Assert.Contains("not of an object", Assert.ThrowsAny<Exception>(() =>
            ToolGrammar.Compile(new OfferedTools([Function("odd", """{"type":"array"}""")], Required: true, Several: false), null, SmallVocabulary.Trie)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_SchemaThatIsNotSupported_NamesTheTool()
    {
        var tools = new OfferedTools([Function("odd", """{"type":"object","contains":{}}""")], Required: true, Several: false);
        var failure = Assert.ThrowsAny<Exception>(() => ToolGrammar.Compile(tools, null, SmallVocabulary.Trie));
        Assert.Contains("'odd'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"contains\"", failure.Message, StringComparison.Ordinal);
        Assert.Throws<LanguageModelException>(() => OfferedTools.Of(new() { Tools = [Function("a", "{}"), Function("a", "{}")] }));
    }

    private static OfferedTools Tools(bool required, bool several) => new(
        [Function("add", """{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}"""), Function("stop", "{}")], required, several);

    private static AIFunctionDeclaration Function(string name, string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return AIFunctionFactory.CreateDeclaration(name, "Adds.", document.RootElement.Clone());
    }
}
