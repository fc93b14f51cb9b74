export function LetterheadPage() {
  return null
}
