"""Writes the second development set for recall, from stories written by hand (stories/*.txt): two people, a year, each story told in pieces over
several sessions and between others, by either of them and in different manners. Deterministic.

usage: stories.py FOLDER   -> s0.jsonl .. s9.jsonl (memory import) and questions.jsonl (memory recall --batch, plus "evidence" and "kind")
Conversations 0 to 4 tell the first file, 5 to 9 the second: what is fitted on one half is checked on the other.
"""
import datetime, json, os, random, re, sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stories")
PEOPLE = [("Caleb", "Naomi"), ("Mei", "Arthur"), ("Fatima", "Joel"), ("Greta", "Stan"), ("Dana", "Ravi"), ("Lucia", "Pete"), ("Amara", "Finn"), ("Yusuf", "Claire"), ("Bea", "Tobias"), ("Hanna", "Luis")]
OPENINGS = ["Hey {o}! ", "Hi {o}, good to hear from you! ", "{o}, you won't guess. ", "Wow, {o}. ", "Thanks, {o}! ", "Oh, by the way: ", "Long time no talk, {o}! I've been swamped. ", "Okay so. ", "Haha. ", "Aw, thank you so much, that means a lot! ", "Sorry for the late answer, it's been one of those days. "]
ENDINGS = [" How about you?", " What's new with you?", " It's been quite a journey.", " I'm really grateful for it all.", " Can you believe it?", " Anyway!", " I'll tell you more when I see you.", " Any thoughts?", " Life's strange sometimes.", " It made my whole week, honestly, I keep thinking about it."]
SHORT = [(r"\byou\b", "u"), (r"\bgoing to\b", "gonna"), (r"\bbecause\b", "cos"), (r"\bI\b", "i"), (r"\band\b", "n"), (r"\bplease\b", "pls"), (r"\bthanks\b", "thx")]


def read(name):
    """Stories: (events: lists of (who, tag, text), questions: (kind, text, tags)); those with the words of the telling stand in a file of their own."""
    stories, story = {}, None
    for line in [*open(os.path.join(HERE, name + ".txt"), encoding="utf-8"), *open(os.path.join(HERE, name + "-questions.txt"), encoding="utf-8")]:
        line = line.strip()
        if line.startswith("=="):
            story = stories.setdefault(line[3:], ([], []))
        elif line == "--":
            story[0].append([])
        elif line.startswith("?"):
            head, tags = line.rsplit("=", 1)
            kind, text = head.split(" ", 1)
            tags = [int(tag) for tag in tags.split(",")]
            story[1].append(("time" if kind == "?t" else "one" if len(tags) == 1 else "multi", text.strip(), tags))
        elif line:
            head, text = line.split(":", 1)
            story[0][-1].append((head[0], int(head[1:]) if head[1:] else None, text.strip()))
    return list(stories.values())


def chatter():
    groups = open(os.path.join(HERE, "chatter.txt"), encoding="utf-8").read().split("--\n")
    return [[tuple(line.split(": ", 1)) for line in group.strip().split("\n")] for group in groups]


def manner(r, style, text, other):
    if style == "wordy":
        text = (r.choice(OPENINGS).format(o=other) if r.random() < .6 else "") + text + (r.choice(ENDINGS) if r.random() < .5 else "")
    if style == "short":
        for pattern, short in SHORT:
            text = re.sub(pattern, short, text)
        text = text[0].lower() + text[1:].rstrip(".")
    return text


def conversation(number, stories, folder):
    r = random.Random(77 + number)
    pair, small = PEOPLE[number], chatter()
    styles = [r.choice(["plain", "wordy", "short", "wordy"]) for _ in pair]
    chosen = r.sample(range(len(stories)), min(15, len(stories)))
    queue = {s: list(stories[s][0]) for s in chosen}
    roles = {s: pair if r.random() < .5 else pair[::-1] for s in chosen}
    at, turns, told, session = datetime.datetime(2023, 1, 9, 19, tzinfo=datetime.timezone.utc), [], {}, 0

    def say(speaker, text):
        nonlocal at
        other = pair[1 - pair.index(speaker)]
        turns.append({"id": f"D{session}:{len(turns)}", "time": at.isoformat(), "speaker": speaker, "text": manner(r, styles[pair.index(speaker)], text, other), "conversation": f"session-{session}"})
        at += datetime.timedelta(minutes=r.randint(1, 3))
        return turns[-1]["id"]

    def small_talk():
        people = pair if r.random() < .5 else pair[::-1]
        for who, text in r.choice(small):
            say(people["AB".index(who)], text)

    while any(queue.values()) or len(turns) < 340:
        session += 1
        at = at.replace(hour=r.randint(8, 21)) + datetime.timedelta(days=r.randint(6, 16))
        small_talk()
        open_stories = [s for s in chosen if queue[s]]
        for s in r.sample(open_stories, min(r.randint(2, 4), len(open_stories))):
            for who, tag, text in queue[s].pop(0):
                id = say(roles[s]["AB".index(who)], text)
                if tag:
                    told[s, tag] = id
            if r.random() < .6:
                small_talk()
    questions = []
    for s in chosen:
        a, b = roles[s]
        for kind, text, tags in stories[s][1]:
            swapped = r.random() < .1
            asked = text.format(A=b, B=a) if swapped else text.format(A=a, B=b)
            questions.append({"id": f"s{number}-{len(questions)}", "user": f"s{number}", "question": asked, "kind": "swapped" if swapped else kind, "evidence": [told[s, tag] for tag in tags]})
    with open(os.path.join(folder, f"s{number}.jsonl"), "w") as out:
        out.writelines(json.dumps(turn) + "\n" for turn in turns)
    return questions


folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
halves = [read("first"), read("second")]
with open(os.path.join(folder, "questions.jsonl"), "w") as out:
    out.writelines(json.dumps(line) + "\n" for number in range(10) for line in conversation(number, halves[number // 5], folder))
