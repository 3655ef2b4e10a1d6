namespace Assistant.Tests.Memory.Facts;

/// <summary>Histories put together by script: sentences of many shapes, filled with names that differ from one to the next.</summary>
internal static class HistoryScript
{
    private static readonly string[] s_cities = ["Oslo", "Bergen", "Leeds", "Porto", "Ghent", "Graz", "Aarhus", "Nantes", "Bilbao", "Krakow", "Turku", "Split", "New York", "San Sebastian", "Rio de Janeiro", "Cape Town"];
    private static readonly string[] s_firms = ["Siemens", "Nokia", "Maersk", "Philips", "Spotify", "Volvo", "Novartis", "Airbus", "DHL", "Heineken", "Lego", "Ericsson"];
    private static readonly string[] s_people = ["Anna Keller", "Tomas Novak", "Priya Iyer", "Omar Haddad", "Lena Fischer", "Marek Kowal", "Sofia Rossi", "Jonas Lind"];
    private static readonly string[] s_tastes = ["chess", "rye bread", "sailing", "opera", "black tea", "climbing", "old maps", "mountain biking", "salsa", "crosswords"];
    private static readonly string[] s_han = ["北京", "上海", "杭州", "成都", "西安", "武汉", "长沙", "厦门", "青岛", "大连", "昆明", "重庆"];
    private static readonly string[] s_hanFirms = ["华为", "腾讯", "百度", "京东", "小米", "美团", "中兴", "联想"];

    private static readonly string[] s_live = ["I live in {0}.", "We live in {0} these days.", "I'm living in {0}, in a small flat.", "My home is in {0}.", "I am based in {0}.", "Hi! I've been in touch before, I live in {0}."];
    private static readonly string[] s_move = ["I moved to {0} on 7 June.", "Since 7 June I live in {0}.", "We relocated to {0} on June 7th.", "As of 2026-06-07 I'm living in {0}.", "On the 7th of June we moved from {1} to {0}.", "I have moved: since June 7 I live in {0}."];
    private static readonly string[] s_work = ["I work at {0}.", "I'm employed by {0}.", "I work for {0} and I like it.", "My employer is {0}."];
    private static readonly string[] s_newWork = ["I joined {0} in April.", "I left {1} and started at {0} in April.", "Since April I work for {0}.", "I have been working at {0} since 1 April."];
    private static readonly string[] s_never =
    [
        "If I lived in {0}, would delivery be faster?", "Would you move to {0} in my place?", "I wish I could live in {0}.", "I'd love to live in {0}.", "My neighbour thinks I live in {0}.", "He told me: \"I live in {0}\".",
        "She wrote 'I moved to {0} yesterday' in her mail.", "Suppose I moved to {0} next week.", "Do you know whether I live in {0}?", "Yeah right, I live in {0} in a palace.", "I live in {0}, lol, as if.", "Translate: I live in {0}.",
        "I am thinking of moving to {0}.", "We considered relocating to {0} once.", "I could have lived in {0}.", "In my novel, the hero says I live in {0}.", "> I live in {0}\nWhat do you make of this mail?", "Where is {0}?",
        "The letter says: I live in {0} and work there.", "Is it true that I live in {0}?", "I hope to live in {0} by next year.", "They all say I should live in {0}.", "Tell me about living in {0}.", "Let's pretend I live in {0}.",
    ];

    private static readonly string[] s_hanNever =
    [
        "如果我住在{0}，快递会更快吗？", "我希望能住在{0}。", "他说：“我住在{0}。”", "假如我搬到{0}呢？", "邻居以为我住在{0}。", "我住在{0}吗？", "我想搬到{0}。", "我打算明年搬到{0}。", "把“我住在{0}”翻译成英文。",
        "听说他住在{0}。", "要是能住在{0}就好了。", "我差点搬到{0}。", "我可能会搬到{0}。", "{0}在哪里？", "开玩笑，我住在{0}的皇宫。", "别人都说我应该住在{0}。",
    ];

    public static IEnumerable<string> Lines() =>
        [.. Moves(), .. Jobs(), .. Names(), .. Orders(), .. Never(), .. Corrected(), .. Tastes(), .. Others(), .. Contacts(), .. Han(), .. Ended()];

    private static string Of(string[] values, int i) => values[i % values.Length];

