using System.Buffers.Binary;
using System.Text;

namespace Assistant.MediaWorker.Documents.Packages;

/// <summary>Microsoft's compound file (D0CF11E0): the names in its directory tell whether it is an encrypted Office document or one of the formats before 2007.</summary>
internal static class CompoundFile
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int MostSectors = 4_096;
    private const uint LastRegularSector = 0xFFFFFFFA;

    /// <summary>Always throws: nothing in such a file is read here.</summary>
    public static MediaException Refusal(DocumentFile file)
    {
        using var stream = file.Open();
        var names = Names(stream);
        return names switch
        {
            _ when names.Contains("EncryptedPackage") => new(AttachmentProblem.PasswordProtected),
            _ when names.Contains("WordDocument") => new(AttachmentProblem.Unsupported, "DOC"),
            _ when names.Contains("Workbook") || names.Contains("Book") => new(AttachmentProblem.Unsupported, "XLS"),
            _ when names.Contains("PowerPoint Document") => new(AttachmentProblem.Unsupported, "PPT"),
            _ when names.Contains("__properties_version1.0") => new(AttachmentProblem.Unsupported, "MSG"),
            _ when names.Contains("VisioDocument") => new(AttachmentProblem.Unsupported, "VSD"),
            _ when names.Count == 0 => new(AttachmentProblem.Damaged),
            _ => new(AttachmentProblem.Unsupported, "OLE"),
        };
    }

    private static HashSet<string> Names(Stream stream)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return names;
        var size = 1 << Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)), 9, 12);
        var sector = new byte[size];
        var next = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        for (var count = 0; next <= LastRegularSector && count < MostSectors && Read(stream, next, sector); count++)
        {
            for (var entry = 0; entry + EntryLength <= size; entry += EntryLength)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(entry + 64));
                if (length is > 2 and <= 64)
                    names.Add(Encoding.Unicode.GetString(sector, entry, length - 2));
            }
            next = Following(stream, header, next, size);
        }
        return names;
    }

    /// <summary>By the allocation table, whose first 109 sectors are listed in the header; a directory further out does not occur.</summary>
    private static uint Following(Stream stream, byte[] header, uint sector, int size)
    {
        var perSector = (uint)size / 4;
        var table = sector / perSector;
        if (table >= 109)
            return uint.MaxValue;
        var place = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + (int)table * 4));
        var entries = new byte[size];
        return place <= LastRegularSector && Read(stream, place, entries) ? BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan((int)(sector % perSector) * 4)) : uint.MaxValue;
    }

    private static bool Read(Stream stream, uint sector, byte[] buffer)
    {
        var start = (sector + 1L) * buffer.Length;
        if (start >= stream.Length)
            return false;
        stream.Position = start;
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) > 0;
    }
}
