using System.Runtime.InteropServices;
using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Exports;

/// <summary>Builds the bytes of an ONNX graph node by node (fields as numbered in onnx.proto3).</summary>
internal sealed class OnnxGraph(string name)
{
    public const int Float = 1, Byte = 2, SignedByte = 3, Int32 = 6, Int64 = 7, Bool = 9, Half = 10;

    private const int LeastBeside = 512;
    private const int FloatAttribute = 1, IntAttribute = 2, GraphAttribute = 5, IntsAttribute = 7;

    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _constants = new();
    private readonly ProtoWriter _values = new();
    private readonly ProtoWriter _metadata = new();
    private int _made;

    /// <summary>Where larger constants go, when they are not to stand in the file itself: what will be a file of that name beside it.</summary>
    public (string Name, MemoryStream Bytes)? Beside { get; init; }

    /// <summary>Adds a node and returns the name of its first output, which is made up when not given.</summary>
    public string Node(string kind, string[] inputs, string? output = null, string domain = "", params (string Name, object Value)[] attributes) =>
        Nodes(kind, inputs, [output ?? $"{name}_{kind}_{_made++}"], domain, attributes)[0];

    public string[] Nodes(string kind, string[] inputs, string[] outputs, string domain = "", params (string Name, object Value)[] attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(3, $"{name}/{outputs[0]}").Text(4, kind);
        foreach (var (attribute, value) in attributes)
            node.Part(5, Attribute(attribute, value));
        if (domain.Length > 0)
            node.Text(7, domain);
        _nodes.Part(1, node);
        return outputs;
    }

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant(ReadOnlySpan<float> numbers, long[] shape, int type = Float)
    {
        if (type == Float)
            return Constant(MemoryMarshal.AsBytes(numbers), shape, Float);
        var halves = new Half[numbers.Length];
        for (var i = 0; i < halves.Length; i++)
            halves[i] = (Half)numbers[i];
        return Constant(MemoryMarshal.AsBytes<Half>(halves), shape, Half);
    }

    public string Constant(sbyte[] numbers, long[] shape) => Constant(MemoryMarshal.AsBytes<sbyte>(numbers), shape, SignedByte);

    public string Constant(byte[] numbers, long[] shape) => Constant(numbers, shape, Byte);

    public string Constant(params long[] numbers) => Constant(MemoryMarshal.AsBytes<long>(numbers), [numbers.Length], Int64);

    public string Scalar(long number) => Constant(MemoryMarshal.AsBytes<long>([number]), [], Int64);

    /// <param name="shape">A size, or the name of one that is not fixed.</param>
    public void Input(string input, int type, params object[] shape) => _values.Part(11, Value(input, type, shape));

    public void Output(string output, int type, params object[] shape) => _values.Part(12, Value(output, type, shape));

    /// <summary>What an export says of itself.</summary>
    public void Metadata(string key, string value) => _metadata.Part(14, new ProtoWriter().Text(1, key).Text(2, value));

    public ProtoWriter Graph() => new ProtoWriter().Raw(_nodes).Text(2, name).Raw(_constants).Raw(_values);

    /// <summary>The bytes of a model file.</summary>
    public byte[] Model() => new ProtoWriter().Number(1, 8).Part(7, Graph())
        .Part(8, new ProtoWriter().Text(1, "").Number(2, 17)).Part(8, new ProtoWriter().Text(1, "com.microsoft").Number(2, 1)).Raw(_metadata).Written.ToArray();

    private string Constant(ReadOnlySpan<byte> bytes, long[] shape, int type)
    {
        var constant = $"{name}_constant_{_made++}";
        var tensor = new ProtoWriter();
        foreach (var size in shape)
            tensor.Number(1, size);
        tensor.Number(2, type).Text(8, constant);
        _constants.Part(5, Beside is { } beside && bytes.Length >= LeastBeside ? Elsewhere(tensor, beside.Name, beside.Bytes, bytes) : tensor.Bytes(9, bytes));
        return constant;
    }

    private static ProtoWriter Elsewhere(ProtoWriter tensor, string name, MemoryStream file, ReadOnlySpan<byte> bytes)
    {
        foreach (var (key, value) in new[] { ("location", name), ("offset", $"{file.Length}"), ("length", $"{bytes.Length}") })
            tensor.Part(13, new ProtoWriter().Text(1, key).Text(2, value));
        file.Write(bytes);
        return tensor.Number(14, 1);
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(1, name);
        return value switch
        {
            float number => attribute.Single(2, number).Number(20, FloatAttribute),
            long[] numbers => numbers.Aggregate(attribute, (a, number) => a.Number(8, number)).Number(20, IntsAttribute),
            OnnxGraph graph => attribute.Part(6, graph.Graph()).Number(20, GraphAttribute),
            _ => attribute.Number(3, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)).Number(20, IntAttribute),
        };
    }

    private static ProtoWriter Value(string name, int type, object[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var size in shape)
            dimensions.Part(1, size is string unknown ? new ProtoWriter().Text(2, unknown) : new ProtoWriter().Number(1, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture)));
        return new ProtoWriter().Text(1, name).Part(2, new ProtoWriter().Part(1, new ProtoWriter().Number(1, type).Part(2, dimensions)));
    }
}
