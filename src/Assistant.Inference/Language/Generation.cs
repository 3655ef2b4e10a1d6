using System.Text;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>One answer being written: reads the prompt part by part, then gives text token by token, or several at once where guesses were right, until it ends. One caller.</summary>
internal sealed class Generation
{
    private const int RepeatedTokens = 96;
    private const int RepeatedTokensOfAForm = 40;

    private readonly DecoderModel _model;
    private readonly DecoderState _state;
    private readonly Sampler _sampler;
    private readonly AnswerConstraint? _constraint;
    private readonly StreamingDecoder _decoder;
    private readonly StopText _stop;
    private readonly PromptLookup? _lookup;
    private readonly int[] _prompt;
    private readonly int _limit;
    private readonly List<int> _written = [];
    private int _read;

    /// <param name="state">What it has read already and shares with the prompt's beginning is not read again.</param>
    /// <param name="limit">Tokens to write at most.</param>
    /// <param name="lookup">Guess from the prompt what is written next.</param>
    /// <param name="form">What the answer is kept to; null for any text.</param>
    public Generation(DecoderModel model, DecoderState state, int[] prompt, int limit, ChatOptions? options, bool lookup = false, Automaton? form = null)
    {
        (_model, _state, _prompt, _limit) = (model, state, prompt, limit);
        _constraint = form is null ? null : model.Formats.Of(form, limit);
        (_sampler, _decoder, _stop) = (new(SamplingSettings.Of(options, model.Config.Sampling), prompt, _constraint), model.Tokenizer.Decoder(atStart: _constraint is null), new(options?.StopSequences));
        _lookup = lookup && _sampler.IsGreedy && model.Trial.Apart ? new(prompt, model.Trial.Pairs ? 2 : 1) : null;
        _read = Reused = state.KeepStart(prompt);
    }

    /// <summary>Tokens of the prompt.</summary>
    public int Prompt => _prompt.Length;

    /// <summary>Tokens of the prompt that the state had read already.</summary>
    public int Reused { get; }

    /// <summary>Tokens written so far, the one that ends the answer included.</summary>
    public IReadOnlyList<int> Written => _written;

    /// <summary>Runs of the model in which tokens were written.</summary>
    public int Runs { get; private set; }

    /// <summary>Why it ended; null while it goes on.</summary>
    public ChatFinishReason? Finished { get; private set; }

    /// <summary>Runs the model once; returns the text that became certain, possibly none. Not to be called once <see cref="Finished"/>.</summary>
    public string Step(RunOptions options)
    {
        if (_written.Count > 0)
        {
            int[] tokens = [_written[^1], .. _lookup is null ? [] : _lookup.Guess(Math.Min(_limit - _written.Count, _state.Part(int.MaxValue)) - 1)];
            return Write(_state.Feed(tokens, options, tokens.Length), tokens.AsSpan(1));
        }
        var part = _state.Part(_prompt.Length - _read);
        var logits = _state.Feed(_prompt.AsSpan(_read, part), options);
        _read += part;
        return _read == _prompt.Length ? Write(logits, []) : "";
    }

    /// <summary>Writes the token that the first row of numbers says and, as long as what was guessed is what is written, those of the next rows.</summary>
    private string Write(ReadOnlySpan<float> logits, ReadOnlySpan<int> guessed)
    {
        Runs++;
        var (text, right, known) = (new StringBuilder(), 0, _state.Tokens.Count - guessed.Length);
        while (true)
        {
            var token = _sampler.Choose(logits.Slice(right * _model.Graph.Vocabulary, _model.Graph.Vocabulary));
            text.Append(Append(token));
            if (Finished is not null || right == guessed.Length || guessed[right] != token)
                break;
            right++;
        }
        if (right < guessed.Length)
            _state.Keep(known + right);
        return text.ToString();
    }

    private string Append(int token)
    {
        _written.Add(token);
        if (_model.Ends(token))
            return Finish(ChatFinishReason.Stop);
        _lookup?.Append(token);
        var isFree = _constraint is null or { IsFreeText: true };
        var text = _stop.Add(_decoder.Add(token), isFree);
        if (_stop.Stopped || _constraint is { IsFinished: true })
            return text + Finish(ChatFinishReason.Stop);
        if (_written.Count == _limit)
            return text + Finish(_constraint is { IsWhole: true } ? ChatFinishReason.Stop : ChatFinishReason.Length);
        if (RepetitionLoop.Begins(_written, isFree ? RepeatedTokens : RepeatedTokensOfAForm) is null)
            return text;
        if (isFree)
            return text + Finish(ChatFinishReason.Length);
        _constraint!.Hurry();
        return text;
    }

    private string Finish(ChatFinishReason reason)
    {
        Finished = reason;
        return _stop.Finish();
    }
}
