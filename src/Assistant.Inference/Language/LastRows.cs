using System.Buffers.Binary;
using System.Text;
using Assistant.Inference.Models;

namespace Assistant.Inference.Language;

/// <summary>
/// Many exports compute what may follow for every token that they read, though only that of the last is wanted: with a vocabulary of 50,000 a fifth of the work of a small
/// model. Such a file is given the input that others have, num_logits_to_keep (int64 [1]): in memory, by cutting what goes into its last matrix to the last rows. The file
/// stays as it is. Fields as numbered in onnx.proto3.
/// </summary>
internal static class LastRows
{
    public const string Input = "num_logits_to_keep";

    private const int Graph = 7, Node = 1, NodeInput = 1, NodeOutput = 2, NodeKind = 4, Constant = 5, GraphInput = 11, Int64 = 7;
    private const long LargestFile = int.MaxValue / 4 * 3;
    private const int MostBetween = 6;
    private const string Start = "last_rows/start", End = "last_rows/end", Axis = "last_rows/axis";

    // What stands between the last matrix and the logits and works on each number by itself.
    private static readonly string[] s_between = ["Cast", "Mul", "Div", "Tanh", "Add"];
    private static readonly string[] s_matrices = ["MatMul", "MatMulNBits"];

    /// <returns>The model with that input; null when it has it already, or ends in another way than is known.</returns>
    public static byte[]? Edit(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
            return null;
        var model = File.ReadAllBytes(path);
        if (Find(model) is not { } found)
            return null;
        // A name of the same length takes the place of the old one, so that no length within the file changes.
        var name = Encoding.UTF8.GetBytes(found.Name);
        name[0] = (byte)'%';
        if (model.AsSpan().IndexOf(name) >= 0)
            return null;
        name.CopyTo(model, found.Place);
        // Two parts of a message that stand in a file count as one.
        var added = new ProtoWriter().Bytes(Graph, Cut(found.Name, Encoding.UTF8.GetString(name)).Written).Written;
        return [.. model, .. added];
    }

    /// <summary>What goes into the last matrix: its name, and where the matrix's node names it.</summary>
    private static (string Name, int Place)? Find(ReadOnlySpan<byte> model)
    {
        var graph = (Start: 0, Length: 0);
        var fields = new ProtoFields(model);
        while (fields.Next())
        {
            if (fields.Number != Graph)
                continue;
            if (graph.Length > 0)
                return null;
            graph = (fields.Start, fields.Bytes.Length);
        }
        if (fields.IsBroken || graph.Length == 0)
            return null;
        var nodes = new Dictionary<string, NodeOf>(StringComparer.Ordinal);
        var parts = new ProtoFields(model.Slice(graph.Start, graph.Length));
        while (parts.Next())
        {
            if (parts.Number == Node)
            {
                var node = Read(parts.Bytes, graph.Start + parts.Start);
                foreach (var output in node.Outputs)
                    nodes[output] = node;
            }
            else if (parts.Number == GraphInput && NameOf(parts.Bytes) is Input or "logits_to_keep")
            {
                return null;
            }
        }
        if (parts.IsBroken)
            return null;
        var at = "logits";
        for (var i = 0; i < MostBetween && nodes.TryGetValue(at, out var node) && node.Inputs.Count > 0; i++)
        {
            if (s_matrices.Contains(node.Kind))
                return nodes.ContainsKey(node.Inputs[0].Name) && node.Inputs[0].Name.Length > 1 ? node.Inputs[0] : null;
            if (!s_between.Contains(node.Kind) || node.Inputs.Where(input => nodes.ContainsKey(input.Name)).Select(input => input.Name).ToList() is not [var only])
                return null;
            at = only;
        }
        return null;
    }

    private static NodeOf Read(ReadOnlySpan<byte> bytes, int place)
    {
        var (kind, inputs, outputs) = ("", new List<(string, int)>(), new List<string>());
        var fields = new ProtoFields(bytes);
        while (fields.Next())
        {
            if (fields.Number == NodeInput)
                inputs.Add((fields.Text, place + fields.Start));
            else if (fields.Number == NodeOutput)
                outputs.Add(fields.Text);
            else if (fields.Number == NodeKind)
                kind = fields.Text;
        }
        return new(kind, inputs, outputs);
    }

    private static string NameOf(ReadOnlySpan<byte> value)
    {
        var fields = new ProtoFields(value);
        while (fields.Next())
            if (fields.Number == 1)
                return fields.Text;
        return "";
    }

    /// <summary>from[:, -num_logits_to_keep:, :] -> to.</summary>
    private static ProtoWriter Cut(string from, string to) => new ProtoWriter()
        .Part(Node, NewNode("Neg", [Input], Start))
        .Part(Node, NewNode("Slice", [from, Start, End, Axis], to))
        .Part(Constant, Number(End, long.MaxValue))
        .Part(Constant, Number(Axis, 1))
        .Part(GraphInput, new ProtoWriter().Text(1, Input).Part(2, new ProtoWriter().Part(1, new ProtoWriter().Number(1, Int64).Part(2, new ProtoWriter().Part(1, new ProtoWriter().Number(1, 1))))));

    private static ProtoWriter NewNode(string kind, string[] inputs, string output)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(NodeInput, input);
        return node.Text(NodeOutput, output).Text(3, output).Text(NodeKind, kind);
    }

    private static ProtoWriter Number(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return new ProtoWriter().Number(1, 1).Number(2, Int64).Text(8, name).Bytes(9, bytes);
    }

    private sealed record NodeOf(string Kind, IReadOnlyList<(string Name, int Place)> Inputs, IReadOnlyList<string> Outputs);
}
