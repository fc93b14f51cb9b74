/** Mots d’une entreprise à nommer : à l’import comme dans « Entreprises ». */
export const companies = {
  companies: {
    code: 'Code',
    codeWrong: 'Lettres sans accent, chiffres, tiret, point ou souligné ; 32 au plus.',
    legalName: 'Raison sociale',
  },
}
