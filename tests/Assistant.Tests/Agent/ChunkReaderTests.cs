using System.Text;
using Assistant.Agent.Models.Wire;

namespace Assistant.Tests.Agent;

/// <summary>Tool calls as different servers stream them.</summary>
public sealed class ChunkReaderTests
{
    [Fact]
    public void Calls_InPieces_ArePutTogether() =>
        Assert.Equal(["first {\"a\":1}", "second {}"], Read(
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"first","arguments":"{\"a\""}},{"index":1,"id":"c2","function":{"name":"second","arguments":"{"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"function":{"arguments":"}"}}]}}]}"""));

    /// <summary>Each whole, all at index 0, or without one.</summary>
    [Theory]
    [InlineData("\"index\":0,")]
    [InlineData("")]
    public void Calls_EachWholeAtTheSameIndex_AreSeveral(string index) =>
        Assert.Equal(["first {}", "second {}"], Read(
            $$$"""{"choices":[{"delta":{"tool_calls":[{{{{index}}}"id":"c1","function":{"name":"first","arguments":"{}"}}]}}]}""",
            $$$"""{"choices":[{"delta":{"tool_calls":[{{{{index}}}"id":"c2","function":{"name":"second","arguments":"{}"}}]}}]}"""));

    [Fact]
    public void Function_ThatIsNull_EatsNothingBehindIt() =>
        Assert.Equal(["first {}"], Read(
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":null,"id":"c1"}]},"index":0}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"first","arguments":"{}"}}]}}]}"""));

    /// <summary>Gateways written in Go send what is not known as an empty string.</summary>
    [Fact]
    public void FinishReason_ThatIsEmpty_IsNone()
    {
        var reader = new ChunkReader();
        reader.Read("""{"choices":[{"delta":{"content":"Hello"},"finish_reason":""}]}"""u8.ToArray());
        Assert.Equal(("Hello", null), (reader.Text, reader.Finish));
        reader.Read("""{"choices":[{"delta":{},"finish_reason":"stop"}]}"""u8.ToArray());
        Assert.Equal("stop", reader.Finish?.Value);
    }

    private static IEnumerable<string> Read(params string[] chunks)
    {
        var reader = new ChunkReader();
        foreach (var chunk in chunks)
            reader.Read(Encoding.UTF8.GetBytes(chunk));
        return reader.Calls().Select(call => $"{call.Name} {System.Text.Json.JsonSerializer.Serialize(call.Arguments)}");
    }
}
