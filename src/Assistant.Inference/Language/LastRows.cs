using Assistant.Inference.Models.Onnx;

namespace Assistant.Inference.Language;

/// <summary>
/// Many exports compute what may follow for every token that they read, though only that of the last is wanted: with a vocabulary of 50,000 a fifth of the work of a small
/// model. Such a file is given the input that others have, num_logits_to_keep (int64 [1]): in memory, by cutting what goes into its last matrix to the last rows. The file
/// stays as it is.
/// </summary>
internal static class LastRows
{
    public const string Input = "num_logits_to_keep";

    private const int MostBetween = 6;
    private const string Start = "last_rows/start", End = "last_rows/end", Axis = "last_rows/axis";

    // What stands between the last matrix and the logits and works on each number by itself.
    private static readonly string[] s_between = ["Cast", "Mul", "Div", "Tanh", "Add"];
    private static readonly string[] s_matrices = ["MatMul", "MatMulNBits"];

    /// <returns>The model with that input; null when it has it already, or ends in another way than is known.</returns>
    public static byte[]? Edit(string path) => OnnxEditing.Edit(path, Plan);

    private static OnnxEdit? Plan(OnnxOutline outline)
    {
        var edit = new OnnxEdit(outline);
        // rows[:, -num_logits_to_keep:, :] goes in in place of rows.
        return Find(outline) is { } rows && edit.Rename(rows) is { } cut
            ? edit.Node("Neg", [Input], Start).Node("Slice", [rows.Name, Start, End, Axis], cut).Number(End, long.MaxValue).Number(Axis, 1).NumberInput(Input)
            : null;
    }

    /// <summary>What goes into the last matrix: its name, and where the matrix's node names it.</summary>
    private static (string Name, long Place)? Find(OnnxOutline outline)
    {
        if (outline.Inputs.Any(input => input.Name is Input or "logits_to_keep"))
            return null;
        var at = "logits";
        for (var i = 0; i < MostBetween && outline.Makers.TryGetValue(at, out var node) && node.Inputs.Count > 0; i++)
        {
            if (s_matrices.Contains(node.Kind))
                return outline.Makers.ContainsKey(node.Inputs[0].Name) ? node.Inputs[0] : null;
            if (!s_between.Contains(node.Kind) || node.Inputs.Where(input => outline.Makers.ContainsKey(input.Name)).Select(input => input.Name).ToList() is not [var only])
                return null;
            at = only;
        }
        return null;
    }
}
