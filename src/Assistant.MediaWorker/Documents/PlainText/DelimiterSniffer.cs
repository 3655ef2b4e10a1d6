namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Tells whether a text is a table of separated values, and by which character: the one that cuts the most records into the same number of fields.</summary>
internal static class DelimiterSniffer
{
    private const int SampleRecords = 200;
    private static readonly char[] s_candidates = ['\t', ';', ',', '|'];

    /// <summary>Null when no character cuts it into a table.</summary>
    /// <param name="named">The name says that it is one, so that little evidence is enough.</param>
    public static char? Of(string text, bool named)
    {
        var best = (Delimiter: (char?)null, Score: 0.0);
        foreach (var delimiter in s_candidates)
        {
            var counts = FieldCounts(text, delimiter);
            if (counts.Count == 0)
                continue;
            var usual = counts.GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
            var agreement = (double)usual.Count() / counts.Count;
            var enough = named ? usual.Key >= 2 && (agreement >= .5 || counts[0] == usual.Key) : usual.Key >= 2 && counts.Count >= 3 && agreement >= .9 && (usual.Key >= 3 || delimiter is '\t' or ';');
            // Nobody writes a tab within a value, and spreadsheets copy cells with tabs between them: one in every record is no accident, however many commas there are.
            // Nor are as many semicolons in each: then the commas are those of decimals, or stand within names.
            if (enough && (delimiter == '\t' ? counts.TrueForAll(count => count >= 2) : delimiter == ';' && agreement == 1))
                return delimiter;
            var score = agreement * (1 + Math.Log(usual.Key));
            if (enough && score > best.Score)
                best = (delimiter, score);
        }
        return best.Delimiter;
    }

    /// <summary>Fields of each record, line breaks and separators within quotes passed over.</summary>
    private static List<int> FieldCounts(string text, char delimiter)
    {
        var counts = new List<int>();
        var (fields, quoted, empty) = (1, false, true);
        var before = delimiter;
        foreach (var c in text)
        {
            if (c == '"' && (quoted || before == delimiter || before == '\n'))
                quoted = !quoted;
            else if (c == delimiter && !quoted)
                fields++;
            else if (c == '\n' && !quoted)
            {
                if (!empty)
                    counts.Add(fields);
                (fields, empty) = (1, true);
                if (counts.Count >= SampleRecords)
                    return counts;
            }
            empty &= c is '\n' or '\r' or ' ';
            if (c != ' ' && c != '\r')
                before = c;
        }
        if (!empty)
            counts.Add(fields);
        return counts;
    }
}
