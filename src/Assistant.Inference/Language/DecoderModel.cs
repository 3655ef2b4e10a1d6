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
        Session = onnx.Load(files.Onnx, SessionTuning.BriefWaits, LastRows.Edit(files.Onnx));
        try
        {
            Graph = DecoderGraph.Read(Session, files.Onnx, Config);
            Trial = DecoderTrial.Run(Session, Graph, files.Onnx);
        }
        catch
        {
            Session.Dispose();
            throw;
        }
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

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Session.Dispose();
    }
}
