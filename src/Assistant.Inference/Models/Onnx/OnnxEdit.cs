using System.Buffers.Binary;
using System.Text;

namespace Assistant.Inference.Models.Onnx;

/// <summary>
/// Changes to a graph, made in memory while its file is loaded; the file stays as it is. What is replaced keeps its length, so that no length within the file changes, and what
/// is new stands at the end: two parts of a message that stand in a file count as one.
/// </summary>
internal sealed class OnnxEdit(OnnxOutline outline)
{
    public const int Int64 = 7;

    private readonly List<(long Place, byte[] Bytes)> _replaced = [];
    private readonly ProtoWriter _added = new();

    /// <summary>An input of a node gets another name of the same length, under which something new can be made of what it was.</summary>
    /// <returns>The name; null when none is free.</returns>
    public string? Rename((string Name, long Place) input)
    {
        // Otherwise its length in the file is not certain.
        if (input.Name.Length < 2 || !Ascii.IsValid(input.Name))
            return null;
        var name = Encoding.ASCII.GetBytes(input.Name);
        name[0] = (byte)'%';
        var renamed = Encoding.ASCII.GetString(name);
        if (outline.Knows(renamed))
            return null;
        Replace(input.Place, name);
        return renamed;
    }

    public void Replace(long place, byte[] bytes) => _replaced.Add((place, bytes));

    public OnnxEdit Node(string kind, string[] inputs, string output)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(OnnxNode.Input, input);
        _added.Part(OnnxOutline.Node, node.Text(OnnxNode.Output, output).Text(OnnxNode.Name, output).Text(OnnxNode.OperatorKind, kind));
        return this;
    }

    /// <summary>A constant, int64 [1].</summary>
    public OnnxEdit Number(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _added.Part(OnnxOutline.Constant, new ProtoWriter().Number(1, 1).Number(2, Int64).Text(8, name).Bytes(9, bytes));
        return this;
    }

    /// <summary>An input, int64 [1].</summary>
    public OnnxEdit NumberInput(string name)
    {
        var shape = new ProtoWriter().Part(1, new ProtoWriter().Number(1, 1));
        _added.Part(OnnxOutline.Input, new ProtoWriter().Text(1, name).Part(2, new ProtoWriter().Part(1, new ProtoWriter().Number(1, Int64).Part(2, shape))));
        return this;
    }

    /// <summary>The bytes of the changed model: held once, as a model may be large.</summary>
    /// <param name="file">What the outline was read from.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public byte[] Apply(Stream file)
    {
        var added = new ProtoWriter().Bytes(OnnxOutline.Graph, _added.Written).Written;
        var length = (int)file.Length;
        var model = GC.AllocateUninitializedArray<byte>(length + added.Length);
        file.Position = 0;
        file.ReadExactly(model, 0, length);
        foreach (var (place, bytes) in _replaced)
            bytes.CopyTo(model, place);
        added.CopyTo(model.AsSpan(length));
        return model;
    }
}
