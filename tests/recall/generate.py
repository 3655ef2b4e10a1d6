"""Writes a development set for recall: two-person conversations over a year with questions whose evidence is known. Deterministic.

usage: generate.py FOLDER   -> c0.jsonl .. c9.jsonl (memory import) and questions.jsonl (memory recall --batch, plus "evidence" and "kind")
Conversations 0 to 4 use the odd things to tell, 5 to 9 the even ones: what is fitted on one half is checked on the other.
"""
import datetime, json, os, random, sys

PEOPLE = [("Mia", "Tom"), ("Priya", "Jonas"), ("Helen", "Marco"), ("Aiko", "Ben"), ("Lena", "Omar"), ("Ruth", "Diego"), ("Nora", "Sam"), ("Ivy", "Karl"), ("Zoe", "Paul"), ("Elif", "Hugo")]
# What is said, the reply to it, a question in other words. {x} is drawn; a second question may need the reply ("multi").
THINGS = [
    ("I finally brought a {x} home from the rescue centre", "What did you call it?", "{n}, because of the ears", ["beagle", "greyhound", "tabby cat"], "Which pet did {s} adopt?", "What name did {s} give the new animal?"),
    ("They made me head of {x} at work!", "Congratulations, when do you start?", "First thing after {n}", ["logistics", "sales", "research"], "What promotion did {s} get in the job?", "When does {s}'s new position begin?"),
    ("My knee gave out while I was {x}", "Ouch, did you see anybody?", "The physio on {n} street told me to rest", ["playing squash", "running uphill", "skiing"], "How did {s} get injured?", "Where is {s} getting treatment?"),
    ("We put an offer on a flat near the {x}", "How many rooms?", "Three, and a balcony that looks at {n}", ["harbour", "old mill", "university"], "Where does {s} want to buy a home?", "What is the view from {s}'s possible new place?"),
    ("Signed up for evening classes in {x}", "Who teaches it?", "A retired engineer called {n}", ["pottery", "Portuguese", "welding"], "What skill is {s} learning after work?", "Who is the instructor of {s}'s course?"),
    ("My brother is getting married in {x}", "Are you giving a speech?", "Yes, and {n} plays the cello", ["Lisbon", "Galway", "Kyoto"], "Where is the wedding in {s}'s family?", "Who makes music at the marriage {s} attends?"),
    ("The doctor says I should stay away from {x}", "For how long?", "Until the tests at {n} come back", ["dairy", "shellfish", "wheat"], "Which food must {s} avoid?", "What has to happen before {s} may eat normally?"),
    ("I sold the car and bought a {x} instead", "How do you like it?", "Love it, I ride along {n} every morning", ["cargo bike", "moped", "recumbent"], "What does {s} use for getting around now?", "Which route does {s} commute by?"),
    ("Mum gave me her old {x}, I am restoring it", "Is it in good shape?", "Missing a screw, {n} is sending one", ["sewing machine", "accordion", "typewriter"], "Which heirloom is {s} repairing?", "Who supplies the spare part that {s} needs?"),
    ("We lost the final by one point, {x} was furious", "Will you play next season?", "Only if {n} stays as coach", ["our goalkeeper", "the captain", "my cousin"], "Who got angry after the match {s} played?", "On what does {s}'s future in the team depend?"),
    ("I started reading {x} novels before bed", "Any you would recommend?", "The one by {n} kept me awake", ["crime", "Russian", "science fiction"], "What kind of books does {s} enjoy?", "Which author does {s} suggest?"),
    ("The basement flooded and ruined my {x}", "Is the insurance paying?", "Half of it, {n} wrote yesterday", ["records", "paintings", "tent"], "What belongings did {s} lose to water?", "Who informed {s} about the compensation?"),
    ("I quit {x} for good this time", "What helped?", "Walking with {n} whenever I felt like it", ["smoking", "sugar", "coffee"], "Which habit did {s} give up?", "Who supported {s} in dropping the vice?"),
    ("Planning a month in {x} next spring", "Alone?", "With {n}, we want to hike", ["Patagonia", "Georgia", "Norway"], "Which destination is {s} travelling to?", "Who goes along on {s}'s trip?"),
    ("My startup idea is about {x}", "Do you have money for it?", "{n} put in the first ten thousand", ["vertical gardens", "hearing aids", "used textbooks"], "What business does {s} want to found?", "Who invested in {s}'s company?"),
    ("I volunteer at the {x} every Saturday now", "What do you do there?", "Mostly cooking with {n}", ["food bank", "hospice", "refugee centre"], "Where does {s} help out for free?", "Who works beside {s} in the charity?"),
    ("Somebody stole my {x} from the hallway", "Did you report it?", "Officer {n} took the details", ["pram", "skis", "stroller"], "What was taken from {s}'s building?", "Which police employee handled {s}'s case?"),
    ("We planted {x} behind the house", "Do they need a lot of water?", "{n} waters them while I travel", ["plum trees", "tomatoes", "lavender"], "What grows in {s}'s garden?", "Who looks after the plants when {s} is away?"),
    ("My daughter got into the {x} school", "She must be thrilled", "She is, her tutor {n} cried", ["ballet", "music", "naval"], "Which institution accepted {s}'s child?", "Who taught {s}'s girl?"),
    ("I have been painting {x} lately", "Will you show them?", "{n}'s gallery takes four in autumn", ["lighthouses", "portraits", "storms"], "What subject is in {s}'s art?", "Where are {s}'s pictures exhibited?"),
]
NAMES = ["Biscuit", "Pepper", "Quill", "Marlow", "Tansy", "Orla", "Fenwick", "Juniper", "Calder", "Sable", "Wren", "Thistle", "Bram", "Odette", "Larkin", "Maple", "Soren", "Ines", "Dov", "Petra"]
SMALL = ["How was your {d}?", "Pretty {a}, and yours?", "The weather is {a} again", "I had {f} for lunch", "Did you watch the {g} last night?", "No, I fell asleep on the sofa", "Work has been {a} this week", "My back hurts from sitting", "Let us have {f} together soon", "The bus was late again", "I keep forgetting my umbrella", "Have you slept well?", "Not really, the neighbours were loud", "I need a new phone, this one is {a}", "The kids say hello", "Remember to drink water", "I cannot believe it is {d} already", "Thanks for listening", "That sounds {a}", "Haha, typical", "I went to the market and bought {f}", "Someone at work plays {g} all day", "My sister called about {f}", "See you around", "I am thinking about dinner, maybe {f}", "Traffic was {a} on the way home"]
FILL = {"d": ["Monday", "weekend", "Friday", "holiday"], "a": ["fine", "awful", "great", "exhausting", "strange"], "f": ["noodles", "soup", "salad", "curry", "pancakes", "dumplings"], "g": ["football", "chess", "darts", "tennis"]}
MISSING = ["What instrument does {s}'s landlord play?", "How much did {s} pay for the boat?", "Which vaccine did {s} get in Peru?", "What is the colour of {s}'s helicopter?"]


