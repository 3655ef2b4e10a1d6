using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>ONNX Runtime's own part in loading a model. An interface so that tests can have a machine with CUDA, or one that only says so.</summary>
internal interface ISessionFactory
{
    /// <summary>Execution providers that this build of ONNX Runtime has, by its names.</summary>
    IReadOnlyCollection<string> Providers { get; }

    /// <summary>Has a session run on CUDA. Throws what ONNX Runtime throws when a library, the driver or the device is missing.</summary>
    void UseCuda(SessionOptions options, int device);

    /// <param name="edited">The file's contents when they are to be other than on disk; files that they name lie beside it.</param>
    InferenceSession Create(string path, byte[]? edited, SessionOptions options);
}

/// <summary>ONNX Runtime itself.</summary>
internal sealed class SessionFactory : ISessionFactory
{
    public IReadOnlyCollection<string> Providers => OrtEnv.Instance().GetAvailableProviders();

    public void UseCuda(SessionOptions options, int device) => options.AppendExecutionProvider_CUDA(device);

    public InferenceSession Create(string path, byte[]? edited, SessionOptions options)
    {
        if (edited is null)
            return new(path, options);
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new(edited, options);
    }
}
