using System.Numerics.Tensors;
using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// One window through the model. Windows never share a run: these models quantise each run's activations together, so that a vector would depend on its neighbours.
/// </summary>
internal sealed class SentenceRun(SentenceModel model, RunOptions options)
{
    private static readonly long[] s_ones = [.. Enumerable.Repeat(1L, 4096)];
    private static readonly long[] s_zeros = new long[4096];

    /// <summary>The window's vector, of length 1 if the model asks for it.</summary>
    /// <exception cref="InvalidOperationException">The model gave something that is no number.</exception>
    public float[] Encode(SentenceWindow window)
    {
        var vector = Pooled(window.Ids);
        if (!TensorPrimitives.IsFiniteAll<float>(vector))
            throw new InvalidOperationException("The embedding model gives no numbers: its file is damaged, or computes in a precision that does not suffice (models verify).");
        return model.Settings.Normalize ? UnitLength(vector) : vector;
    }

    /// <summary>What the model gives for the text; or else the mean of the tokens' vectors, or the first one, as it is.</summary>
    public float[] Pooled(int[] ids)
    {
        var values = new OrtValue[model.Inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Input(model.Inputs[i], ids), [1, ids.Length]);
            using var outputs = model.Session.Run(options, model.Inputs, values, [model.Output]);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            if (model.GivesPooled && shape is [1, > 0] && (model.Dimensions == SentenceModel.Unknown || shape[1] == model.Dimensions))
                return outputs[0].GetTensorDataAsSpan<float>().ToArray();
            if (model.GivesPooled || shape is not [1, _, var size] || size != model.Dimensions)
                throw new ModelFileException(model.File, reason: $"its output '{model.Output}' has not the {model.Dimensions} numbers a token that config.json says");
            return Pool(outputs[0].GetTensorDataAsSpan<float>(), ids.Length);
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }

    private static Memory<long> Input(string name, int[] ids) => name switch
    {
        "input_ids" => Array.ConvertAll(ids, id => (long)id),
        "attention_mask" => ids.Length <= s_ones.Length ? s_ones.AsMemory(0, ids.Length) : Enumerable.Repeat(1L, ids.Length).ToArray(),
        _ => ids.Length <= s_zeros.Length ? s_zeros.AsMemory(0, ids.Length) : new long[ids.Length],
    };

    private float[] Pool(ReadOnlySpan<float> hidden, int tokens)
    {
        var vector = hidden[..model.Dimensions].ToArray();
        if (!model.Settings.ClsPooling)
        {
            for (var token = 1; token < tokens; token++)
                TensorPrimitives.Add(vector, hidden.Slice(token * model.Dimensions, model.Dimensions), vector);
            TensorPrimitives.Divide(vector, tokens, vector);
        }
        return vector;
    }

    /// <summary>The vector with length 1, in place; a vector of zeros stays as it is.</summary>
    public static float[] UnitLength(float[] vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }
}
