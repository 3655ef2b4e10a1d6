using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>One answer being written: reads the prompt, then gives text token by token until it ends. One caller.</summary>
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
    private readonly int _limit;
    private readonly int[] _next;
    private readonly List<int> _written = [];
    private int[] _unread;

    /// <param name="state">What it has read already and shares with the prompt's beginning is not read again.</param>
    /// <param name="limit">Tokens to write at most.</param>
    public Generation(DecoderModel model, DecoderState state, int[] prompt, int limit, ChatOptions? options)
    {
        (_model, _state, _limit) = (model, state, limit);
        _constraint = model.Formats.Of(options, limit);
        (_sampler, _decoder, _stop, _next) = (new(SamplingSettings.Of(options), prompt, _constraint), model.Tokenizer.Decoder(atStart: _constraint is null), new(options?.StopSequences), [0]);
        Reused = state.KeepStart(prompt);
        _unread = prompt[Reused..];
    }

    /// <summary>Tokens of the prompt that the state had read already.</summary>
    public int Reused { get; }

    /// <summary>Tokens written so far, the one that ends the answer included.</summary>
    public IReadOnlyList<int> Written => _written;

    /// <summary>Why it ended; null while it goes on.</summary>
    public ChatFinishReason? Finished { get; private set; }

    /// <summary>Writes a token; returns the text that became certain, possibly none. Not to be called once <see cref="Finished"/>.</summary>
    public string Step(RunOptions options)
    {
        var token = _sampler.Choose(_state.Feed(_unread, options));
        _written.Add(token);
        if (_model.Ends(token))
            return Finish(ChatFinishReason.Stop);
        var text = _decoder.Add(token);
        // A form decides by itself where it ends; a stop string would cut it.
        if (_constraint is null or { IsFreeText: true })
            text = _stop.Add(text);
        if (_stop.Stopped || _constraint is { IsFinished: true })
            return text + Finish(ChatFinishReason.Stop);
        if (_written.Count == _limit)
            return text + Finish(_constraint is { IsWhole: true } ? ChatFinishReason.Stop : ChatFinishReason.Length);
        if (_constraint is null or { IsFreeText: true })
            return RepetitionLoop.Begins(_written, RepeatedTokens) is null ? Continue(text, token) : text + Finish(ChatFinishReason.Length);
        if (RepetitionLoop.Begins(_written, RepeatedTokensOfAForm) is not null)
            _constraint.Hurry();
        return Continue(text, token);
    }

    private string Continue(string text, int token)
    {
        _next[0] = token;
        _unread = _next;
        return text;
    }

    private string Finish(ChatFinishReason reason)
    {
        Finished = reason;
        return _stop.Finish();
    }
}
