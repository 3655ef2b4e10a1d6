using Assistant.Inference.Tests.Exports;

namespace Assistant.Inference.Tests.Vision.Detection;

/// <summary>An ONNX model that takes a picture and gives numbers.</summary>
internal sealed class DetectorGraph
{
    private readonly OnnxGraph _graph = new("detector");

    /// <param name="shape">-1 for a side that may be any.</param>
    public string Input(string name, params long[] shape) => Input(name, OnnxGraph.Float, shape);

    public string InputOfIds(string name, params long[] shape) => Input(name, OnnxGraph.Int64, shape);

    public void Output(string value, string name, params long[] shape)
    {
        _graph.Node("Identity", [value], name);
        _graph.Output(name, OnnxGraph.Float, Sides(name, shape));
    }

    public string Constant(float[] values, params long[] shape) => _graph.Constant(values, shape);

    public string Ids(params long[] values) => _graph.Constant(values);

    public string Node(string type, params string[] inputs) => _graph.Node(type, inputs);

    /// <param name="attributes">Whole numbers, or lists of them.</param>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) => _graph.Node(type, inputs, attributes: attributes);

    public void Metadata(string key, string value) => _graph.Metadata(key, value);

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, _graph.Model());
    }

    private string Input(string name, int type, long[] shape)
    {
        _graph.Input(name, type, Sides(name, shape));
        return name;
    }

    private static object[] Sides(string name, long[] shape) => [.. shape.Select((side, at) => side < 0 ? (object)$"{name}_side{at}" : side)];
}
