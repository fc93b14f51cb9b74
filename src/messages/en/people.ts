/** Signing in, people, roles and keys. */
export const people = {
  'people.bad-email': 'This e-mail address is incomplete: write it like name@example.com.',
  'people.code-spent': 'This code has already served: wait for the next one, in less than half a minute.',
  'people.demo-name': 'Demonstration',
  'people.elsewhere':
    '{name} also works in companies you do not administer: ask whoever administers them all.',
  'people.email-taken': 'Somebody already has the address {email}.',
  'people.everywhere-needed':
    'Only an administrator of all companies can give or take a role that holds everywhere.',
  'people.first-visit':
    'First visit: open {address} and enter the code {code} to make the administrator’s account.',
  'people.key-expired': 'This API key ended on {day}: make another in Settings › Users › API keys.',
  'people.key-of-nobody': 'The account of the person who made this API key is no longer active.',
  'people.key-revoked': 'This API key was revoked on {day}: make another in Settings › Users › API keys.',
  'people.last-administrator':
    'Nobody would be left to administer Relances: give the role to somebody else first.',
  'people.link-expired':
    'This link has been used or is no longer valid: ask the person who administers Relances for another.',
  'people.name-taken':
    'Somebody is already called {name}. The history names them so: add an initial or a function.',
  'people.no-demo':
    'Signing in to the demonstration is allowed on the computer itself only, with nothing in between and no other account.',
  'people.no-key': 'This key does not exist.',
  'people.no-password': 'Your account has no password: ask the person who administers Relances for a link.',
  'people.no-provider': 'No OpenID provider is configured.',
  'people.no-user': 'This person does not exist, or has no role in any of your companies.',
  'people.not-by-key': 'An API key does not allow this: sign in.',
  'people.not-first': 'Somebody has already made the administrator’s account: sign in.',
  'people.not-fresh': 'You signed in long ago: sign out, sign in again, then try again.',
  'people.oidc-incomplete':
    'RELANCES_OIDC_ISSUER is given but {name} is missing: add it, or remove the provider.',
  'people.passkey-of-another': 'This passkey is of another account: show yours.',
  'people.password-common':
    'This password is among the first that would be tried: take a short sentence instead.',
  'people.password-personal': 'This password is made of your name or address: take a short sentence instead.',
  'people.password-repeated': 'This password is a run or a repetition: take a short sentence instead.',
  'people.password-too-long': 'The password is over {max} characters.',
  'people.password-too-short': 'At least {min} characters are needed: a short sentence will do.',
  'people.proof-needed':
    'This act opens a way in: first prove that it is you, with your password or a passkey.',
  'people.role-administrator': 'administrator',
  'people.role-everywhere': '{role} of all companies',
  'people.role-manager': 'manager',
  'people.role-needed': 'This takes the role "{role}": ask the person who administers Relances for it.',
  'people.role-needed-in':
    'This takes the role "{role}" in the company {company}: ask the person who administers Relances for it.',
  'people.role-reader': 'reading',
  'people.role-reminder': 'reminders',
  'people.scope-needed': 'This key has not the scope "{scope}": make one that has.',
  'people.second-factor-expired': 'This sign-in has waited too long: start again with your password.',
  'people.second-factor-locked':
    'Too many wrong codes: try again in a quarter of an hour, or tell the person who administers Relances.',
  'people.second-factor-off': 'Two-factor sign-in is not on.',
  'people.second-factor-on': 'Two-factor sign-in is already on.',
  'people.sign-in': 'Sign in to continue.',
  'people.sign-in-failed': 'Signing in did not succeed: try again, or use another way.',
  'people.too-many': 'Too many attempts. Try again in {minutes} min.',
  'people.wrong-code': 'This code is wrong, or has changed meanwhile: enter the one shown now.',
  'people.wrong-first-code':
    'This is not the code shown when Relances started: copy the one of the console or of the log.',
  'people.wrong-key': 'This API key is wrong: incomplete, miscopied, or of another installation.',
  'people.wrong-password': 'This is not your current password: nothing was changed.',
  'people.wrong-sign-in': 'The e-mail or the password is wrong. Check them and try again.',
} as const
