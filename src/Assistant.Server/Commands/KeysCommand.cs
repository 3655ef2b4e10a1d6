using System.CommandLine;
using System.Text;
using Assistant.Privacy;

namespace Assistant.Server.Commands;

/// <summary>keys: the master key that opens all others.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var newKey = new Option<string?>("--new-key") { Description = "A file with the new master key (32 bytes as base64); needed where the old one is kept by others." };
        var rotate = new Command("rotate", "Wrap every key with a new master key; no data is touched.") { newKey };
        rotate.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: true, services =>
        {
            var keys = services.GetRequiredService<IKeyRotation>();
            var (old, given) = (keys.MasterKeyId, parsed.GetValue(newKey) is { } path ? Encoding.UTF8.GetString(CommandFiles.Read(path)) : null);
            Console.WriteLine($"Master key {old} was replaced by {keys.Rotate(given)}." + (given is null ? "" : " Configure the new one before the next start."));
            return Task.FromResult(0);
        }, cancellationToken));
        var show = new Command("show", "Show which master key is in force, and the public key that checks signatures.");
        show.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, services =>
        {
            var keys = services.GetRequiredService<IKeyRotation>();
            Console.WriteLine($"master key {keys.MasterKeyId}\nsigning key {keys.SigningPublicKey}");
            return Task.FromResult(0);
        }, cancellationToken));
        return new("keys", "The master key that opens all others.") { rotate, show };
    }
}
