export const relations = {
  'relations.nothing-to-promise': 'This customer has nothing open here: there is nothing to promise.',
} as const
