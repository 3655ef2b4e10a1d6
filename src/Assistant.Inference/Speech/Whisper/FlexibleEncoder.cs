using Assistant.Inference.Models.Onnx;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Exports of Whisper's encoder read 3000 frames, however little was said: what it heard of each pair of frames is added to a table of 1500 positions. Such a file is made to read
/// fewer: in memory, by cutting the table to as many positions as there are, and by no longer saying how many go in and come out. The file stays as it is; for all 3000
/// frames the numbers are the same but for rounding.
/// </summary>
internal static class FlexibleEncoder
{
    private const int Positions = LogMelSpectrogram.Frames / 2;
    private const int OldestOpset = 11;
    private const string Sizes = "flexible/sizes", Zero = "flexible/zero", One = "flexible/one", Two = "flexible/two", Count = "flexible/count", Axis = "flexible/axis";

    /// <summary>An unassigned field: what it holds is passed over.</summary>
    private const byte Ignored = (9 << 3) | 2;

    private static readonly string[] s_additions = ["Add", "SkipLayerNormalization"];

    // What an export may put between a table and its use.
    private static readonly string[] s_between = ["Cast", "Identity", "Unsqueeze", "DequantizeLinear", "Gather"];

    /// <returns>The model; null when its table of positions is not found.</returns>
    public static byte[]? Edit(string path) => OnnxEditing.Edit(path, Plan);

    private static OnnxEdit? Plan(OnnxOutline outline)
    {
        if (outline.Opset < OldestOpset || outline.Inputs is not [var features] || outline.Nodes.SelectMany(node => Tables(outline, node)).ToList() is not [var (heard, table)])
            return null;
        var edit = new OnnxEdit(outline);
        if (edit.Rename(table) is not { } cut)
            return null;
        edit.Number(Zero, 0).Number(One, 1).Number(Two, 2).Number(Axis, -2)
            .Node("Shape", [heard], Sizes).Node("Slice", [Sizes, One, Two], Count).Node("Slice", [table.Name, Zero, Count, Axis], cut);
        var free = features.Sizes.Where(size => size.Value == LogMelSpectrogram.Frames).Concat(outline.Outputs.SelectMany(output => output.Sizes).Where(size => size.Value == Positions));
        foreach (var size in free)
        {
            // The name of a size in place of its number, in as many bytes.
            if (size.Length is < 3 or > 100)
                return null;
            edit.Replace(size.Place, [(2 << 3) | 2, (byte)(size.Length - 2), .. Enumerable.Repeat((byte)(size.Value == Positions ? 'p' : 'f'), size.Length - 2)]);
        }
        foreach (var hint in outline.Hints)
            edit.Replace(hint, [Ignored]);
        return edit;
    }

    /// <summary>The table that a node adds, and what it adds it to.</summary>
    private static IEnumerable<(string Heard, (string Name, long Place) Table)> Tables(OnnxOutline outline, OnnxNode node)
    {
        if (!s_additions.Contains(node.Kind) || node.Inputs.Count < 2)
            return [];
        var (first, second) = (node.Inputs[0], node.Inputs[1]);
        return IsTable(outline, second.Name) && !IsTable(outline, first.Name) ? [(first.Name, second)]
            : IsTable(outline, first.Name) && !IsTable(outline, second.Name) ? [(second.Name, first)] : [];
    }

    private static bool IsTable(OnnxOutline outline, string name)
    {
        while (outline.Makers.TryGetValue(name, out var node) && s_between.Contains(node.Kind) && node.Inputs.Count > 0)
            name = node.Inputs[0].Name;
        return outline.Constants.TryGetValue(name, out var shape) && shape is [.., Positions, _];
    }
}
