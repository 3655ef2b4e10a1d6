using Assistant.Server.Commands.Memory;

namespace Assistant.Tests.Server;

public sealed class ImportLineTests
{
    private static readonly DateTimeOffset s_now = new(2025, 6, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_GoodLine_IsAnEpisode()
    {
        var (episode, reason) = ImportLine.Read("""{"id":"D1:3","time":"2025-03-01T09:30:00+01:00","speaker":"Mia","text":"Hi","conversation":"s1"}""", s_now);
        Assert.Null(reason);
        Assert.Equal(new("D1:3", new(2025, 3, 1, 8, 30, 0, TimeSpan.Zero), "Mia", "s1", "Hi"), episode);
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("""{"time":"2025-03-01T09:30:00Z","text":"Hi"}""", "\"id\" is missing")]
    [InlineData("""{"id":"1","text":"Hi"}""", "\"time\" is missing")]
    [InlineData("""{"id":"1","time":"soon","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"10:30","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"05/07/2023","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"2025-06-19T12:00:00Z","text":"Hi"}""", "\"time\" lies in the future")]
    [InlineData("""{"id":"1","time":"2025-03-01T09:30:00Z","text":" "}""", "\"text\" is missing or empty")]
    public void Read_BadLine_SaysWhy(string line, string reason) => Assert.Equal((null, reason), ImportLine.Read(line, s_now));
}
