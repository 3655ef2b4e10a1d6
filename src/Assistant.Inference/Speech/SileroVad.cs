using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech;

/// <summary>
/// Silero VAD v6: says for each window of 512 samples how likely it holds speech (https://github.com/snakers4/silero-vad).
/// The weights; thread-safe. <see cref="Begin"/> gives the state of one recording, which is not.
/// </summary>
internal sealed class SileroVad(OnnxEnvironment onnx, string path) : IDisposable
{
    private readonly InferenceSession _session = onnx.Load(path, SessionTuning.OnCallersThread);

    public Listening Begin() => new(_session);

    public void Dispose() => _session.Dispose();

    /// <summary>One recording. input [1, 64 of the window before + 512], state [2, 1, 128], sr -> output [1, 1], stateN.</summary>
    internal sealed class Listening : IDisposable
    {
        private const int Context = 64;
        private const int StateSize = 2 * 128;

        private readonly float[] _input = new float[Context + PcmWindows.Size];
        private readonly float[] _probability = new float[1];
        private readonly OrtValue[] _values;
        private readonly RunOptions _options = new();
        private readonly OrtIoBinding[] _bindings;
        private readonly InferenceSession _session;
        private int _turn;

        public Listening(InferenceSession session)
        {
            _session = session;
            var input = OrtValue.CreateTensorValueFromMemory(_input, [1, _input.Length]);
            var rate = OrtValue.CreateTensorValueFromMemory(new long[] { PcmWindows.SampleRate }, []);
            var probability = OrtValue.CreateTensorValueFromMemory(_probability, [1, 1]);
            var states = new[] { State(), State() };
            _values = [input, rate, probability, .. states];
            _bindings = [Bind(states[0], states[1]), Bind(states[1], states[0])];

            OrtIoBinding Bind(OrtValue before, OrtValue after)
            {
                var binding = session.CreateIoBinding();
                binding.BindInput("input", input);
                binding.BindInput("state", before);
                binding.BindInput("sr", rate);
                binding.BindOutput("output", probability);
                binding.BindOutput("stateN", after);
                return binding;
            }
        }

        /// <param name="window">512 samples at 16 kHz, the next of the recording.</param>
        public float Hear(ReadOnlySpan<float> window)
        {
            window.CopyTo(_input.AsSpan(Context));
            _session.RunWithBinding(_options, _bindings[_turn]);
            _turn ^= 1;
            window[^Context..].CopyTo(_input);
            return _probability[0];
        }

        public void Dispose()
        {
            foreach (var binding in _bindings)
                binding.Dispose();
            foreach (var value in _values)
                value.Dispose();
            _options.Dispose();
        }

        private static OrtValue State() => OrtValue.CreateTensorValueFromMemory(new float[StateSize], [2, 1, 128]);
    }
}
