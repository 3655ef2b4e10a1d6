using System.CommandLine;
using Assistant.ChannelSimulator;

var root = new RootCommand("A hostile Bot Connector with its Teams and Web Chat clients, on loopback, for testing bots.") { RunCommand.Create() };
try
{
    return await root.Parse(args.Length == 0 ? ["--help"] : args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InvalidDataException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
