import { RemindersPage } from '#features/reminders/screen/page.tsx'
import { loadWords } from '#ui/language.ts'
import { lazyPart } from '#ui/lazy-part.tsx'

const BlockModal = lazyPart(async () => (await import('#features/blocks/screen/modal.tsx')).BlockModal)
const CustomerDrawer = lazyPart(
  async () => (await import('#features/customers/screen/drawer.tsx')).CustomerDrawer,
)
const ContactModal = lazyPart(async () => {
  await loadWords('relations')
  return (await import('#features/relation/screen/contact-modal.tsx')).ContactModal
})

const MergeWith = lazyPart(async () => {
  // Those of the dialog, and of the field that looks for a client.
  await Promise.all([loadWords('merges'), loadWords('receivables')])
  return (await import('#features/merges/screen/merge-with.tsx')).MergeWith
})
const DecideModal = lazyPart(
  async () => (await import('#features/imports/screen/decide-doubt-modal.tsx')).DecideModal,
)

/** The list with the panels other features lend it: features themselves never meet. */
export function RemindersScreen() {
  return (
    <RemindersPage
      renderBlock={(panel) => <BlockModal {...panel} />}
      renderCustomer={(panel) => <CustomerDrawer {...panel} />}
      renderDoubt={(panel) => <DecideModal {...panel} />}
      renderContact={(panel) => <ContactModal {...panel} />}
      renderMerge={(panel) => <MergeWith {...panel} />}
    />
  )
}
