using Assistant.Channels.BotFramework.Outbound.Splitting;
using CsCheck;

namespace Assistant.Tests.Channels.BotFramework.Splitting;

public sealed class MessagePartsTests
{
    private const int Limit = 300;

    private static readonly Gen<string> s_words = OneOf("alpha", "beta.", "delta", "Gamma 1,240.00 EUR [1].", "回声在山谷里。", "😀😀", "naïve", "x_y*z", new string('w', 350)).Array[1, 60].Select(words => string.Join(' ', words));

    private static readonly Gen<string> s_prose = s_words.Array[1, 3].Select(lines => string.Join('\n', lines));

    private static readonly Gen<string> s_code = Gen.Select(OneOf("```", "~~~~", "````python", "  ```c#"), OneOf("a = 1", "", "    return x", "| no | table |", new string('k', 700)).Array[0, 40])
        .Select((fence, lines) => string.Join('\n', [fence, .. lines, CodeFence.Of(fence)!.Closing]));

    private static readonly Gen<string> s_table = Gen.Int[0, 40].Select(rows => string.Join('\n', ["| Item | Total |", "|---|--:|", .. Enumerable.Range(0, rows).Select(row => $"| row {row} | {row * 17} |")]));

    private static readonly Gen<string> s_markdown = Gen.OneOf(s_prose, s_code, s_table).Array[0, 12].Select(blocks => string.Join("\n\n", blocks));

    [Fact]
    public void AnyText_IsCutIntoPartsUnderTheLimit() => s_markdown.Sample(text => Assert.All(MessageParts.Of(text, Limit), part => Assert.InRange(part.Length, 0, Limit)));

    [Fact]
    public void AnyText_LosesNothingAndKeepsItsOrder() =>
        s_markdown.Sample(text => Assert.Equal(Content([text]), Content(MessageParts.Of(text, Limit))));

    [Fact]
    public void AnyText_HasBalancedFencesInEveryPart() => s_markdown.Sample(text => Assert.All(MessageParts.Of(text, Limit), part => Assert.True(IsBalanced(part), part)));

    [Fact]
    public void AnyText_IsCutAlikeEachTime() => s_markdown.Sample(text => Assert.Equal(MessageParts.Of(text, Limit), MessageParts.Of(text, Limit)));

    [Fact]
    public void AnyText_IsValidUnicodeInEveryPart() =>
        s_markdown.Sample(text => Assert.All(MessageParts.Of(text, Limit), part => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(part)))));

    [Fact]
    public void ShortText_StaysAsItIs() => Assert.Equal(["one\r\n\r\n\r\n two \n"], MessageParts.Of("one\r\n\r\n\r\n two \n", Limit));

    [Fact]
    public void CodeThatFits_IsKeptWhole()
    {
        var code = $"```csharp\n{string.Join('\n', Enumerable.Repeat("Call();", 25))}\n```";

        Assert.Equal([new string('a', 150), code, "End."], MessageParts.Of($"{new string('a', 150)}\n\n{code}\n\nEnd.", 215));
    }

    [Fact]
    public void CodeThatDoesNotFit_IsClosedAndOpenedAgainWithItsLanguage()
    {
        var parts = MessageParts.Of($"```csharp\n{string.Join('\n', Enumerable.Range(0, 60).Select(i => $"Call({i});"))}\n```", 250);

        Assert.True(parts.Count > 2);
        Assert.All(parts, part => Assert.True(part.StartsWith("```csharp\nCall(", StringComparison.Ordinal) && part.EndsWith(");\n```", StringComparison.Ordinal), part));
    }

    [Fact]
    public void CodeThatIsNeverClosed_IsClosed() => Assert.EndsWith("\ny\n```", MessageParts.Of($"{new string('a', 295)}\n\n```\nx\ny", Limit)[^1], StringComparison.Ordinal);

    [Fact]
    public void TableThatDoesNotFit_RepeatsItsHeader()
    {
        const string header = "| Item | Total |\n|---|--:|\n";
        var parts = MessageParts.Of(header + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"| row {i} | {i} |")), 250);

        Assert.True(parts.Count > 2);
        Assert.All(parts, part => Assert.StartsWith(header + "| row ", part, StringComparison.Ordinal));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>What is read: without space, fences and headers, which cutting may add.</summary>
    private static string Content(IEnumerable<string> parts) => string.Concat(parts.SelectMany(part => part.Split('\n'))
        .Where(line => CodeFence.Of(line) is null && line is not ("| Item | Total |" or "|---|--:|"))
        .SelectMany(line => line.Where(c => !char.IsWhiteSpace(c))));

    private static bool IsBalanced(string part)
    {
        CodeFence? open = null;
        foreach (var line in part.Split('\n'))
        {
            if (open is null)
                open = CodeFence.Of(line);
            else if (open.IsClosedBy(line))
                open = null;
        }
        return open is null;
    }
}
