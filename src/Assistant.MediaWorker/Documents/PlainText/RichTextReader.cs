namespace Assistant.MediaWorker.Documents.PlainText;
internal static class RichTextReader { public static IEnumerable<DocumentPart> Read(DocumentFile file) => throw new MediaException(AttachmentProblem.Unsupported, "RTF"); }
