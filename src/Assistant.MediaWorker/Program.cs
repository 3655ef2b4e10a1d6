using Assistant.MediaWorker.Sandbox;
using Assistant.MediaWorker.Serving;

return args switch
{
    ["exec", .. var rest] => Launcher.Run(rest),
    ["serve"] => Serve.Run(),
    ["probe", .. var rest] => Probe.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("This program is started by the server: it opens untrusted files in a process of its own.");
    return 2;
}
