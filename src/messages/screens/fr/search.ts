/** Words of « Ctrl K ». */
export const search = {
  search: {
    label: 'Chercher partout',
    hint: 'Client, facture, montant, page, action…',
    help: '↑ ↓ pour choisir, Entrée pour ouvrir, Ctrl Entrée dans un nouvel onglet',
    none: 'Rien ne répond à « {{text}} ».',
    kind: {
      recent: 'Récemment',
      customer: 'Clients',
      invoice: 'Factures',
      credit: 'Règlements et avoirs',
      letter: 'Lettres',
      page: 'Pages',
      action: 'Actions',
    },
    remind: 'Relancer {{code}} · {{name}}',
    importFile: 'Importer un fichier',
    letterOf: 'Niveau {{level}} du {{day}} · {{code}} · {{name}}',
    results_one: '{{count}} résultat',
    results_other: '{{count, number}} résultats',
  },
}
