using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>E-mail addresses, telephone numbers and postal addresses, known by their own form where something beside them says whose they are; sizes.</summary>
internal sealed class EnglishContacts : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "@", "size", "wear", "take"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    private const int FewestDigits = 7;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var raw = clause.WithTimes;
        foreach (Match mail in s_email.Matches(raw))
            if (s_mailCue.IsMatch(raw) && !s_others.IsMatch(raw[..mail.Index]))
                yield return Of(clause, FactAttributes.Email, raw, mail, mail.Value);
        foreach (Match number in s_phone.Matches(raw))
            if (number.Value.Count(char.IsDigit) >= FewestDigits && s_phoneCue.IsMatch(raw) && !s_otherNumber.IsMatch(raw[..number.Index]) && !s_others.IsMatch(raw[..number.Index]))
                yield return Of(clause, FactAttributes.Phone, raw, number, number.Value.Trim());
        if (s_address.Match(raw) is { Success: true } address && !predicate.IsFuture | clause.When.Begin is not null && !predicate.IsDenied)
            yield return Of(clause, FactAttributes.Address, raw, address, Values.Trim(s_addressTail.Replace(address.Groups["v"].Value, "")));
        if (s_shoes.Match(raw) is { Success: true } shoes && predicate.IsAffirmed)
        {
            yield return Said.Begun(clause, FactAttributes.ShoeSize, shoes.Groups["v"].Value);
            if (s_clothesToo.Match(raw) is { Success: true } clothes)
                yield return Said.Begun(clause, FactAttributes.Size, clothes.Groups["v"].Value);
        }
        else if (s_size.Match(clause.Words) is { Success: true } size && predicate.IsAffirmed && !predicate.IsPast)
            yield return Said.Begun(clause, FactAttributes.Size, size.Groups["v"].Value);
    }

    private static Draft Of(Clause clause, string attribute, string raw, Match match, string value) =>
        s_dead.IsMatch(raw[(match.Index + match.Length)..]) || s_old.IsMatch(raw[..(match.Groups["v"].Success ? match.Groups["v"].Index : match.Index)])
            ? Said.Over(clause, attribute, value) : Said.Begun(clause, attribute, value);

    private static readonly Regex s_email = Pattern.Exact(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+");

    private static readonly Regex s_mailCue = Pattern.Of(@"\b(?:e-?mails?|mail|reach|write|contact|address|mailbox|inbox|reply|send|use|change|update|it is|here is|drop me|new|mine|me)\b|^[\w.+-]+@\S+$");

    private static readonly Regex s_phone = Pattern.Exact(@"(?<![\w.@-])(?<!\d[ -])\+?\(?\d[\d ()/.-]{4,18}\d(?![\w@-]|[.,]\d)");

    private static readonly Regex s_phoneCue = Pattern.Of(@"\b(?:phone|mobile|cell|telephone|tel|number|call|text|ring|reach|whatsapp|sms|use|sim|landline|handy|line)\b");

    private static readonly Regex s_otherNumber = Pattern.Of(@"\b(?:customer|client|account|member(?:ship)?|loyalty|contract|policy|subscription|ticket|case|complaint|incident|request|reference|order|parcel|invoice|serial|tracking|card|iban|tax|passport|id|born|birth|model|article|item|code|pin|password|voucher|coupon)\b[^,;]{0,25}$");

    private static readonly Regex s_others = Pattern.Of(@"\b(?:your|his|her|their|its|someone|somebody|from|by|(?:the|a|some) (?:sender|seller|shop|company|spammer|scammer|guy|man|woman|support|stranger|caller)|called me|texted me|wrote me|called|not|wrong|(?:was|were|been) sent to|neighbou?r's|friend's|boss's)\b(?! now on)[^,;:]{0,40}$");

    private static readonly Regex s_dead = Pattern.Of(@"^[^,;]{0,20}?\b(?:no longer|not (?:in use|valid|active|working|work|exist)|dead|stopped working|is gone|was closed|closed|disconnected|out of service|expired|any ?more|dies)\b");

    private static readonly Regex s_old = Pattern.Of(@"\b(?:old|former|previous|not|no longer(?: use)?|do not use|stopped using|used to be|instead of) (?:(?:e-?mail|phone|mobile|number|address|one|on|at|under)\b[ ,:]*)*(?:is |was )?$");

    private static readonly Regex s_address = Pattern.Of(@"^(?:(?:my|our|the) )?(?:(?:new|home|postal|delivery|shipping|billing|mailing|current|street|full|correct) )*address(?: (?:is|will be|has changed to|changed to|was changed to|to))*[:=]?(?: now)? (?<v>(?=.*\d)(?!.*@)(?!not\b|wrong\b|is\b|was\b|has\b|will\b|to\b)[\p{L}\d].{5,100})$|\b(?:my|our|a new|new) (?:\p{L}+ )?address(?: is|:)(?: now)? (?<v>(?=.*\d)(?!.*@)[\p{L}\d].{5,100})$|\b(?:live|living|lives|moved|relocated|moving|move|reside|deliver(?:ed)? (?:it |them |everything )?|ship (?:it |them )?|send (?:it |them )?)(?: (?:over|house))? (?:at|to) (?:my (?:home|place|new place|flat)(?: at|:|,)? )?(?<v>(?:(?:flat|apt\.?|apartment|unit) \w+,? )?\d{1,5}[a-zA-Z]?,? (?-i:\p{Lu})[\p{L}'-]+ .{2,90})$|^(?:please )?(?:change|update|set|correct) my (?:\p{L}+ )?address (?:from .+? )?to:? (?<v>(?=.*\d)(?!.*@).{6,100})$");

    private static readonly Regex s_addressTail = Pattern.Of(@"(?:,? (?:since|starting|as of|now|please|until|effective|from (?:now|today|tomorrow|\d|next)|if|as from|not|by the way|thanks|thank you)\b.*)$");

    private static readonly Regex s_shoes = Pattern.Of(@"\bshoe size(?: is|:| =)?(?: now)?(?: an?)? (?:size )?(?:(?:eu|uk|us) )?(?<v>\d{1,2}(?:[.,]5)?)\b|\b(?:wear|take|need|have|am|is)(?: an?)?(?: shoe)?(?: size)? (?:(?:eu|uk|us) )?(?<v>\d{1,2}(?:[.,]5)?) (?:in |for )?(?:(?:running|winter|hiking|work) )?(?:shoes?|boots?|sneakers|trainers|feet|sandals)\b|\b(?:shoes?|boots?|sneakers|trainers|feet)(?: (?:are|is))?(?: in| a)?:? size (?<v>\d{1,2}(?:[.,]5)?)\b");

    private static readonly Regex s_clothesToo = Pattern.Of(@"\b(?:and|or|,) (?:an? )?(?:size )?(?<v>small|medium|large|extra large|(?-i:X{0,3}[SL]|M)|\d{1,2}) (?:in|for) (?:tops?|shirts?|jackets?|t-?shirts?|jumpers?|clothes|clothing|dresses|trousers|everything else)\b");

    private static readonly Regex s_size = Pattern.Of(@"^(?:my |our )?(?:(?:clothing|clothes|dress|shirt|t-shirt|trouser|jacket|jeans|suit|pant|new|current|usual) )*size(?: is|:| =)(?: now)?(?: an?)? (?<v>(?:x{0,3}[sl]|m|\d{1,2})|extra (?:large|small)|small|medium|large)\b(?! (?:at|too)\b)(?!.*\bfor (?:my|him|her)\b)|^(?:wear|wears|take|takes|need|use|usually wear|usually take|am|a|in|fit|fits|went (?:up|down) to|gone (?:up|down) to|down to|up to|back to)(?: into)?(?: an?)? (?:clothing |dress |shirt )?size (?<v>x{0,3}[sl]|m|\d{1,2}|small|medium|large)\b(?! (?:shoes?|boots?|feet))(?!.*\bfor (?:my|him|her)\b)|^size (?<v>x{0,3}[sl]|m|\d{1,2}) (?:for me|please|fits me)?$|^(?:wear|take|need|an) (?:an? )?(?<v>(?-i:X{0,3}[SL]|M))(?: in .+)?$|^(?:wear|take|need|a) (?:an? )?(?<v>(?-i:M)|medium|large|small|extra large)$|^wear an? (?<v>\d{2})$");
}
