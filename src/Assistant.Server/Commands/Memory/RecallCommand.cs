using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory recall: what bears on a question, or on each line of a batch.</summary>
internal static class RecallCommand
{
    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "The person, by the channel's user id; needed without --batch." };
        var tokens = new Option<int>("--tokens") { Description = "Tokens that the items may cost: four characters are one, and each item costs 8.", DefaultValueFactory = _ => RecallQuery.DefaultTokens };
        var asOf = new Option<string?>("--as-of") { Description = "Only what was known, and of facts what held, at this time (ISO 8601; a day without a time is its end)." };
        var batch = new Option<FileInfo?>("--batch") { Description = "A file of lines {\"id\",\"user\",\"question\",\"tokens\",\"as_of\"?}; one JSON answer a line." };
        var question = new Argument<string?>("question") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("recall", "Find what is remembered for a question.") { user, MemoryCommand.Tenant, tokens, asOf, batch, MemoryCommand.Json, question };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            var memory = services.GetRequiredService<IMemoryRecall>();
            var tenant = parsed.GetValue(MemoryCommand.Tenant)!;
            if (parsed.GetValue(batch) is { } lines)
                return await BatchAsync(services, memory, tenant, parsed.GetValue(user), lines, parsed.GetValue(tokens), cancellationToken);
            if (parsed.GetValue(question) is not { Length: > 0 } asked)
                throw new CommandException("Nothing to recall: give a question or --batch.", CommandLine.WrongUsage);
            var person = new ContentOwner(tenant, MemoryCommand.Named(parsed.GetValue(user)));
            await MemoryCommand.RecordLookAsync(services, person, "recall", cancellationToken);
            var items = await memory.RecallAsync(person, new(asked, Positive(parsed.GetValue(tokens)), Time(parsed.GetValue(asOf))), cancellationToken);
            if (parsed.GetValue(MemoryCommand.Json))
                JsonOutput.Write(new { Items = items.Select(View) });
            else
                foreach (var item in items)
                    Console.WriteLine($"{item.From:yyyy-MM-dd HH:mm}  {item.Speaker}: {item.Text}  [{string.Join(", ", item.Sources)}]");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Task<int> BatchAsync(IServiceProvider services, IMemoryRecall memory, string tenant, string? user, FileInfo lines, int tokens, CancellationToken cancellationToken)
    {
        var lookedAt = new HashSet<ContentOwner>();
        return BatchLines.RunAsync(
            lines,
            async line =>
            {
                var asked = BatchLines.Read<BatchLine>(line);
                var person = new ContentOwner(tenant, MemoryCommand.Named(Text(asked.User) ?? user));
                var query = new RecallQuery(asked.Question ?? throw new CommandException("\"question\" is missing"), Positive(asked.Tokens ?? tokens), Time(Text(asked.AsOf)));
                // Once a batch, however many questions there are.
                if (lookedAt.Add(person))
                    await MemoryCommand.RecordLookAsync(services, person, "recall --batch", cancellationToken);
                JsonOutput.Write(new { asked.Id, Items = (await memory.RecallAsync(person, query, cancellationToken)).Select(View) });
                return true;
            },
            cancellationToken);
    }

    /// <summary>An end that is open is null, not left out.</summary>
    private static object View(RecalledItem item) => new { item.Kind, item.Text, item.Sources, item.From, Until = JsonSerializer.SerializeToElement(item.Until), item.Score, item.Speaker };

    private static int Positive(int tokens) => tokens > 0 ? tokens : throw new CommandException("--tokens must be greater than zero.", CommandLine.WrongUsage);

    private static DateTimeOffset? Time(string? written) => written is not { Length: > 0 } ? null
        : IsoTime.ReadAsOf(written) ?? throw new CommandException($"'{written}' is not an ISO 8601 time.", CommandLine.WrongUsage);

    /// <summary>A number is taken as it is written, as in an import.</summary>
    private static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        // Unlike GetString, a JsonException where half of a character stands alone.
        JsonValueKind.String => value.Value.Deserialize<string>(),
        JsonValueKind.Number => value.Value.GetRawText(),
        _ => throw new JsonException("Neither text nor a number."),
    };

    private sealed record BatchLine(JsonElement? Id, JsonElement? User, string? Question, int? Tokens, [property: JsonPropertyName("as_of")] JsonElement? AsOf);
}
