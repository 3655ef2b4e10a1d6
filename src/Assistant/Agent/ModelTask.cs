namespace Assistant.Agent;

/// <summary>What a person wants done; each but the first has a prompt of its own.</summary>
internal enum ModelTask { Answer, Summarise, Translate, Rewrite, Classify, Extract, Write }
