using System.Net;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Every route of the connector, over HTTP: where it goes, what it sends and what it makes of the answer.</summary>
public sealed class ConnectorRoutesTests : IAsyncLifetime
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private LoopbackConnector _connector = null!;
    private ConnectorHttp _http = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ConnectorClient Client => new(_http);

    private ReplyAddress Chat => new(new Uri($"{_connector.Address}/emea/"), "msteams", "19:a/b@thread", "personal", false, "m/1", new("bot", "Bot"), new("user"), null, false, App);

    public async ValueTask InitializeAsync()
    {
        _connector = await LoopbackConnector.StartAsync();
        var set = new BotFrameworkOptions { AppId = App, AppPassword = "s" };
        set.AllowedServiceUrls.Add(_connector.Address);
        var options = Options.Create(set);
        var apps = new AppRegistrations(options);
        var urls = new ServiceUrls(apps, options);
        _http = new ConnectorHttp(new CheckedConnections(new SystemNetwork()), new FetchRules(options, apps, urls), urls, new FixedTokens(), options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task Activities_AreSentRepliedToReplacedAndTakenBack()
    {
        Answers("""{"id":"a-1"}""");
        var typing = OutgoingActivities.Typing(Chat);

        Assert.Equal("a-1", (await Client.SendAsync(Chat with { ActivityId = null }, typing, Cancelled)).Id);
        Assert.Equal("a-1", (await Client.SendAsync(Chat, typing, Cancelled)).Id);
        Assert.Equal("a-1", (await Client.UpdateAsync(Chat, typing, Cancelled)).Id);
        Assert.Equal(SendOutcome.Sent, (await Client.DeleteAsync(Chat, Cancelled)).Outcome);

        Assert.Equal(
            ["POST /emea/v3/conversations/19%3Aa%2Fb%40thread/activities", "POST /emea/v3/conversations/19%3Aa%2Fb%40thread/activities/m%2F1", "PUT /emea/v3/conversations/19%3Aa%2Fb%40thread/activities/m%2F1", "DELETE /emea/v3/conversations/19%3Aa%2Fb%40thread/activities/m%2F1"],
            Targets());
    }

    [Fact]
    public async Task History_GoesInOrder()
    {
        Answers("""{"id":"h-1"}""");
        var said = OutgoingActivities.Notice(Chat, "first", null);

        Assert.Equal("h-1", (await Client.SendHistoryAsync(Chat, [said, said with { Text = "second" }], Cancelled)).Id);

        var request = Assert.Single(_connector.Requests);
        Assert.StartsWith("POST /emea/v3/conversations/19%3Aa%2Fb%40thread/activities/history Bearer token-of-the-app\n{\"activities\":[{", request, StringComparison.Ordinal);
        Assert.True(request.IndexOf("first", StringComparison.Ordinal) is > 0 and var first && request.IndexOf("second", StringComparison.Ordinal) > first);
    }

    [Fact]
    public async Task Conversations_AreMadeAndListed()
    {
        Answers("""{"id":"c-9","activityId":"a-9","serviceUrl":"https://smba.trafficmanager.net/amer/"}""", """{"continuationToken":"more","conversations":[{"id":"c-1","members":[{"id":"u-1","name":"Ada"}]}]}""");

        var made = await Client.CreateConversationAsync(Chat, new(new("bot", "Bot", "bot"), [new("u-1", null, null)], TenantId: "t-1"), Cancelled);
        var listed = await Client.ConversationsAsync(Chat, "a token/&", Cancelled);

        Assert.Equal(new CreatedConversation("c-9", "a-9", "https://smba.trafficmanager.net/amer/"), made.Value);
        Assert.Equal(("more", "c-1", "Ada"), (listed.Value?.ContinuationToken, listed.Value?.Conversations?[0].Id, listed.Value?.Conversations?[0].Members?[0].Name));
        Assert.Equal(["POST /emea/v3/conversations", "GET /emea/v3/conversations?continuationToken=a%20token%2F%26"], Targets());
        Assert.Contains("""{"bot":{"id":"bot","name":"Bot","role":"bot"},"members":[{"id":"u-1"}],"tenantId":"t-1"}""", _connector.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_ComeAllByPageAloneAndOfAnActivity()
    {
        const string ada = """{"id":"u-1","name":"Ada","aadObjectId":"o-1","email":"ada@example.com","userPrincipalName":"ada@example.com","tenantId":"t-1","userRole":"user","surname":"unread"}""";
        Answers($"[{ada}]", $$"""{"continuationToken":"2","members":[{{ada}}]}""", """{"members":[]}""", ada, $"[{ada}]");
        var expected = new ChannelMember("u-1", "Ada", "o-1", "ada@example.com", "ada@example.com", "t-1", "user");

        Assert.Equal(expected, Assert.Single((await Client.MembersAsync(Chat, Cancelled)).Value!));
        var page = (await Client.PagedMembersAsync(Chat, 50, null, Cancelled)).Value!;
        Assert.Equal(("2", expected), (page.ContinuationToken, Assert.Single(page.Members!)));
        Assert.Null((await Client.PagedMembersAsync(Chat, 50, "2", Cancelled)).Value!.ContinuationToken);
        Assert.Equal(expected, (await Client.MemberAsync(Chat, "u/1", Cancelled)).Value);
        Assert.Equal(expected, Assert.Single((await Client.ActivityMembersAsync(Chat, Cancelled)).Value!));

        const string root = "GET /emea/v3/conversations/19%3Aa%2Fb%40thread";
        Assert.Equal([$"{root}/members", $"{root}/pagedmembers?pageSize=50", $"{root}/pagedmembers?pageSize=50&continuationToken=2", $"{root}/members/u%2F1", $"{root}/activities/m%2F1/members"], Targets());
    }

    [Fact]
    public async Task Member_IsTakenOut()
    {
        Assert.Equal(SendOutcome.Sent, (await Client.RemoveMemberAsync(Chat, "u-1", Cancelled)).Outcome);
        Assert.Equal(["DELETE /emea/v3/conversations/19%3Aa%2Fb%40thread/members/u-1"], Targets());
    }

    [Fact]
    public async Task Attachments_AreUploadedDescribedAndRead()
    {
        Answers("""{"id":"f-1"}""", """{"name":"plan.png","type":"image/png","views":[{"viewId":"original","size":3}]}""", "abc");

        Assert.Equal("f-1", (await Client.UploadAsync(Chat, new("plan.png", "image/png", [1, 2, 255]), Cancelled)).Id);
        var described = (await Client.AttachmentAsync(Chat, "f/1", Cancelled)).Value!;
        var view = Assert.Single(described.Views!);
        var bytes = (await Client.AttachmentViewAsync(Chat, "f/1", view.ViewId, 3, Cancelled)).Value;

        Assert.Equal(("plan.png", "image/png", new AttachmentView("original", 3)), (described.Name, described.Type, view));
        Assert.Equal("abc"u8.ToArray(), bytes);
        Assert.Equal(["POST /emea/v3/conversations/19%3Aa%2Fb%40thread/attachments", "GET /emea/v3/attachments/f%2F1", "GET /emea/v3/attachments/f%2F1/views/original"], Targets());
        Assert.EndsWith("""{"name":"plan.png","type":"image/png","originalBase64":"AQL/"}""", _connector.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_LongerThanAllowed_IsNotReadAndNotAskedForAgain()
    {
        Answers("abcd");

        var read = await Client.AttachmentViewAsync(Chat, "f-1", "original", 3, Cancelled);

        Assert.Equal(SendOutcome.Unknown, read.Result.Outcome);
        Assert.Null(read.Value);
        Assert.Single(_connector.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"id":7}""")]
    public async Task AnswerThatIsNone_IsUnknown(string body)
    {
        Answers(body);

        var read = await Client.MemberAsync(Chat, "u-1", Cancelled);

        Assert.Equal((SendOutcome.Unknown, "an unreadable response"), (read.Result.Outcome, read.Result.Reason));
    }

    [Fact]
    public async Task Failure_IsAskedAgainWhereTwiceIsAsGoodAsOnce()
    {
        var typing = OutgoingActivities.Typing(Chat);
        Func<Task<SendResult>>[] repeatable =
        [
            () => Client.UpdateAsync(Chat, typing, Cancelled), () => Client.DeleteAsync(Chat, Cancelled), () => Client.RemoveMemberAsync(Chat, "u", Cancelled), async () => (await Client.MembersAsync(Chat, Cancelled)).Result,
            async () => (await Client.AttachmentViewAsync(Chat, "f", "v", 9, Cancelled)).Result,
        ];
        Func<Task<SendResult>>[] notRepeatable =
        [
            () => Client.SendAsync(Chat, typing, Cancelled), () => Client.SendHistoryAsync(Chat, [typing], Cancelled), () => Client.UploadAsync(Chat, new("a", "b", []), Cancelled),
            async () => (await Client.CreateConversationAsync(Chat, new(new("bot", null, null), []), Cancelled)).Result,
        ];
        foreach (var (request, expected, tries) in repeatable.Select(each => (each, SendOutcome.Sent, 2)).Concat(notRepeatable.Select(each => (each, SendOutcome.Unknown, 1))))
        {
            var before = _connector.Requests.Count;
            _connector.Answer = nth => nth == before + 1 ? (HttpStatusCode.BadGateway, "") : (HttpStatusCode.OK, "[]");
            Assert.Equal((expected, tries), ((await request()).Outcome, _connector.Requests.Count - before));
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task WhatIsNotThere_IsTakenBack(HttpStatusCode status)
    {
        _connector.Answer = _ => (status, "");

        Assert.Equal(SendOutcome.Sent, (await Client.DeleteAsync(Chat, Cancelled)).Outcome);
        Assert.Equal(SendOutcome.Refused, (await Client.UpdateAsync(Chat, OutgoingActivities.Typing(Chat), Cancelled)).Outcome);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the conversation roster."}}""", true)]
    [InlineData(HttpStatusCode.NotFound, """{"error":{"code":"ConversationNotFound","message":"Conversation not found."}}""", true)]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"ConversationBlockedByUser","message":"User blocked the conversation with the bot."}}""", false)]
    [InlineData(HttpStatusCode.Forbidden, """{"error":"forbidden"}""", false)]
    [InlineData(HttpStatusCode.Forbidden, "<html>The gateway says no.</html>", false)]
    [InlineData(HttpStatusCode.NotFound, "", false)]
    [InlineData(HttpStatusCode.Gone, "", false)]
    public async Task Refusal_MeansThatWeAreGone_OnlyWhereTheChannelSaysSo(HttpStatusCode status, string body, bool isGone)
    {
        _connector.Answer = _ => (status, body);

        var result = await Client.SendAsync(Chat, OutgoingActivities.Typing(Chat), Cancelled);

        Assert.Equal((SendOutcome.Refused, isGone), (result.Outcome, result.IsGone));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    [InlineData(HttpStatusCode.PreconditionFailed, false)]
    [InlineData(HttpStatusCode.BadGateway, true)]
    public async Task WhatIsSoForAMoment_IsTriedOnce(HttpStatusCode status, bool mayHaveArrived)
    {
        var expected = mayHaveArrived ? SendOutcome.Unknown : SendOutcome.NotSent;
        _connector.Answer = _ => (status, "");

        Assert.Equal(expected, (await Client.ShowAsync(Chat, OutgoingActivities.Typing(Chat), Cancelled)).Outcome);
        Assert.Equal(expected, (await Client.ReshowAsync(Chat, OutgoingActivities.Typing(Chat), Cancelled)).Outcome);
        Assert.Equal(2, _connector.Requests.Count);
    }

    [Fact]
    public async Task WhatIsSoForAMoment_WaitsForNoPlaceAmongTheChannelsLimits()
    {
        var teams = Chat with { ChannelId = "msteams" };
        for (var taken = 0; taken < 7; taken++)
            Assert.Equal(SendOutcome.Sent, (await Client.ShowAsync(teams, OutgoingActivities.Typing(teams), Cancelled)).Outcome);

        Assert.Equal((SendOutcome.NotSent, "the channel's limits"), (await Client.ShowAsync(teams, OutgoingActivities.Typing(teams), Cancelled)) is var left ? (left.Outcome, left.Reason) : default);
        Assert.Equal(7, _connector.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task IdThatMeansAFolder_GoesNowhere(string id)
    {
        Assert.Equal(SendOutcome.Refused, (await Client.MemberAsync(Chat, id, Cancelled)).Result.Outcome);
        Assert.Equal(SendOutcome.Refused, (await Client.RemoveMemberAsync(Chat, id, Cancelled)).Outcome);
        Assert.Equal(SendOutcome.Refused, (await Client.AttachmentAsync(Chat, id, Cancelled)).Result.Outcome);
        Assert.Empty(_connector.Requests);
    }

    [Fact]
    public async Task AddressThatIsNotAllowed_IsAskedNothing()
    {
        var elsewhere = Chat with { ServiceUrl = new Uri(_connector.Address.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)) };

        Assert.Equal(SendOutcome.Refused, (await Client.MembersAsync(elsewhere, Cancelled)).Result.Outcome);
        Assert.Equal(SendOutcome.Refused, (await Client.DeleteAsync(elsewhere, Cancelled)).Outcome);
        Assert.Equal(SendOutcome.Refused, (await Client.CreateConversationAsync(elsewhere, new(new("bot", null, null), []), Cancelled)).Result.Outcome);
        Assert.Empty(_connector.Requests);
    }

    private void Answers(params string[] bodies) => _connector.Answer = nth => (HttpStatusCode.OK, bodies[Math.Min(nth, bodies.Length) - 1]);

    private string[] Targets() => [.. _connector.Requests.Select(request => string.Join(' ', request.Split('\n')[0].Split(' ')[..2]))];
}
