namespace Assistant.Agent.Tasks;

/// <summary>What a person wants done with what they sent, or with the message itself. A question is <see cref="Answer"/>.</summary>
internal enum MessageTask { Answer, Summarise, Translate, Rewrite, Classify, Extract, Write, ReadOut, Describe }
