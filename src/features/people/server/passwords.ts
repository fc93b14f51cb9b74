import { RelancesError } from '#domain/errors.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, passwordWeakness } from '#domain/people/password.ts'

/** @throws RelancesError invalid, saying why the password will not do */
export function checkPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): void {
  const weakness = passwordWeakness(password, person)
  if (weakness === null) return
  const values = { field: 'password', min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH }
  throw new RelancesError('invalid', `people.password-${weakness}`, values)
}
