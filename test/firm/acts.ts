/** Everything that happens to a firm, or is done in the program: each is counted, so that none can go missing. */
export const ACTS = [
  'list',
  'client renamed',
  'code changed',
  'ways changed',
  'number used again',
  'due date granted',
  'draft of all',
  'draft of some levels',
  'draft of all but some',
  'draft of a few',
  'one letter per level',
  'run confirmed',
  'letter to review',
  'letters posted',
  'letters dropped',
  'letters made again',
  'letters undone',
  'level set by hand',
  'promise',
  'dispute',
  'do-not-remind',
  'direct-debit',
  'block lifted',
  'promise kept',
  'promise broken',
  'credit allocated',
  'allocation taken back',
  'payment noted',
  'noted payment in the books',
  'noted payment withdrawn',
  'probable payment allocated',
  'all probable payments allocated',
  'statement',
  'payment told by the bank',
  'payment told by somebody',
  'movement set aside',
  'payment sent back',
  'letter paid by its reference',
] as const
export type Act = (typeof ACTS)[number]

/** How often each was done. */
export type ActCounts = Map<Act, number>

export function countAct(counts: ActCounts, act: Act, times = 1): void {
  if (times > 0) counts.set(act, (counts.get(act) ?? 0) + times)
}

/** Those that were never done. */
export function actsMissing(counts: ActCounts): Act[] {
  return ACTS.filter((act) => !counts.has(act))
}
