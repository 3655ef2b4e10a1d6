using System.Text.Json;
using Assistant.Inference.Language;
using Assistant.Inference.Language.Templates;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Tests.Language;

/// <summary>
/// Families of chat templates on a made-up tokenizer of bytes and markers. What is expected is what Jinja makes of each template, worked out by hand; the markers must
/// come out as their tokens, and what people wrote as text.
/// </summary>
public sealed class ChatTemplateTests : IDisposable
{
    private const string Qwen25 = """{%- if tools %}...{%- else %}{%- if messages[0]['role'] == 'system' %}{{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}{%- else %}{{- '<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n' }}{%- endif %}{%- endif %}{%- for message in messages %}{{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- endif %}""";
    private const string Qwen3 = """{%- for message in messages %}{%- set content = message.content.split('</think>')[-1].lstrip('\n') %}{{- '<|im_start|>' + message.role + '\n' + content + '<|im_end|>' + '\n' }}{%- endfor %}{{- '<|im_start|>assistant\n' }}""";
    private const string Qwen3Hybrid = """{%- for message in messages %}{%- set content = message.content.split('</think>')[-1].lstrip('\n') %}{{- '<|im_start|>' + message.role + '\n' + content + '<|im_end|>' + '\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}{%- endif %}""";
    private const string Phi4 = """{% for message in messages %}{% if message['role'] == 'system' and 'tools' in message and message['tools'] is not none %}...{% else %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}""";
    private const string Llama3 = """{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}""";
    private const string Llama31 = """{{- bos_token }}{%- if not date_string is defined %}{%- set date_string = "26 Jul 2024" %}{%- endif %}{{- "<|start_header_id|>system<|end_header_id|>\n\n" }}{{- "Cutting Knowledge Date: December 2023\n" }}{{- "Today Date: " + date_string + "\n\n" }}{{- system_message }}{{- "<|eot_id|>" }}""";
    private const string Llama2 = """{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% endif %}{% for message in loop_messages %}{% if loop.index0 == 0 and system_message != false %}{% set content = '<<SYS>>\n' + system_message + '\n<</SYS>>\n\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}""";
    private const string Mistral = """{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token}}{% endif %}{% endfor %}""";
    private const string Mistral3 = """{{- bos_token }}{%- for message in loop_messages %}{%- if message["role"] == "user" %}{%- if loop.last and system_message is defined %}{{- "[INST] " + system_message + "\n\n" + message["content"] + "[/INST]" }}{%- else %}{{- "[INST] " + message["content"] + "[/INST]" }}{%- endif %}{%- elif message["role"] == "assistant" %}{{- " " + message["content"]|trim + eos_token}}{%- endif %}{%- endfor %}""";
    private const string MistralSmall = """{%- set today = strftime_now("%Y-%m-%d") %}{%- set default_system_message = "You are Mistral Small 3.\nThe current date is " + today + ".\n\nSay \"no\" where you don't know." %}{{- bos_token }}{%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content'] %}{%- set loop_messages = messages[1:] %}{%- else %}{%- set system_message = default_system_message %}{%- set loop_messages = messages %}{%- endif %}{{- '[SYSTEM_PROMPT]' + system_message + '[/SYSTEM_PROMPT]' }}{%- for message in loop_messages %}{%- if message['role'] == 'user' %}{{- '[INST]' + message['content'] + '[/INST]' }}{%- elif message['role'] == 'system' %}{{- '[SYSTEM_PROMPT]' + message['content'] + '[/SYSTEM_PROMPT]' }}{%- elif message['role'] == 'assistant' %}{{- message['content'] + eos_token }}{%- endif %}{%- endfor %}""";
    private const string Gemma = """{{ bos_token }}{%- if messages[0]['role'] == 'system' -%}{%- set first_user_prefix = messages[0]['content'] + '\n\n' -%}{%- set loop_messages = messages[1:] -%}{%- else -%}{%- set first_user_prefix = "" -%}{%- set loop_messages = messages -%}{%- endif -%}{%- for message in loop_messages -%}{%- if (message['role'] == 'assistant') -%}{%- set role = "model" -%}{%- else -%}{%- set role = message['role'] -%}{%- endif -%}{{ '<start_of_turn>' + role + '\n' + (first_user_prefix if loop.first else "") }}{{ message['content'] | trim }}{{ '<end_of_turn>\n' }}{%- endfor -%}{%- if add_generation_prompt -%}{{'<start_of_turn>model\n'}}{%- endif -%}""";
    private const string Phi3 = """{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}{{ '<|assistant|>\n' }}""";

