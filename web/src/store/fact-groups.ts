import type { Episode, Fact } from "../memory-api.ts";

/** Facts by what they are of, those with the searched words only; what is so now stands before what was. */
export function factGroups(facts: Fact[], search: string): Fact[][] {
  const words = search.trim().toLowerCase();
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (![fact.label, fact.value, fact.quote].some(part => part.toLowerCase().includes(words))) continue;
    groups.set(fact.subject, [...(groups.get(fact.subject) ?? []), fact]);
  }
  return [...groups.values()].map(values => values.toSorted((a, b) => Number(b.holds) - Number(a.holds) || b.learntAt.localeCompare(a.learntAt)));
}

/** The second was said in the same conversation and on the same day as the one listed before it. */
export function continues(before: Episode | undefined, episode: Episode): boolean {
  return before?.conversation !== undefined && before.conversation.id === episode.conversation?.id && new Date(before.at).toDateString() === new Date(episode.at).toDateString();
}
