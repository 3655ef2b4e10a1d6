namespace Assistant.Inference.Tests.Vision.Detection;

/// <summary>
/// Exports of the public kinds with seeded weights: a cell of 32 x 32 pixels that is red, green or blue is such an object, with a box around the cell's centre whose size
/// depends a little on the colour. So what they must find can be computed apart from them.
/// </summary>
internal sealed class SmallDetectors
{
    public const int Side = 256;
    public const int Cell = 32;
    private const int Cells = Side / Cell * (Side / Cell);
    private readonly float[] _sizes;
    private readonly DetectorGraph _graph = new();

    /// <param name="box">Side of the boxes, before what the colour adds.</param>
    private SmallDetectors(int box)
    {
        var random = new Random(7);
        // Width and height from the cell's colour: up to 8 pixels more or less.
        _sizes = [.. Enumerable.Range(0, 6).Select(_ => (float)(random.NextDouble() * 16 - 8))];
        Box = box;
    }

    public int Box { get; }

    /// <summary>Width and height that the seeded weights give a box of one full colour (0 red, 1 green, 2 blue).</summary>
    public (float Width, float Height) SizeOf(int colour) => (Box + _sizes[colour], Box + _sizes[3 + colour]);

    /// <summary>[1, 4 + classes, n], as versions 8 to 11.</summary>
    public static SmallDetectors Yolo8(string path, int box = 48, bool names = true) => Made(path, box, names, detector =>
    {
        var (boxes, classes) = detector.Boxes(detector.Pool("images"));
        detector._graph.Output(detector._graph.Node("Concat", [boxes, classes], ("axis", 1)), "output0", 1, 7, Cells);
    });

    /// <summary>[1, n, 5 + classes], as version 5.</summary>
    /// <param name="maps">Beside it what it was made of, as some exports have it.</param>
    public static SmallDetectors Yolo5(string path, int box = 48, bool maps = false) => Made(path, box, true, detector =>
    {
        var graph = detector._graph;
        var (boxes, classes) = detector.Boxes(detector.Pool("images"));
        // Half sure that there is anything, wherever there is something.
        if (maps)
            graph.Output(graph.Node("Reshape", classes, graph.Ids(1, 1, Side / Cell, Side / Cell, 3)), "map", 1, 1, Side / Cell, Side / Cell, 3);
        var objectness = graph.Node("Mul", graph.Node("ReduceMax", [classes], ("axes", new long[] { 1 })), graph.Constant([0.5f], 1, 1, 1));
        graph.Output(graph.Node("Transpose", [graph.Node("Concat", [boxes, objectness, classes], ("axis", 1))], ("perm", new long[] { 0, 2, 1 })), "output0", 1, Cells, 8);
    });

    /// <summary>[1, n, 6] with corners, score and class, as exports that suppress by themselves.</summary>
    /// <param name="flat">[n, 6], as some of version 9 have it.</param>
    public static SmallDetectors Yolo10(string path, int box = 48, bool flat = false) => Made(path, box, true, detector =>
    {
        var graph = detector._graph;
        var (boxes, classes) = detector.Boxes(detector.Pool("images"));
        var corners = graph.Node("MatMul", graph.Constant([1, 0, -.5f, 0, 0, 1, 0, -.5f, 1, 0, .5f, 0, 0, 1, 0, .5f], 1, 4, 4), boxes);
        var score = graph.Node("ReduceMax", [classes], ("axes", new long[] { 1 }));
        var best = graph.Node("Cast", [graph.Node("ArgMax", [classes], ("axis", 1))], ("to", 1));
        var rows = graph.Node("Transpose", [graph.Node("Concat", [corners, score, best], ("axis", 1))], ("perm", new long[] { 0, 2, 1 }));
        if (flat)
            graph.Output(graph.Node("Reshape", rows, graph.Ids(Cells, 6)), "outputs", -1, 6);
        else
            graph.Output(rows, "output0", 1, Cells, 6);
    });

    /// <summary>logits with "none" last and pred_boxes from 0 to 1; what is hidden by a pixel_mask is not found.</summary>
    /// <param name="none">Without it each class stands for itself, as RT-DETR has it.</param>
    public static SmallDetectors Detr(string path, bool mask, bool none = true) => Made(path, 48, false, detector =>
    {
        var graph = detector._graph;
        var (boxes, classes) = detector.Boxes(detector.Pool("pixel_values"));
        if (mask)
            classes = graph.Node("Mul", classes, graph.Node("ReduceMean", [graph.Node("Cast", [graph.InputOfIds("pixel_mask", 1, 64, 64)], ("to", 1))], ("axes", new long[] { 1, 2 }), ("keepdims", 0)));
        // From 0 to 1 to -10 to 10; "none" lies at 0.
        var logits = graph.Node("Mul", graph.Node("Sub", classes, graph.Constant([.5f], 1, 1, 1)), graph.Constant([20f], 1, 1, 1));
        var all = none ? graph.Node("Concat", [logits, graph.Constant(new float[Cells], 1, 1, Cells)], ("axis", 1)) : logits;
        graph.Output(graph.Node("Transpose", [all], ("perm", new long[] { 0, 2, 1 })), "logits", 1, Cells, none ? 4 : 3);
        var share = graph.Node("Mul", boxes, graph.Constant([1f / Side], 1, 1, 1));
        graph.Output(graph.Node("Transpose", [share], ("perm", new long[] { 0, 2, 1 })), "pred_boxes", 1, Cells, 4);
    });

    private static SmallDetectors Made(string path, int box, bool names, Action<SmallDetectors> build)
    {
        var detector = new SmallDetectors(box);
        build(detector);
        if (names)
            detector._graph.Metadata("names", "{0: 'red thing', 1: \"green thing\", 2: 'blue thing'}");
        detector._graph.Save(path);
        return detector;
    }

    private string Pool(string input) =>
        _graph.Node("AveragePool", [_graph.Input(input, 1, 3, Side, Side)], ("kernel_shape", new long[] { Cell, Cell }), ("strides", new long[] { Cell, Cell }));

    /// <summary>Centre and size [1, 4, n], and scores [1, 3, n], of every cell.</summary>
    private (string Boxes, string Classes) Boxes(string cells)
    {
        var centres = new float[2 * Cells];
        for (var i = 0; i < Cells; i++)
            (centres[i], centres[Cells + i]) = (i % (Side / Cell) * Cell + Cell / 2, i / (Side / Cell) * Cell + Cell / 2);
        var colours = _graph.Node("Reshape", cells, _graph.Ids(1, 3, Cells));
        var sizes = _graph.Node("Add", _graph.Node("MatMul", _graph.Constant(_sizes, 1, 2, 3), colours), _graph.Constant([Box], 1, 1, 1));
        float[] own = [12, -6, -6, -6, 12, -6, -6, -6, 12];
        var classes = _graph.Node("Sigmoid", _graph.Node("Sub", _graph.Node("MatMul", _graph.Constant(own, 1, 3, 3), colours), _graph.Constant([4], 1, 1, 1)));
        return (_graph.Node("Concat", [_graph.Constant(centres, 1, 2, Cells), sizes], ("axis", 1)), classes);
    }
}
