import { StartingLevelsPage } from '#features/starting-levels/screen/page.tsx'
import { loadWords } from '#ui/language.ts'
import { lazyPart } from '#ui/lazy-part.tsx'

const LevelLetter = lazyPart(async () => {
  await loadWords('letterTexts')
  return (await import('#features/letter-texts/screen/level-letter.tsx')).LevelLetter
})

/** « Niveau de départ » with the letters that another feature lends it. */
export function StartingLevelsScreen() {
  return <StartingLevelsPage renderLetter={(letter) => <LevelLetter {...letter} />} />
}
