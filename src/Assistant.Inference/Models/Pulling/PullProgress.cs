namespace Assistant.Inference.Models.Pulling;

/// <summary>How far one file of a pull is.</summary>
/// <param name="File">Its path in the model's folder.</param>
/// <param name="Bytes">Bytes of it that are here, those of an earlier pull among them.</param>
/// <param name="Total">How long it will be; null when not known.</param>
/// <param name="Notice">Why it waits or begins again, for people; null when it goes on.</param>
public sealed record PullProgress(string File, long Bytes, long? Total, string? Notice = null);
