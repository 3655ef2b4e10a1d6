return await Assistant.Server.Commands.CommandLine.RunAsync(args);
