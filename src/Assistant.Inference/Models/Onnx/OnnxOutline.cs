namespace Assistant.Inference.Models.Onnx;

/// <summary>
/// How the graph of an ONNX file is made, with the places in the file at which names and sizes stand; weights are passed over. Fields as numbered in onnx.proto3. Immutable.
/// </summary>
internal sealed class OnnxOutline
{
    public const int Graph = 7, Node = 1, Constant = 5, Input = 11, Output = 12, Hint = 13;

    private const int OpsetImport = 8;

    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, OnnxNode> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _constants = new(StringComparer.Ordinal);
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly List<long> _hints = [];

    private OnnxOutline()
    {
    }

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>By the name of what it makes, the node that makes it.</summary>
    public IReadOnlyDictionary<string, OnnxNode> Makers => _makers;

    /// <summary>Shapes of the constants.</summary>
    public IReadOnlyDictionary<string, long[]> Constants => _constants;

    public IReadOnlyList<OnnxValue> Inputs => _inputs;
    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>Where fields begin that only tell shapes of what is between nodes, which the runtime works out by itself.</summary>
    public IReadOnlyList<long> Hints => _hints;

    /// <summary>Version of ONNX's own operators.</summary>
    public long Opset { get; private set; }

    /// <returns>Null when it is no such file, or not a whole one.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OnnxOutline? Read(Stream file)
    {
        var outline = new OnnxOutline();
        var (model, graphs) = (new ProtoFields(file), 0);
        while (model.Next())
        {
            if (model.Number == OpsetImport)
                outline.ReadOpset(model.Parts);
            else if (model.Number == Graph && (++graphs > 1 || !outline.ReadGraph(model.Parts)))
                return null;
        }
        return model.IsBroken || graphs == 0 ? null : outline;
    }

    /// <summary>Whether anything of the graph has this name.</summary>
    public bool Knows(string name) => _makers.ContainsKey(name) || _constants.ContainsKey(name) || _inputs.Exists(input => input.Name == name)
        || _nodes.Exists(node => node.Inputs.Any(input => input.Name == name));

    private void ReadOpset(ProtoFields import)
    {
        var (domain, version) = ("", 0L);
        while (import.Next())
            (domain, version) = import.Number switch { 1 => (import.Text, version), 2 => (domain, import.Value), _ => (domain, version) };
        if (domain is "" or "ai.onnx")
            Opset = version;
    }

    private bool ReadGraph(ProtoFields graph)
    {
        while (graph.Next())
            switch (graph.Number)
            {
                case Node:
                    var node = OnnxNode.Read(graph.Parts);
                    _nodes.Add(node);
                    foreach (var output in node.Outputs)
                        _makers[output] = node;
                    break;
                case Constant:
                    var (name, shape) = ReadConstant(graph.Parts);
                    _constants[name] = shape;
                    break;
                case Input:
                    _inputs.Add(OnnxValue.Read(graph.Parts));
                    break;
                case Output:
                    _outputs.Add(OnnxValue.Read(graph.Parts));
                    break;
                case Hint when graph.Length > 0:
                    _hints.Add(graph.Tag);
                    break;
            }
        return !graph.IsBroken;
    }

    private static (string Name, long[] Shape) ReadConstant(ProtoFields tensor)
    {
        var (name, shape) = ("", new List<long>());
        while (tensor.Next())
            if (tensor.Number == 8)
                name = tensor.Text;
            else if (tensor.Number == 1)
                // One by one, or all in one field.
                shape.AddRange(tensor.Length == 0 ? [tensor.Value] : tensor.Numbers());
        return (name, [.. shape]);
    }
}
