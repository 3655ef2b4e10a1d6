namespace Assistant.Channels.BotFramework.Access;

/// <summary>Why an activity was refused: for the log and the figures, never for its sender. The names are what stands there.</summary>
internal enum RefusalReason
{
    /// <summary>Development mode: the caller is not certainly a program on this machine.</summary>
    NotLocal,

    /// <summary>No token, several, or not one bearer token.</summary>
    NoToken,
    TooLong,

    /// <summary>Not a signed token as RFC 7519 has it, or with a header that would bring its own key.</summary>
    Malformed,

    /// <summary>Signed otherwise than by RSA with SHA-2, or not at all.</summary>
    WrongAlgorithm,
    WrongAudience,
    WrongIssuer,
    Expired,
    NotYetValid,

    /// <summary>The provider has no such key, or no key is known as the provider cannot be asked.</summary>
    UnknownKey,
    BadSignature,

    /// <summary>The tenant that issued the token is not the one that it speaks of, or not one whose key this is.</summary>
    WrongIssuingTenant,

    /// <summary>Another bot that is not on the list of those that may call.</summary>
    CallerNotAllowed,

    /// <summary>The Bot Connector does not vouch for this channel with this key.</summary>
    NotEndorsed,

    /// <summary>The token is for another serviceUrl than the activity's, or for none.</summary>
    WrongServiceUrl,

    /// <summary>The serviceUrl's host is not one that replies may be sent to.</summary>
    ServiceUrlNotAllowed,

    /// <summary>The activity comes from a tenant whose people may not write.</summary>
    TenantNotAllowed,
}
