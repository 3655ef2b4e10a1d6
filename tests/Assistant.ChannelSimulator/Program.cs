using System.CommandLine;
using Assistant.ChannelSimulator;
using Assistant.ChannelSimulator.Echo;

var root = new RootCommand("A hostile Bot Connector with its Teams and Web Chat clients, on loopback, for testing bots.") { RunCommand.Create(), TokensCommand.Create(), EchoCommand.Create(), SoakCommand.Create(), BareBot.Create() };
try
{
    var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync(error.Message);
    return parsed.Errors.Count > 0 ? 2 : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InvalidDataException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
