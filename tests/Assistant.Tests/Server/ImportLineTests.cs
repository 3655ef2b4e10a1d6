using System.Globalization;
using Assistant.Memory.Facts;
using Assistant.Server.Commands.Memory;

namespace Assistant.Tests.Server;

public sealed class ImportLineTests
{
    private static readonly DateTimeOffset s_now = new(2025, 6, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_GoodLine_IsAnEpisode()
    {
        var (episode, reason) = ImportLine.Read("""{"id":"D1:3","time":"2025-03-01T09:30:00+01:00","speaker":"Mia","text":"Hi","conversation":"s1"}""", "mia", s_now);
        Assert.Null(reason);
        Assert.Equal(new("D1:3", new(2025, 3, 1, 8, 30, 0, TimeSpan.Zero), "Mia", "s1", "Hi"), episode);
    }

    /// <summary>Whose words they are: as an export says, else by who spoke.</summary>
    [Theory]
    [InlineData("\"speaker\":\"Mia\"", UtteranceSource.User)]
    [InlineData("\"speaker\":\"user\"", UtteranceSource.User)]
    [InlineData("\"speaker\":\"\"", UtteranceSource.User)]
    [InlineData("\"speaker\":\"Bo\"", UtteranceSource.OtherPerson)]
    [InlineData("\"speaker\":\"user\",\"source\":\"recording\"", UtteranceSource.Recording)]
    [InlineData("\"speaker\":\"user\",\"source\":\"picture\"", UtteranceSource.Picture)]
    [InlineData("\"speaker\":\"assistant\",\"source\":\"assistant\"", UtteranceSource.Assistant)]
    [InlineData("\"speaker\":\"user\",\"source\":\"user\"", UtteranceSource.User)]
    [InlineData("\"speaker\":\"Bo\",\"source\":\"user\"", UtteranceSource.OtherPerson)]
    public void Read_Source_SaysWhoseWordsTheyAre(string fields, UtteranceSource source) =>
        Assert.Equal(source, ImportLine.Read($$"""{"id":"1","time":"2025-03-01T09:30:00Z","text":"Hi",{{fields}}}""", "mia", s_now).Episode!.Source);

    [Theory]
    [InlineData("2025-03-01", "2025-03-01T23:59:59.999Z")]
    [InlineData("2025-03-01T00:00:00Z", "2025-03-01T00:00:00Z")]
    [InlineData("2025-03-01 10:30", "2025-03-01T10:30:00Z")]
    [InlineData("2025-03-01T10:30:00+08:00", "2025-03-01T02:30:00Z")]
    [InlineData("05/07/2023", null)]
    [InlineData("10:30", null)]
    [InlineData("yesterday", null)]
    public void ReadAsOf_ADay_IsItsEnd(string written, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), IsoTime.ReadAsOf(written));

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("""{"time":"2025-03-01T09:30:00Z","text":"Hi"}""", "\"id\" is missing")]
    [InlineData("""{"id":"1","text":"Hi"}""", "\"time\" is missing")]
    [InlineData("""{"id":"1","time":"soon","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"10:30","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"05/07/2023","text":"Hi"}""", "\"time\" is not an ISO 8601 time")]
    [InlineData("""{"id":"1","time":"2025-06-19T12:00:00Z","text":"Hi"}""", "\"time\" lies in the future")]
    [InlineData("""{"id":"1","time":"2025-03-01T09:30:00Z","text":"Hi","source":"me"}""", "\"source\" is none of user, assistant, document, picture, recording, tool, otherPerson")]
    [InlineData("""{"id":"1","time":"2025-03-01T09:30:00Z","text":"Hi","source":0}""", "\"source\" is none of user, assistant, document, picture, recording, tool, otherPerson")]
    [InlineData("""{"id":"1","time":"2025-03-01T09:30:00Z","text":" "}""", "\"text\" is missing or empty")]
    public void Read_BadLine_SaysWhy(string line, string reason) => Assert.Equal((null, reason), ImportLine.Read(line, "mia", s_now));
}
