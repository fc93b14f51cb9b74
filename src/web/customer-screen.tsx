import { RecordPage } from '#features/customers/screen/record-page.tsx'
import { lazyPart } from '#ui/lazy-part.tsx'

const BlockModal = lazyPart(async () => (await import('#features/blocks/screen/modal.tsx')).BlockModal)
const ContactModal = lazyPart(
  async () => (await import('#features/relation/screen/contact-modal.tsx')).ContactModal,
)

const PastMerges = lazyPart(async () => (await import('#features/merges/screen/past-merges.tsx')).PastMerges)

const PersonalDataMenu = lazyPart(
  async () => (await import('#features/personal-data/screen/menu.tsx')).PersonalDataMenu,
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
