using System.Security.Cryptography;
using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>One person's key (or one conversation's, for what belongs to nobody in it alone).</summary>
/// <param name="Id">Random; names the key in what was sealed with it.</param>
/// <param name="Pseudonym">Stands for the person in the log's chain: random, and bound to the person only by this key's row.</param>
internal sealed record SubjectKey(ulong Id, string Pseudonym, byte[] Bytes)
{
    /// <summary>A new key that is kept nowhere: what is sealed with it is gone.</summary>
    public static SubjectKey Lost => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), "", RandomNumberGenerator.GetBytes(SealedEnvelope.KeyBytes));
}
