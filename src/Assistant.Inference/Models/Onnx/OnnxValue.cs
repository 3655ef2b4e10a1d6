namespace Assistant.Inference.Models.Onnx;

/// <summary>What goes into a graph or comes out of it.</summary>
/// <param name="Sizes">Of its shape those that are fixed, with their axis and the place in the file of the message that tells them.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<OnnxSize> Sizes)
{
    // Value: name 1, type 2; type: tensor 1; tensor: shape 2; shape: dimension 1; dimension: value 1, name 2.
    public static OnnxValue Read(ProtoFields fields)
    {
        var (name, sizes) = ("", new List<OnnxSize>());
        while (fields.Next())
            if (fields.Number == 1)
                name = fields.Text;
            else if (fields.Number == 2)
                foreach (var tensor in Messages(fields.Parts, 1))
                    foreach (var shape in Messages(tensor, 2))
                        sizes.AddRange(Dimensions(shape));
        return new(name, sizes);
    }

    private static IEnumerable<ProtoFields> Messages(ProtoFields fields, int number)
    {
        while (fields.Next())
            if (fields.Number == number)
                yield return fields.Parts;
    }

    private static IEnumerable<OnnxSize> Dimensions(ProtoFields shape)
    {
        for (var axis = 0; shape.Next(); axis++)
            for (var dimension = shape.Parts; dimension.Next();)
                if (dimension.Number == 1)
                    yield return new(axis, dimension.Value, shape.Start, (int)shape.Length);
    }
}

/// <param name="Place">Where the message begins that says it.</param>
/// <param name="Length">Bytes of that message.</param>
internal sealed record OnnxSize(int Axis, long Value, long Place, int Length);