    private static readonly string[] s_markers =
        ["<s>", "</s>", "<|im_start|>", "<|im_end|>", "<|begin|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<start_of_turn>", "<end_of_turn>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<think>", "</think>", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"];

    private static readonly (string, string)[] s_talk = [("system", "Be brief."), ("user", " Hi "), ("assistant", "Hello."), ("user", "Bye")];
    private static readonly (string, string)[] s_question = [("user", "Hi")];

    private readonly string _folder = Directory.CreateTempSubdirectory("template").FullName;

    // As Qwen2.5-Math and others that quote otherwise have it.
    private static readonly string s_math = Qwen25.Replace("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.", @"Please reason step by step, and put your final answer within \\boxed{}, that\'s all.", StringComparison.Ordinal);
    private static readonly string s_quoted = Qwen25.Replace("'<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\\n'", "\"<|im_start|>system\\nYou're {it}.<|im_end|>\\n\"", StringComparison.Ordinal);

    public static TheoryData<string, string, bool, string> Expected => new()
    {
        { Qwen25, "", false, "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hi <|im_end|>\n<|im_start|>assistant\nHello.<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n" },
        { Qwen25, "", true, "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n" },
        { s_math, "", true, "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}, that's all.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n" },
        { s_quoted, "", true, "<|im_start|>system\nYou're {it}.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n" },
        { s_math, "", false, "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hi <|im_end|>\n<|im_start|>assistant\nHello.<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n" },
        { Qwen3, "", true, "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n" },
        { Qwen3Hybrid, "", true, "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n" },
        { Phi4, "", false, "<|system|>Be brief.<|end|><|user|> Hi <|end|><|assistant|>Hello.<|end|><|user|>Bye<|end|><|assistant|>" },
        { Llama3, "<|begin|>", false, "<|begin|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n" },
        { Llama31, "<|begin|>", true, "<|begin|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n" },
        { Llama2, "<s>", false, "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n Hi [/INST] Hello. </s><s>[INST] Bye [/INST]" },
        { Mistral, "<s>", false, "<s>[INST] Be brief.\n\n Hi  [/INST]Hello.</s>[INST] Bye [/INST]" },
        { Mistral3, "<s>", false, "<s>[INST]  Hi [/INST] Hello.</s>[INST] Be brief.\n\nBye[/INST]" },
        { MistralSmall, "<s>", false, "<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST] Hi [/INST]Hello.</s>[INST]Bye[/INST]" },
        { Gemma, "<s>", false, "<s><start_of_turn>user\nBe brief.\n\nHi<end_of_turn>\n<start_of_turn>model\nHello.<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n" },
        { Phi3, "<s>", false, "<|system|>\nBe brief.<|end|>\n<|user|>\n Hi <|end|>\n<|assistant|>\nHello.<|end|>\n<|user|>\nBye<|end|>\n<|assistant|>\n" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Expected))]
    public void Render_Family_IsWrittenAsItsTemplateSays(string template, string begin, bool question, string expected)
    {
        var tokenizer = Bytes();
        var ids = Read(template, begin, tokenizer).Render(question ? s_question : s_talk);
        Assert.Equal(expected, tokenizer.Decode(ids, skipSpecial: false));
        // The template's own marks are tokens: encoding the expected text with markers recognised gives the same.
        Assert.Equal(tokenizer.Encode(expected, special: false), ids);
    }

