using System.Text.Json.Serialization;

namespace Assistant.Perception.MediaProtocol;

/// <summary>The JSON in frames.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerHello))]
[JsonSerializable(typeof(EvidenceBlock))]
[JsonSerializable(typeof(PictureHeader))]
[JsonSerializable(typeof(ProgressPart))]
[JsonSerializable(typeof(GapPart))]
[JsonSerializable(typeof(WorkerFailure))]
internal sealed partial class WorkerJson : JsonSerializerContext;
