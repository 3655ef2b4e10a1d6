namespace Assistant.MediaWorker.Documents.Packages;
internal static class OpenDocumentReader { public static IEnumerable<DocumentPart> Read(DocumentFile file) => throw new MediaException(AttachmentProblem.Unsupported, "ODT"); }
