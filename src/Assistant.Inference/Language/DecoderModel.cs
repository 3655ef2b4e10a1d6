using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Templates;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>The weights of a decoder-only export (<see cref="DecoderGraph"/> says what it takes and gives), with its tokenizer and template. Thread-safe.</summary>
internal sealed class DecoderModel : IDisposable
{
    private int _disposed;

    /// <exception cref="ModelFileException">A file is missing, cut short, or of a kind that is not supported; the message says which and why.</exception>
    public DecoderModel(OnnxEnvironment onnx, DecoderFiles files, LocalModelOptions options)
    {
        Name = files.Name;
        Config = DecoderConfig.Read(files);
        Tokenizer = Tokenizer.Load(files.Tokenizer);
        Template = ChatTemplate.Read(files.TokenizerConfig, Tokenizer);
        Formats = new(Tokenizer, new HashSet<int>([Template.End, .. Config.Ends]));
        ContextTokens = Math.Min(options.ContextTokens, Config.MaxPositions);
        (Session, Graph, Trial) = Edited(onnx, files);
    }

    public string Name { get; }
    public DecoderConfig Config { get; }
    public DecoderGraph Graph { get; }
    public Tokenizer Tokenizer { get; }
    public ChatTemplate Template { get; }
    public AnswerFormats Formats { get; }
    public InferenceSession Session { get; }
    public int ContextTokens { get; }

    /// <summary>How it may be run.</summary>
    public DecoderTrial Trial { get; }

    public bool Ends(int token) => token == Template.End || Config.Ends.Contains(token);

    /// <summary>With what may follow for the last tokens only; as it is where the file is not of that kind, or does not run so.</summary>
    private (InferenceSession Session, DecoderGraph Graph, DecoderTrial Trial) Edited(OnnxEnvironment onnx, DecoderFiles files)
    {
        if (LastRows.Edit(files.Onnx) is not { } edited)
            return Tried(onnx, files, null);
        string why;
        try
        {
            return Tried(onnx, files, edited);
        }
        catch (ModelFileException e) when (!e.MayPass)
        {
            why = (e.InnerException ?? e).Message.Split('\n', 2)[0];
        }
        var whole = Tried(onnx, files, null);
        onnx.Note(files.Name, $"it computes what may follow for all tokens that it reads, which is slower: with the last ones only it does not run ({why}).");
        return whole;
    }

    private (InferenceSession Session, DecoderGraph Graph, DecoderTrial Trial) Tried(OnnxEnvironment onnx, DecoderFiles files, byte[]? edited)
    {
        var session = onnx.Load(files.Onnx, SessionTuning.BriefWaits, edited);
        try
        {
            var graph = DecoderGraph.Read(session, files.Onnx, Config);
            return (session, graph, DecoderTrial.Run(session, graph, files.Onnx));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Session.Dispose();
    }
}