def chat(r):
    text = r.choice(SMALL).format(**{k: r.choice(v) for k, v in FILL.items()})
    return text if text[-1] in "?!." else text + "."


def conversation(number, folder):
    r = random.Random(1000 + number)
    pair, things = PEOPLE[number], [t for i, t in enumerate(THINGS) if i % 2 == (0 if number >= 5 else 1)]
    names, told = r.sample(NAMES, 20), {}
    slots = sorted(r.sample(range(2, 310), 60))
    slots = [s for i, s in enumerate(slots) if i == 0 or s - slots[i - 1] > 5]
    events = [(thing, who) for thing in things for who in (0, 1)]
    r.shuffle(events)
    for slot, event in zip(slots, events):
        told[slot] = event
    at, turns, questions, i, session = datetime.datetime(2024, 1, 5, 18, tzinfo=datetime.timezone.utc), [], [], 0, 0

    def say(speaker, text):
        nonlocal at
        text = " ".join([text + ("" if text[-1] in "?!." else ".")] + [chat(r) for _ in range(r.randint(1, 4))])
        turns.append({"id": f"D{session}:{len(turns)}", "time": at.isoformat(), "speaker": speaker, "text": text, "conversation": f"session-{session}"})
        at += datetime.timedelta(minutes=1)
        return turns[-1]["id"]

    while len(turns) < 340:
        if len(turns) // 17 > session:
            session += 1
            at += datetime.timedelta(days=r.randint(10, 25))
        if i in told:
            (first, reply, second, choices, one, multi), who = told[i]
            me, other = pair[who], pair[1 - who]
            name = names.pop() if names else r.choice(NAMES)
            day = at
            a = say(me, first.format(x=r.choice(choices)))
            say(other, reply)
            b = say(me, second.format(n=name))
            questions.append(("one", one.format(s=me), [a]))
            questions.append(("multi", multi.format(s=me), [a, b]))
            if r.random() < 0.25:
                questions.append(("time", f"What news did {me} share in {day:%B %Y}?", [a]))
        else:
            say(pair[len(turns) % 2], chat(r))
        i += 1
    questions += [("none", q.format(s=r.choice(pair)), []) for q in MISSING]
    with open(os.path.join(folder, f"c{number}.jsonl"), "w") as out:
        out.writelines(json.dumps(turn) + "\n" for turn in turns)
    return [{"id": f"c{number}-{n}", "user": f"c{number}", "question": q, "kind": kind, "evidence": evidence} for n, (kind, q, evidence) in enumerate(questions)]


folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "questions.jsonl"), "w") as out:
    out.writelines(json.dumps(line) + "\n" for number in range(10) for line in conversation(number, folder))
