using System.Text.Json;
using Assistant.Conversations;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Assistant.Cluster;

/// <summary>
/// Carries the product's records between silos as JSON, so that the contracts know nothing of Orleans. Within a silo nothing is copied: they are immutable.
/// </summary>
internal sealed class ContractCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    private static readonly Type s_self = typeof(ContractCodec);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public bool IsSupportedType(Type type) => type == s_self || IsContract(type);

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    public object? DeepCopy(object? input, CopyContext context) => input;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : System.Buffers.IBufferWriter<byte>
    {
        if (value is null)
        {
            ReferenceCodec.WriteNullReference(ref writer, fieldIdDelta);
            return;
        }
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        writer.WriteFieldHeader(fieldIdDelta, expectedType, s_self, WireType.TagDelimited);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(0, WireType.LengthPrefixed);
        writer.Session.TypeCodec.WriteLengthPrefixed(ref writer, value.GetType());
        var payload = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), s_json);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(1, WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)payload.Length);
        writer.Write(payload);
        writer.WriteEndObject();
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType);
        field.EnsureWireTypeTagDelimited();
        var placeholder = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        Type? type = null;
        object? value = null;
        uint fieldId = 0;
        while (true)
        {
            var header = reader.ReadFieldHeader();
            if (header.IsEndBaseOrEndObject)
                break;
            fieldId += header.FieldIdDelta;
            ReferenceCodec.MarkValueField(reader.Session);
            switch (fieldId)
            {
                case 0:
                    type = reader.Session.TypeCodec.ReadLengthPrefixed(ref reader);
                    break;
                case 1:
                    value = JsonSerializer.Deserialize(reader.ReadBytes(reader.ReadVarUInt32()), type ?? throw new JsonException("A contract came without its type."), s_json);
                    break;
                default:
                    reader.ConsumeUnknownField(header);
                    break;
            }
        }
        ReferenceCodec.RecordObject(reader.Session, value, placeholder);
        return value ?? throw new JsonException("A contract came without its value.");
    }

    private static bool IsContract(Type type) => type.Assembly == typeof(ConversationKey).Assembly && type is { IsClass: true, IsGenericType: false };
}
