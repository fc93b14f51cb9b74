/** Words of a company to name: when importing as in « Companies ». */
export const companies = {
  companies: {
    code: 'Code',
    codeWrong: 'Letters without accents, digits, hyphen, dot or underscore; 32 at most.',
    legalName: 'Legal name',
  },
}
