import { formatMoney } from '#domain/days-and-money/money.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ImportPreview } from '../contract.ts'

/** What became of a file, in words, to be kept beside it. */
export function importReport(
  file: string,
  result: ImportPreview | { readonly problem: string },
  language: Language,
): string {
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    translate(language, key, values)
  if ('problem' in result) return lines([say('watch.report-refused', { file }), result.problem])
  const { counts, documents, doubts, errors, remarks, warnings } = result
  const isRefused = errors.length > 0
  return lines([
    say(isRefused ? 'watch.report-refused' : 'watch.report-done', { file }),
    ...(isRefused ? [] : [say('watch.report-created', { ...counts.created })]),
    ...documents.map(({ file: name, number, state, currency, payableCents, remarks }) => {
      const amount = payableCents === null || currency === null ? '' : formatMoney(payableCents, currency)
      const what = [name, number, amount, say(`watch.state-${state}`)].filter(Boolean).join(' · ')
      return [what, ...remarks.map((remark) => `    ${remark}`)].join('\n')
    }),
    ...(documents.length > 0 ? [] : errors.map(({ message }) => message)),
    ...doubts.map(({ answer, choices, count, question, setsAside }) => {
      const label = choices.find(({ choice }) => choice === answer)?.label
      if (label === undefined)
        return say(setsAside ? 'doubts.set-aside' : 'doubts.proposed', { count, question })
      return say('doubts.answered', { count, question, answer: label })
    }),
    ...remarks.map(({ message }) => message),
    ...warnings.map(({ message }) => message),
  ])
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`
}
