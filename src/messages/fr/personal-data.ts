/** The data of one client, taken out or erased. */
export const personalData = {
  'cli.personal-data-usage':
    'Écrivez « personal-data export CLIENT --company CODE » ou « personal-data erase CLIENT --company CODE ».',
  'personal-data.no-customer': 'Aucun client {customer} dans vos entreprises : vérifiez son code.',
  'personal-data.refused-open-invoices':
    '{name} a encore {count} facture(s) à régler : ses données servent à les recouvrer. Recommencez une fois le compte soldé.',
  'personal-data.refused-open-credits':
    '{name} a encore {count} avoir(s) ou règlement(s) à affecter ou à rendre : soldez le compte, puis recommencez.',
  'personal-data.refused-drafts':
    '{name} a encore {count} brouillon(s) de facture ou de lettre : terminez-les ou abandonnez-les, puis recommencez.',
} as const
