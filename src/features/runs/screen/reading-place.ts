/** Where one reads: a letter of the run, and a page of it. */
export interface Place {
  /** Index among the letters of the run, from 0. */
  readonly letter: number
  /** From 1; `last` until the letter is opened and its pages are counted. */
  readonly page: number | 'last'
}

/** The page after: of this letter, else the first one of the next. */
export function nextPlace(place: Place, pages: number, letters: number): Place {
  const page = pageNumber(place, pages)
  if (page < pages) return { ...place, page: page + 1 }
  return place.letter < letters - 1 ? { letter: place.letter + 1, page: 1 } : place
}

/** The page before: of this letter, else the last one of the letter before. */
export function previousPlace(place: Place, pages: number): Place {
  const page = pageNumber(place, pages)
  if (page > 1) return { ...place, page: page - 1 }
  return place.letter > 0 ? { letter: place.letter - 1, page: 'last' } : place
}

export function pageNumber(place: Place, pages: number): number {
  return place.page === 'last' ? pages : Math.min(place.page, pages)
}

const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The zoom above or below, in the steps of browsers. */
export function stepZoom(zoom: number, direction: 1 | -1): number {
  const steps = direction === 1 ? ZOOMS : [...ZOOMS].reverse()
  return steps.find((step) => (step - zoom) * direction > 0.005) ?? zoom
}
