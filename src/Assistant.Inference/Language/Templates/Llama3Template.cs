using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>Llama 3: the role between two markers, an empty line, the trimmed text and a marker. From 3.1 on the system message, which is always there, begins with two dates.</summary>
internal sealed partial class Llama3Template : ChatTemplate
{
    private const string Header = "<|start_header_id|>";
    private const string HeaderEnd = "<|end_header_id|>";
    private const string Eot = "<|eot_id|>";

    private readonly ChatTemplateFile _file;
    private readonly TimeProvider _time;

    private Llama3Template(ChatTemplateFile file, Tokenizer tokenizer, int end, TimeProvider time) : base(tokenizer, end) => (_file, _time) = (file, time);

    public static Llama3Template? Of(ChatTemplateFile file, Tokenizer tokenizer, TimeProvider time) =>
        file.Has(Header) && file.Has(Eot) && tokenizer.AddedTokenOf(Header) is not null && tokenizer.AddedTokenOf(Eot) is { } end ? new(file, tokenizer, end.Id, time) : null;

    protected override void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt)
    {
        prompt.Marker(_file.Begin);
        if (_file.Has("Cutting Knowledge Date"))
        {
            var (system, rest) = messages is [("system", var text), ..] ? (text.Trim(), messages.Skip(1)) : ("", messages);
            Add("system", $"Cutting Knowledge Date: December 2023\nToday Date: {Today()}\n\n" + system);
            messages = [.. rest];
        }
        foreach (var (role, text) in messages)
            Add(role, text.Trim());
        prompt.Marker(Header).Text("assistant").Marker(HeaderEnd).Text("\n\n");

        void Add(string role, PromptText text) => prompt.Marker(Header).Text(role).Marker(HeaderEnd).Text("\n\n").Text(text).Marker(Eot);
    }

    /// <summary>3.2 asks for the date; 3.1 has one in its template.</summary>
    private string Today() => !_file.Has("strftime_now") && FixedDate().Match(_file.Template) is { Success: true } match ? match.Groups[1].Value
        : _time.GetLocalNow().ToString("dd MMM yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"date_string = ""([^""]+)""")]
    private static partial Regex FixedDate();
}
