import { BlockModal } from '#features/blocks/modal.tsx'
import { CustomerDrawer } from '#features/customers/drawer.tsx'
import { RemindersPage } from '#features/reminders/page.tsx'

/** The list with the panels other features lend it: features themselves never meet. */
export function RemindersScreen() {
  return (
    <RemindersPage
      renderBlock={(panel) => <BlockModal {...panel} />}
      renderCustomer={(panel) => <CustomerDrawer {...panel} />}
    />
  )
}
