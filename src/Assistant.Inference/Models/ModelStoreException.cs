namespace Assistant.Inference.Models;

/// <summary>Model files could not be fetched, checked, imported or exported. The message is for operators and says what to do.</summary>
public sealed class ModelStoreException(string message, Exception? inner = null) : Exception(message, inner);
