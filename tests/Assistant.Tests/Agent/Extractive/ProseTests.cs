using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Tasks;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>How running text is taken apart, as contracts, letters and minutes are written.</summary>
public sealed class ProseTests
{
    [Theory]
    [InlineData("2. Medicine goes to the nurse. Not into the bag.", "2. Medicine goes to the nurse.", "Not into the bag.")]
    [InlineData("3.药请交给校医。不要放在包里。", "3.药请交给校医。", "不要放在包里。")]
    [InlineData("2.3. Rent is due on the 1st. It is paid in advance.", "2.3. Rent is due on the 1st.", "It is paid in advance.")]
    [InlineData("Brewing unit part no. 6604-B, price 38. Order by phone.", "Brewing unit part no. 6604-B, price 38.", "Order by phone.")]
    [InlineData("The answer is no. Nobody came.", "The answer is no.", "Nobody came.")]
    public void Sentence_NumberedOrWithAShortForm_IsKeptWhole(string text, params string[] sentences) =>
        Assert.Equal(sentences, SentenceSplitter.Split(text).Select(range => text[range]));

    [Fact]
    public void Paragraph_ThatBeginsWithWhatItIsAbout_GivesItsSentencesThatLabel()
    {
        var passages = EvidenceLayout.Read(Made.Document("minutes.txt", "Bonfires. Only from 1 November to the end of February. Never on a Sunday.", "We met. Everybody agreed to it.")).Passages;

        Assert.Equal("Bonfires", passages.Single(p => p.Text.StartsWith("Only", StringComparison.Ordinal)).Label);
        Assert.Equal("Bonfires", passages.Single(p => p.Text.StartsWith("Never", StringComparison.Ordinal)).Label);
    }

    [Theory]
    [InlineData("After a long debate: allowed on Tuesdays.", "")]
    [InlineData("We pay a flat rate: 14 EUR a day.", "")]
    [InlineData("Opening hours: 9 to 5", "Opening hours")]
    [InlineData("From: Winifred Oakes", "From")]
    public void Colon_BehindAClause_MakesNoLabel(string line, string label) => Assert.Equal(label, KeyValue.Split(line).Label);

    /// <summary>The date above a mail is when it was sent, not when anything in it happens.</summary>
    [Theory]
    [InlineData("When do the children have to be there?", "12 September")]
    [InlineData("When was the mail sent?", "11 September")]
    [InlineData("Who wrote this?", "Winifred Oakes")]
    public async Task HeadOfAMail_AnswersWhatIsAskedOfTheMail(string question, string expected)
    {
        var answer = await new Asked(Made.Document("trip.eml", "From: Winifred Oakes <w.oakes@example.org>", "To: Class 6", "Date: Wednesday, 11 September 2026 20:15", "Dear parents, we leave early.", "Please have your children there on 12 September at 7:30.")).AskAsync(question);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "From: Winifred Oakes <w.oakes@example.org>", "To: Class 6")]
    [InlineData(true, "From: Sales office", "Subject: Price list")]
    [InlineData(false, "From: Berlin", "To: Munich")]
    public void HeadOfAMail_HasAnAddressOrASubject(bool isMail, params string[] lines)
    {
        var passages = EvidenceLayout.Read(Made.Document("page.txt", [.. lines, "Date: 3 May 2027", "Seat 41, coach 9."])).Passages;

        Assert.Equal(isMail, passages.Single(p => p.Text.StartsWith("Date", StringComparison.Ordinal)).IsEnvelope);
    }

    [Fact]
    public void NumberOfAClause_IsNoValue()
    {
        var passage = Assert.Single(EvidenceLayout.Read(Made.Document("lease.txt", "2.3 If the Customer leaves early, GBP 45.00 is kept.")).Passages);

        Assert.Equal(["GBP 45.00"], passage.Values.Where(value => value.Kind is ValueKind.Money or ValueKind.Number).Select(value => value.Text));
    }

    [Theory]
    [InlineData("保修期多长？", nameof(ValueKind.Duration))]
    [InlineData("这根管子多长？", nameof(ValueKind.Quantity))]
    public void HowLong_OfAPeriod_IsATime(string question, string wanted) => Assert.Equal(wanted, QuestionReader.Read(question).Wanted[0].ToString());

    [Theory]
    [InlineData("剩下的钱现在改成什么时候给？", nameof(MessageTask.Answer))]
    [InlineData("把这段改成正式一点", nameof(MessageTask.Rewrite))]
    public void WhatWasChanged_IsAskedAndNotRewritten(string message, string task) => Assert.Equal(task, MessageTasks.Of(message).ToString());

    [Theory]
    [InlineData("Are hens allowed on the plots?", "The motion to keep chickens was rejected.")]
    [InlineData("Where does the motorbike go?", "One motorcycle may stand in bay 4.")]
    [InlineData("谁是秘书？", "Our secretary is Winifred Oakes.")]
    public async Task EverydayWord_FindsWhatTheDocumentCallsOtherwise(string question, string sentence)
    {
        var answer = await new Asked(Made.Document("rules.txt", "The gate closes at nine.", sentence, "Water is paid by the meter.")).AskAsync(question);

        Assert.Contains(answer.Citations, citation => citation.Quote == sentence);
    }
}
