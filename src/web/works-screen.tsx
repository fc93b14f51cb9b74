import { PastImportsPanel } from '#features/imports/screen/past-imports-panel.tsx'
import { WorksPage } from '#features/lists/screen/page.tsx'

/** Lists and imports, which are two features. */
export function WorksScreen() {
  return <WorksPage renderImports={(companies) => <PastImportsPanel companies={companies} />} />
}
