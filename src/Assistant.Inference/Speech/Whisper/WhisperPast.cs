using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>What the decoder knows of the tokens said so far, and what may follow them; several continuations may start from it. Owns the outputs of one run.</summary>
internal sealed class WhisperPast(IDisposableReadOnlyCollection<OrtValue> outputs) : IDisposable
{
    /// <summary>[1, tokens, vocabulary].</summary>
    public OrtValue Logits => outputs[0];

    /// <summary>The caches, in the order in which the decoder takes them.</summary>
    public IEnumerable<OrtValue> Caches => outputs.Skip(1);

    public void Dispose() => outputs.Dispose();
}