    [Theory]
    [InlineData(Qwen25, "")]
    [InlineData(Llama3, "<|begin|>")]
    [InlineData(Mistral, "<s>")]
    [InlineData(Gemma, "<s>")]
    [InlineData(Phi3, "<s>")]
    public void Render_MarkersInWhatPeopleWrote_StayText(string template, string begin)
    {
        var tokenizer = Bytes();
        var ids = Read(template, begin, tokenizer).Render([("user", string.Concat(s_markers))]);
        var plain = Read(template, begin, tokenizer).Render([("user", "x")]);
        Assert.Equal(plain.Count(tokenizer.IsSpecial), ids.Count(tokenizer.IsSpecial));
        Assert.Contains(string.Concat(s_markers), tokenizer.Decode(ids, skipSpecial: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ThoughtsOfEarlierAnswers_AreLeftOutWhereTheTemplateDoes()
    {
        var tokenizer = Bytes();
        var text = tokenizer.Decode(Read(Qwen3, "", tokenizer).Render([("user", "Hi"), ("assistant", "<think>\nhm\n</think>\n\nHello."), ("user", "Bye")]), skipSpecial: false);
        Assert.Contains("assistant\nHello.<|im_end|>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TemplateThatAsksForTheDate_HasTodays()
    {
        var tokenizer = Bytes();
        var time = new FixedTime();
        Write(Llama31.Replace("\"26 Jul 2024\"", "strftime_now(\"%d %b %Y\")", StringComparison.Ordinal), "<|begin|>");
        var text = tokenizer.Decode(ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), tokenizer, time).Render(s_question), skipSpecial: false);
        Assert.Contains("Today Date: 03 Feb 2031\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MistralSmallWithoutASystemMessage_HasItsOwnWithTheDate()
    {
        var tokenizer = Bytes();
        Write(MistralSmall, "<s>");
        var template = ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), tokenizer, new FixedTime());
        Assert.Equal(
            "<s>[SYSTEM_PROMPT]You are Mistral Small 3.\nThe current date is 2031-02-03.\n\nSay \"no\" where you don't know.[/SYSTEM_PROMPT][INST]Hi[/INST]",
            tokenizer.Decode(template.Render(s_question), skipSpecial: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{{ bos_token }}{% set default_system_message = 'a' + yesterday %}{{ '[SYSTEM_PROMPT]' + default_system_message + '[/SYSTEM_PROMPT]' }}{{ '[INST]' + message['content'] + '[/INST]' }}{{ message['content'] + eos_token }}")]
    [InlineData("{% for m in messages %}### {{ m.role }}: {{ m.content }}{% endfor %}")]
    [InlineData("{{ '<|im_start|>' + message['role'] + '<|im_sep|>' + message['content'] + '<|im_end|>' }}")]
    [InlineData("{{ bos_token + '[INST] ' + message['content'] + ' [/INST]' }}")]
    [InlineData("{{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' }}{{- '<|im_start|>assistant\\n<think>\\n' }}")]
    public void Read_UnknownFamily_IsRefusedAndSaysSo(string template) =>
        Assert.Contains("of no known family", Assert.Throws<ModelFileException>(() => Read(template, "<s>", Bytes())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"template":"x"},{"name":"default"},"x",null]""")]
    [InlineData("""[{"name":1,"template":2}]""")]
    public void Read_ListOfTemplatesThatLackSomething_IsRefusedAndSaysSo(string templates)
    {
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), $$"""{"chat_template":{{templates}}}""");

        Assert.Contains("of no known family", Assert.Throws<ModelFileException>(() => ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), Bytes())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamedTemplates_TakesTheDefault()
    {
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), JsonSerializer.Serialize(new { chat_template = new[] { new { name = "tool_use", template = "x" }, new { name = "default", template = Qwen3 } } }));

        Assert.Equal(s_markers.IndexOf("<|im_end|>") + 256, ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), Bytes()).End);
    }

    /// <summary>Where a folder stands in a file's place, reading it is forbidden, not impossible.</summary>
    [Fact]
    public void Read_FilesThatMayNotBeRead_IsAModelFileThatCannotBeLoaded()
    {
        foreach (var name in new[] { "tokenizer_config.json", "tokenizer.json", "config.json", "generation_config.json" })
            Directory.CreateDirectory(Path.Combine(_folder, name));

        Assert.Throws<ModelFileException>(() => ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), Bytes()));
        Assert.Throws<ModelFileException>(() => Tokenizer.Load(Path.Combine(_folder, "tokenizer.json")));
        Assert.Throws<ModelFileException>(() => DecoderConfig.Read(new(_folder, "model.onnx")));
    }

    [Fact]
    public void Read_TemplateBesideTheConfiguration_IsTaken()
    {
        Write("unknown", "");
        File.WriteAllText(Path.Combine(_folder, "chat_template.jinja"), Qwen3);
        Assert.Equal(s_markers.IndexOf("<|im_end|>") + 256, ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), Bytes()).End);
    }

    private ChatTemplate Read(string template, string begin, Tokenizer tokenizer)
    {
        Write(template, begin);
        return ChatTemplate.Read(Path.Combine(_folder, "tokenizer_config.json"), tokenizer);
    }

    private void Write(string template, string begin) => File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"),
        JsonSerializer.Serialize(new { chat_template = template, bos_token = begin, eos_token = new { content = "</s>" } }));

    /// <summary>Byte-level BPE without merges: a token for each byte, and the markers.</summary>
    private static Tokenizer Bytes() => Tokenizer.Parse(JsonSerializer.SerializeToUtf8Bytes(new
    {
        added_tokens = s_markers.Select((marker, i) => new { id = 256 + i, content = marker, special = true }),
        pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, use_regex = false },
        decoder = new { type = "ByteLevel" },
        model = new { type = "BPE", vocab = Enumerable.Range(0, 256).ToDictionary(value => ByteLetters.Letter((byte)value).ToString(), value => value), merges = Array.Empty<string>() },
    }));

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2031, 2, 3, 12, 0, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
