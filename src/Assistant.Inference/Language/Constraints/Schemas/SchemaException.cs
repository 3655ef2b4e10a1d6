namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>A schema asks for something that is not supported, or for what cannot be. The message names the place and the keyword.</summary>
internal sealed class SchemaException(string path, string reason) : Exception($"The schema at {path} {reason}.");
