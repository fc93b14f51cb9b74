/** Words of the preview of an import: its questions, and what changes invoice by invoice. */
export const importPreview = {
  imports: {
    doubts_one: 'One question about this file',
    doubts_other: '{{count, number}} questions about this file',
    doubtsHint:
      'This file can be read in several ways, which do not make the same sum owed. Your answer will be kept for files with the same columns.',
    doubtCount_one: '{{count}} line',
    doubtCount_other: '{{count, number}} lines',
    doubtLine: 'from line {{line, number}}',
    doubtLater: 'Decide later: set aside, without reminding',
    doubtsLeft_one:
      'One question without an answer: its lines will be imported set aside, “reading to confirm”.',
    doubtsLeft_other:
      '{{count, number}} questions without an answer: their lines will be imported set aside, “reading to confirm”.',
    doubtsDone: 'All questions have an answer.',
    readAgain: 'Read again with these answers',
    understood_one: 'What was understood: {{count}} point',
    understood_other: 'What was understood: {{count, number}} points',
    plan: 'Invoice by invoice',
    planNothing: 'Nothing to remind of in this file: what is owed does not change.',
    planKind: 'What changes',
    planAll: 'All',
    planFilter: 'Customer or number',
    planNumber: 'Invoice',
    planDue: 'Due on',
    planBefore: 'Owed before',
    planAfter: 'Owed after',
    planOf: { new: 'New', changed: 'Changed', settled: 'Settled', 'set-aside': 'Set aside' },
    planSum: {
      new: 'New instalments: {{count, number}}, {{after}}.',
      changed: 'Changed instalments: {{count, number}}, {{before}} before, {{after}} after.',
      settled: 'Settled instalments: {{count, number}}, {{before}}.',
      'set-aside': 'Set aside, reading to confirm: {{count, number}}, {{after}}.',
    },
    planBooks:
      'Once imported, the company is owed {{open}}, less {{credit}} unallocated: balance {{balance}}.',
    planMore: '{{shown, number}} lines shown of {{count, number}}.',
  },
} as const
