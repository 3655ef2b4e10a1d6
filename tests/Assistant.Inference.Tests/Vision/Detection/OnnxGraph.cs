using System.Runtime.InteropServices;
using System.Text;

namespace Assistant.Inference.Tests.Vision.Detection;

/// <summary>Writes small ONNX models: nodes, constants, inputs, outputs and metadata, as onnx.proto numbers them.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1, Int64 = 7;
    private readonly List<byte> _graph = [];
    private readonly List<byte> _metadata = [];
    private int _names;

    /// <param name="shape">-1 for a side that may be any.</param>
    public string Input(string name, params long[] shape) => Declare(11, name, Float, shape);

    public string InputOfIds(string name, params long[] shape) => Declare(11, name, Int64, shape);

    public void Output(string value, string name, params long[] shape)
    {
        Write(_graph, 1, NodeOf("Identity", [value], name, []));
        Declare(12, name, Float, shape);
    }

    public string Constant(float[] values, params long[] shape) => Tensor(Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    public string Ids(params long[] values) => Tensor(Int64, MemoryMarshal.AsBytes(values.AsSpan()), [values.Length]);

    public string Node(string type, params string[] inputs) => Node(type, inputs, []);

    /// <param name="attributes">Whole numbers, or lists of them.</param>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = $"v{_names++}";
        Write(_graph, 1, NodeOf(type, inputs, output, attributes));
        return output;
    }

    public void Metadata(string key, string value) => Write(_metadata, 14, [.. Field(1, key), .. Field(2, value)]);

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(_graph, 2, Encoding.UTF8.GetBytes("test"));
        // ir_version 8, operators of version 13.
        File.WriteAllBytes(path, [.. Number(1, 8), .. Field(7, [.. _graph]), .. Field(8, Number(2, 13)), .. _metadata]);
    }

    private string Declare(int field, string name, int type, long[] shape)
    {
        var sides = shape.SelectMany(side => Field(1, side < 0 ? Field(2, $"side{_names++}") : Number(1, side))).ToArray();
        Write(_graph, field, [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, type), .. Field(2, sides)]))]);
        return name;
    }

    private string Tensor(int type, ReadOnlySpan<byte> raw, long[] shape)
    {
        var name = $"c{_names++}";
        Write(_graph, 5, [.. shape.SelectMany(side => Number(1, side)), .. Number(2, type), .. Field(8, name), .. Field(9, raw.ToArray())]);
        return name;
    }

    private static byte[] NodeOf(string type, string[] inputs, string output, (string Name, object Value)[] attributes) =>
        [.. inputs.SelectMany(input => Field(1, input)), .. Field(2, output), .. Field(4, type), .. attributes.SelectMany(attribute => Field(5, Attribute(attribute.Name, attribute.Value)))];

    private static byte[] Attribute(string name, object value) => value is long[] many
        ? [.. Field(1, name), .. many.SelectMany(number => Number(8, number)), .. Number(20, 7)]
        : [.. Field(1, name), .. Number(3, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)), .. Number(20, 2)];

    private static void Write(List<byte> part, int field, byte[] content) => part.AddRange(Field(field, content));

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => [.. Varint((ulong)(number << 3 | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int number, long value) => [.. Varint((ulong)(number << 3)), .. Varint((ulong)value)];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value & 127 | 128));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
