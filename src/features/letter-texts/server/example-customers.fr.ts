import type { Audience } from '#domain/people/parties.ts'

/** Invented clients for the preview of a company that has none. */
export const EXAMPLE_CUSTOMERS: Readonly<
  Record<
    Audience,
    {
      readonly code: string
      readonly name: string
      readonly address_lines: string[]
      readonly postcode: string
      readonly town: string
      /** Name of the contact for reminders. */
      readonly contact: string | null
    }
  >
> = {
  business: {
    code: 'EXEMPLE',
    name: 'Menuiserie Durand (exemple)',
    address_lines: ['3 rue du Moulin'],
    postcode: '60000',
    town: 'Beauvais',
    contact: 'Claire Durand',
  },
  public: {
    code: 'EXEMPLE',
    name: 'Commune de Valmont (exemple)',
    address_lines: ['Place de la Mairie'],
    postcode: '76540',
    town: 'Valmont',
    contact: 'Service comptable',
  },
  consumer: {
    code: 'EXEMPLE',
    name: 'Camille Martin (exemple)',
    address_lines: ['12 rue des Lilas'],
    postcode: '60000',
    town: 'Beauvais',
    contact: null,
  },
}
