namespace Assistant.Inference.Tokenizers;

/// <param name="Truncated">The text had more tokens than were asked for.</param>
internal sealed record TokenizedText(int[] Ids, bool Truncated);