    private static IEnumerable<string> Moves() => Enumerable.Range(0, 30).Select(i =>
    {
        var (old, now) = (Of(s_cities, i), Of(s_cities, (i * 3) + 5 + (((i * 3) + 5 - i) % 16 == 0 ? 1 : 0)));
        return $"02-01 {string.Format(null, Of(s_live, i), old)} // 06-{10 + (i % 15)} {string.Format(null, Of(s_move, i / 2), now, old)} => home={now} ; home@03-01={old} ; home@06-06={old} ; home@06-09={now}";
    });

    private static IEnumerable<string> Jobs() => Enumerable.Range(0, 16).Select(i =>
    {
        var (old, now) = (Of(s_firms, i), Of(s_firms, i + 5));
        return $"01-20 {string.Format(null, Of(s_work, i), old)} // 05-{10 + i} {string.Format(null, Of(s_newWork, i / 2), now, old)} => employer={now} ; employer@03-01={old}{(i / 2 % 4 == 1 ? "" : $" ; employer@04-10={now}")}{(Of(s_work, i).Contains("like it", StringComparison.Ordinal) ? " ; ~likes=it" : "")}";
    });

    private static IEnumerable<string> Names() => Enumerable.Range(0, 14).Select(i =>
    {
        var (old, now) = (Of(s_people, i), Of(s_people, i + 3));
        string[] first = ["My name is {0}.", "Hello, I'm called {0}.", "This is {0} speaking.", "My name's {0}, nice to meet you."];
        string[] then = ["I changed my name to {0} last month.", "My name is {0} now, I got married.", "Please call me {0} from now on.", "My new name is {0}."];
        return $"01-15 {string.Format(null, Of(first, i), old)} // 08-{10 + i} {string.Format(null, Of(then, i / 2), now)} => name={now} ; name@03-01={old}";
    });

    private static IEnumerable<string> Orders() => Enumerable.Range(0, 24).Select(i =>
    {
        var id = i % 2 == 0 ? $"{40211 + (i * 37)}" : $"AB-{1201 + (i * 13)}";
        string[] placed = ["I placed order {0} this morning.", "I ordered a lamp today, order number {0}.", "My order number is {0}.", "Bought a chair just now, it's order {0}."];
        (string Words, string State)[] after = [("I cancelled order {0} yesterday.", "cancelled"), ("Order {0} has arrived.", "delivered"), ("I sent order {0} back yesterday.", "returned"), ("I haven't cancelled order {0}.", "ordered"), ("Could you cancel order {0}?", "ordered"), ("Order {0} was cancelled by the shop.", "cancelled")];
        var (words, state) = after[i % 6];
        return $"03-02 {string.Format(null, placed[i / 6], id)} // 03-20 {string.Format(null, words, id)} => order {id}={state} ; order {id}@03-05=ordered";
    });

    private static IEnumerable<string> Never() =>
        Enumerable.Range(0, 48).Select(i => $"04-{1 + (i % 28):00} {string.Format(null, Of(s_never, i), Of(s_cities, (i * 5) + (i / 24)))} => none".Replace("\n", "\u2028", StringComparison.Ordinal));

    private static IEnumerable<string> Corrected() => Enumerable.Range(0, 16).Select(i =>
    {
        string[] forms = ["That's wrong, I live in {0}.", "Sorry, I meant {0}.", "No, that was wrong, I live in {0}, not in {1}.", "Correction: I live in {0}.", "I meant {0}, not {1}.", "Oops, that was a typo. It's {0}.", "What I said was wrong: my home is in {0}.", "Sorry, it's {0}, not {1}."];
        var (wrong, right) = (Of(s_cities, i), Of(s_cities, i + 7));
        return $"05-03 {string.Format(null, Of(s_live, i % 4), wrong)} // 05-04 {string.Format(null, Of(forms, i), right, wrong)} => home={right} ; home@05-03={right} ; home@05-03/05-03={wrong}";
    });

