using System.Globalization;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>The text around what an answer cites. The answer says which words are meant: they stand in no address.</summary>
internal sealed class CitationEndpoint(RequestAccess access, ConversationAccess opened, IConversationDirectory directory, IEvidenceStore evidence)
{
    public async Task PlaceAsync(HttpContext context)
    {
        var key = await opened.OpenAsync(access.Bearer(context), ConversationEndpoints.IdOf(context), context.RequestAborted);
        var id = context.Request.RouteValues["answer"] as string ?? "";
        var n = int.TryParse(context.Request.RouteValues["n"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (await directory.FindActivityAsync(key, id, context.RequestAborted) is not { Author: ActivityAuthor.Assistant, Answer: { } answer } || answer.Citations.FirstOrDefault(citation => citation.N == n) is not { } cited)
            throw Refusal.NotFound("There is no such citation in this conversation.");
        if (cited.AttachmentId is not { } attachment || await evidence.FindByAttachmentAsync(key, attachment, context.RequestAborted) is not { } found)
            throw Refusal.NotFound("What this citation quotes is not kept any more.");
        await GuardedRoute.WriteJsonAsync(context, 200, CitedPlace.Of(found, cited), PageJson.Context.CitedPlaceBody);
    }
}
