namespace Assistant.MediaWorker.Documents;

/// <summary>What a file is, told by its content.</summary>
internal enum DocumentKind { Pdf, Word, Excel, PowerPoint, OpenDocument, RichText, Mail, Html, Xml, Json, Markdown, Table, PlainText, Picture }
