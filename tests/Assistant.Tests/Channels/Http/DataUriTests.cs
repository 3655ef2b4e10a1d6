using System.Text;
using Assistant.Channels.Http;

namespace Assistant.Tests.Channels.Http;

public sealed class DataUriTests
{
    [Theory]
    [InlineData("data:text/plain;base64,aGVsbG8=", "text/plain")]
    [InlineData("data:text/plain;charset=utf-8;base64,aGVsbG8=", "text/plain")]
    [InlineData("DATA:text/plain;BASE64,aGVsbG8=", "text/plain")]
    [InlineData("data:text/plain,hello", "text/plain")]
    [InlineData("data:text/plain,%68ello", "text/plain")]
    [InlineData("data:;base64,aGVsbG8%3D", null)]
    [InlineData("data:,hello", null)]
    [InlineData("data:image/;base64,aGVsbG8=", null)]
    [InlineData("data:image png;base64,aGVsbG8=", null)]
    [InlineData("data:text/plain;base64, aGVs\nbG8=", "text/plain")]
    public void Read_OfEveryForm_GivesTheBytes(string uri, string? type)
    {
        var (contentType, bytes) = DataUri.Read(uri, 100);

        Assert.Equal(type, contentType);
        Assert.Equal("hello", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Read_OfBytesThatAreNoText_KeepsThem() => Assert.Equal([0xFF, 0x00, 0xE4], DataUri.Read("data:application/octet-stream,%FF%00%E4", 100).Bytes);

    [Theory]
    [InlineData("data:text/plain;base64", 400)]
    [InlineData("data:text/plain;base64,@@", 400)]
    [InlineData("data:text/plain;base64,aGVsbG8gYWdhaW4gYW5kIGFnYWluIGFuZCBhZ2Fpbg==", 413)]
    [InlineData("data:text/plain,hello again and again and again", 413)]
    public void Read_OfTooMuchOrNothing_IsRefused(string uri, int status) => Assert.Equal(status, Assert.Throws<Refusal>(() => DataUri.Read(uri, 10)).Status);
}
