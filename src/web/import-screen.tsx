import { CompanyLetterhead } from '#features/companies/screen/company-letterhead.tsx'
import { ImportPage } from '#features/imports/screen/page.tsx'

/** The import, ending for a new company on the letterhead its letters need. */
export function ImportScreen() {
  return <ImportPage renderLetterhead={(company) => <CompanyLetterhead code={company} />} />
}
