using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Channels.BotFramework.Access.Keys;

/// <summary>A public key that tokens are signed with.</summary>
/// <param name="Endorsements">Channels that the Bot Connector vouches for with this key; empty on Entra's keys.</param>
/// <param name="Issuer">Whose tokens it signs, where the provider says so; "{tenantid}" stands for any tenant.</param>
internal sealed record SigningKey(SecurityKey Key, FrozenSet<string> Endorsements, string? Issuer);
