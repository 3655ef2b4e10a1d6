using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>What a person does about their memory: put a fact right, forget, pause and go on.</summary>
internal sealed class MemoryChangeEndpoints(RequestAccess access, IPersonalMemory memory)
{
    private const int LongestValue = 300;

    public async Task CorrectAsync(HttpContext context)
    {
        var person = PageUser.PersonOf(access, context);
        var value = await NamedLine.ReadAsync(context, PageJson.Context.CorrectionBody, body => body.Value, "value", LongestValue);
        if (!await memory.CorrectAsync(person, MemoryListEndpoints.IdOf(context), value, context.RequestAborted))
            throw MemoryListEndpoints.NotRemembered();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public Task ForgetFactAsync(HttpContext context) => ForgetAsync(context, person => memory.ForgetFactAsync(person, MemoryListEndpoints.IdOf(context), CancellationToken.None));

    public Task ForgetEpisodeAsync(HttpContext context)
    {
        var id = context.Request.Query["id"].ToString();
        return id.Length == 0 ? throw Refusal.BadArgument("id is missing.") : ForgetAsync(context, person => memory.ForgetEpisodeAsync(person, id, CancellationToken.None));
    }

    public Task ForgetEverythingAsync(HttpContext context) => ForgetAsync(context, async person =>
    {
        await memory.ForgetEverythingAsync(person, CancellationToken.None);
        return true;
    });

    public async Task PauseAsync(HttpContext context)
    {
        await memory.PauseAsync(PageUser.PersonOf(access, context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ResumeAsync(HttpContext context)
    {
        await memory.ResumeAsync(PageUser.PersonOf(access, context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Once begun it is not given up with the connection: the facts would be gone and their words still there.</summary>
    private async Task ForgetAsync(HttpContext context, Func<ContentOwner, Task<bool>> forget)
    {
        if (!await forget(PageUser.PersonOf(access, context)))
            throw MemoryListEndpoints.NotRemembered();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
