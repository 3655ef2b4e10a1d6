namespace Assistant.Inference.Models.Onnx;

/// <summary>An operator of a graph.</summary>
/// <param name="Inputs">Names of what goes in, and where in the file they stand.</param>
internal sealed record OnnxNode(string Kind, IReadOnlyList<(string Name, long Place)> Inputs, IReadOnlyList<string> Outputs)
{
    public const int Input = 1, Output = 2, Name = 3, OperatorKind = 4;

    public static OnnxNode Read(ProtoFields fields)
    {
        var (kind, inputs, outputs) = ("", new List<(string, long)>(), new List<string>());
        while (fields.Next())
            switch (fields.Number)
            {
                case Input:
                    inputs.Add((fields.Text, fields.Start));
                    break;
                case Output:
                    outputs.Add(fields.Text);
                    break;
                case OperatorKind:
                    kind = fields.Text;
                    break;
            }
        return new(kind, inputs, outputs);
    }
}
