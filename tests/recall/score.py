"""usage: score.py QUESTIONS ANSWERS  -> share of questions with any and with all evidence recalled, by half and kind; "swapped" (asked of the wrong one of the two) counts apart."""
import collections, json, sys

answers = {line["id"]: {source for item in line["items"] for source in item["sources"]} for line in map(json.loads, open(sys.argv[2]))}
groups = collections.defaultdict(list)
for line in map(json.loads, open(sys.argv[1])):
    if line["evidence"]:
        found = [e in answers[line["id"]] for e in line["evidence"]]
        half = "first-half" if int(line["user"][1:]) < 5 else "second-half"
        for group in (line["kind"],) if line["kind"] == "swapped" else ("all", half, line["kind"]):
            groups[group].append((any(found), all(found)))
for group, results in sorted(groups.items()):
    print(f"{group}: questions {len(results)}, any {sum(a for a, _ in results) / len(results):.3f}, all {sum(b for _, b in results) / len(results):.3f}")
