using System.CommandLine;
using System.Text.Json.Nodes;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit show: all that is stored about a person. That it was looked at goes into the log.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var command = new Command("show", "Show all that is stored about a person; the look itself is recorded.") { AuditCommand.Subject, AuditCommand.Tenant, AuditCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            var count = 0L;
            foreach (var person in AuditCommand.Persons(parsed))
                await foreach (var item in services.GetRequiredService<IPersonArchive>().ReadAsync(person, AuditCommand.Operator, cancellationToken))
                {
                    count++;
                    if (parsed.GetValue(AuditCommand.Json))
                        JsonOutput.Write(new { item.Kind, item.Conversation, item.Id, item.At, Content = JsonNode.Parse(item.Content) });
                    else
                        Console.WriteLine($"{item.At:yyyy-MM-dd HH:mm:ss} {item.Kind} {item.Id}\n  {item.ToText().ReplaceLineEndings("\n  ")}");
                }
            if (count == 0)
                await Console.Error.WriteLineAsync("Nothing is stored about this person.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