    private static IEnumerable<string> Tastes() => Enumerable.Range(0, 14).Select(i =>
    {
        string[] like = ["I like {0}.", "I really enjoy {0}.", "I'm a big fan of {0}.", "I love {0} and {1}."];
        string[] over = ["I don't like {0} any more.", "I no longer enjoy {0}.", "I can't stand {0} now."];
        var (one, two) = (Of(s_tastes, i), Of(s_tastes, i + 3));
        var both = i % 4 == 3;
        return $"02-05 {string.Format(null, Of(like, i), one, two)} // 07-06 {string.Format(null, Of(over, i / 2), one)} => likes={(both ? two : "")} ; likes@03-01={one}{(both ? $" + {two}" : "")} ; ~dislikes={one}";
    });

    private static IEnumerable<string> Others() => Enumerable.Range(0, 20).Select(i =>
    {
        var (relation, place) = (Of(["sister", "brother", "mother", "father", "wife", "boss", "daughter", "uncle"], i), Of(s_cities, i + 2));
        string[] forms = ["My {0} lives in {1}.", "I live with nobody; my {0} lives in {1}.", "My {0} moved to {1} last week.", "My {0} lives in {1} but I don't.", "My little {0} is living in {1} now."];
        return $"06-1{i % 10} {string.Format(null, Of(forms, i), relation, place)} => {relation}.home={place}";
    });

    private static IEnumerable<string> Contacts() => Enumerable.Range(0, 16).Select(i =>
    {
        var (old, now) = ($"0{711 + i} 44{1000 + (i * 7)}", $"+49 30 {5500 + i}{12 + i}");
        string[] first = ["My phone number is {0}.", "You can reach me at {0}.", "Call me on {0} please.", "My mobile is {0}."];
        string[] then = ["My number has changed to {0}.", "My new phone number is {0}.", "My mobile number is now {0}."];
        return $"01-09 {string.Format(null, Of(first, i), old)} // 09-{10 + i} {string.Format(null, Of(then, i / 2), now)} => phone={now} ; phone@02-01={old}";
    });

    private static IEnumerable<string> Han()
    {
        string[] live = ["我住在{0}。", "我现在住在{0}。", "我家在{0}。"];
        string[] move = ["我6月7日搬到了{0}。", "从6月7日起我住在{0}。", "我从{1}搬到{0}了，是6月7日的事。", "我6月7号搬家到{0}了。"];
        string[] work = ["我在{0}工作。", "我在{0}上班。"];
        for (var i = 0; i < 20; i++)
            yield return $"02-0{1 + (i % 9)} {string.Format(null, Of(live, i), Of(s_han, i))} // 06-1{i % 9} {string.Format(null, Of(move, i / 2), Of(s_han, i + 5), Of(s_han, i))} => home={Of(s_han, i + 5)} ; home@03-01={Of(s_han, i)}{(i / 2 % 4 == 2 ? "" : $" ; home@06-08={Of(s_han, i + 5)} ; home@06-05={Of(s_han, i)}")}";
        for (var i = 0; i < 12; i++)
            yield return $"03-0{1 + (i % 9)} {string.Format(null, Of(work, i), Of(s_hanFirms, i))} // 09-1{i % 9} {string.Format(null, Of(["我上个月加入了{0}。", "我现在在{0}上班了。", "我从{1}离职了，现在在{0}工作。"], i / 2), Of(s_hanFirms, i + 3), Of(s_hanFirms, i))} => employer={Of(s_hanFirms, i + 3)} ; employer@04-01={Of(s_hanFirms, i)}";
        for (var i = 0; i < 32; i++)
            yield return $"04-{1 + (i % 28):00} {string.Format(null, Of(s_hanNever, i), Of(s_han, i + (i / 16)))} => none";
        for (var i = 0; i < 8; i++)
            yield return $"05-0{1 + i} 我{Of(["妹妹", "哥哥", "妈妈", "同事"], i)}住在{Of(s_han, i)}。 => {Of(["sister", "brother", "mother", "colleague"], i)}.home={Of(s_han, i)}";
    }

    private static IEnumerable<string> Ended() => Enumerable.Range(0, 12).Select(i =>
    {
        string[] over = ["I don't live in {0} any more.", "I no longer live in {0}.", "I'm not living in {0} anymore.", "I moved away from {0} for good."];
        var city = Of(s_cities, i);
        return $"02-01 {string.Format(null, Of(s_live, i), city)} // 07-1{i % 9} {string.Format(null, Of(over, i / 2), city)} => home= ; home@03-01={city}";
    });
}
