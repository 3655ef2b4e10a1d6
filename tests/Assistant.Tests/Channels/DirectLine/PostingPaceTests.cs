using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.DirectLine;

public sealed class PostingPaceTests
{
    [Fact]
    public void OnePerson_HasOneLimit_InHoweverManyConversations()
    {
        using var pace = new PostingPace(Options.Create(new DirectLineOptions { MaxMessagesPerMinute = 8 }));
        pace.Take("dl_ann", "c-1");
        pace.Take("dl_ann", "c-2");

        Assert.Equal(429, Assert.Throws<Refusal>(() => pace.Take("dl_ann", "c-3")).Status);
        pace.Take("dl_ben", "c-1");
    }

    [Fact]
    public void WhoIsNotNamed_HasTheLimitOfTheConversation()
    {
        using var pace = new PostingPace(Options.Create(new DirectLineOptions { MaxMessagesPerMinute = 4 }));
        pace.Take(null, "c-1");

        Assert.Throws<Refusal>(() => pace.Take(null, "c-1"));
        pace.Take(null, "c-2");
    }
}
