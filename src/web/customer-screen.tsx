import { RecordPage } from '#features/customers/record-page.tsx'
import { lazyPart } from '#ui/lazy-part.tsx'

const BlockModal = lazyPart(async () => (await import('#features/blocks/modal.tsx')).BlockModal)
const ContactModal = lazyPart(async () => (await import('#features/relation/contact-modal.tsx')).ContactModal)

const PastMerges = lazyPart(async () => (await import('#features/merges/past-merges.tsx')).PastMerges)

const PersonalDataMenu = lazyPart(
  async () => (await import('#features/personal-data/menu.tsx')).PersonalDataMenu,
)

/** The page of a client with the panels other features lend it. */
export function CustomerScreen() {
  return (
    <RecordPage
      renderBlock={(panel) => <BlockModal {...panel} />}
      renderContact={(panel) => <ContactModal {...panel} />}
      renderMerges={(customerId) => <PastMerges customerId={customerId} />}
      renderPersonalData={(menu) => <PersonalDataMenu {...menu} />}
    />
  )
}
