import { RemindersPage } from '#features/reminders/page.tsx'
import { lazyPart } from '#ui/lazy-part.tsx'

const BlockModal = lazyPart(async () => (await import('#features/blocks/modal.tsx')).BlockModal)
const CustomerDrawer = lazyPart(async () => (await import('#features/customers/drawer.tsx')).CustomerDrawer)

/** The list with the panels other features lend it: features themselves never meet. */
export function RemindersScreen() {
  return (
    <RemindersPage
      renderBlock={(panel) => <BlockModal {...panel} />}
      renderCustomer={(panel) => <CustomerDrawer {...panel} />}
    />
  )
}
