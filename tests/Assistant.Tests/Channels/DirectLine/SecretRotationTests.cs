using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.DirectLine;

/// <summary>A token ends with the secret by which it was got; the second secret lets programs change without a pause.</summary>
public sealed class SecretRotationTests
{
    private const string First = "the first secret of a site";
    private const string Second = "the second secret of a site";
    private const string Third = "the third secret of a site";

    [Theory]
    [InlineData(First, true)]
    [InlineData(Second, false)]
    public void Token_LivesAsLongAsTheSecretByWhichItWasGot(string gotBy, bool isGood)
    {
        var caller = Access(First, Second).Anyone(Context(gotBy));
        Assert.True(caller.IsSite);
        var token = Tokens(First, Second).Write(TokenPurpose.Conversation, "dl_ann", "c-1", secretMark: caller.SecretMark);
        Assert.Equal("dl_ann", Access(First, Second).Bearer(Context(token)).User);

        // The second has been changed.
        var error = Record.Exception(() => Assert.Equal(caller.SecretMark, Access(First, Third).Bearer(Context(token)).SecretMark));

        Assert.Equal(isGood ? null : "TokenExpired", (error as Refusal)?.Code);
    }

    [Fact]
    public void Token_OfAPersonWhoSignedIn_EndsWithTheFirst()
    {
        var token = Tokens(First, Second).Write(TokenPurpose.User, "dl_ann", null);

        Assert.Equal("dl_ann", Access(Third, First).Bearer(Context(token)).User);
        Assert.Equal("TokenExpired", Assert.Throws<Refusal>(() => Access(Third, null).Bearer(Context(token))).Code);
    }

    [Fact]
    public void Token_GotWithoutASecret_EndsWhenThereIsOne()
    {
        var token = Tokens(null, null).Write(TokenPurpose.User, "dl_ann", null);

        Assert.Equal("dl_ann", Access(null, null).Bearer(Context(token)).User);
        Assert.Equal("TokenExpired", Assert.Throws<Refusal>(() => Access(First, null).Bearer(Context(token))).Code);
    }

    [Fact]
    public void SecondSecret_StandsBesideAFirst_AndIsNoneToSignInWith()
    {
        Assert.Null(Set(First, Second).Problem());
        Assert.NotNull(Set(null, Second).Problem());
        Assert.NotNull(Set(First, "short").Problem());
        Assert.False(new SiteSecret(Options.Create(Set(First, Second))).Is(Second));
    }

    private static DirectLineOptions Set(string? first, string? second) => new() { SigningKey = new string('k', 40), Secret = first, SecondSecret = second };

    private static DirectLineTokens Tokens(string? first, string? second)
    {
        var options = Options.Create(Set(first, second));
        return new(new SigningKey(options), new SiteSecret(options), options, TimeProvider.System);
    }

    private static RequestAccess Access(string? first, string? second)
    {
        var options = Options.Create(Set(first, second));
        return new(Tokens(first, second), new SiteSecret(options), options);
    }

    private static DefaultHttpContext Context(string bearer)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {bearer}";
        return context;
    }
}
