using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>POST /api/page/erase: erases the token's user, conversations and all, and answers with the signed receipt. The page has asked twice; a body that says so keeps anything else from it.</summary>
internal sealed class ErasureEndpoint(RequestAccess access, IPersonEraser eraser)
{
    private const string Everything = "everything";
    private const int LongestWord = 100;

    public async Task EraseAsync(HttpContext context)
    {
        var person = PageUser.PersonOf(access, context);
        if (await NamedLine.ReadAsync(context, PageJson.Context.EraseBody, body => body.Erase, "erase", LongestWord) != Everything)
            throw Refusal.BadArgument($"erase is \"{Everything}\" or nothing.");
        // Once begun it is not given up with the connection.
        var receipt = await eraser.EraseAsync(person, "person", CancellationToken.None);
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"receipt.json\"";
        await context.Response.Body.WriteAsync(receipt.ToJson(), context.RequestAborted);
    }
}
