export const relations = {
  'relations.nothing-to-promise': 'Ce client n’a rien d’ouvert à cet endroit : il n’y a rien à promettre.',
} as const
