import { WorksPage } from '#features/lists/screen/page.tsx'
import { PastImportsPanel } from '#features/past-imports/screen/panel.tsx'

/** Lists and imports, which are two features. */
export function WorksScreen() {
  return <WorksPage renderImports={(companies) => <PastImportsPanel companies={companies} />} />
}
