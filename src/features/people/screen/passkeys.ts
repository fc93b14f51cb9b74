type Json = Record<string, unknown>

/** Whether this browser knows passkeys, and writes them in JSON by itself. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential
}

/** Has the device make a passkey. Null when the person or the device gave up. */
export async function makePasskey(challenge: Json): Promise<Json | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(challenge as never)
  return jsonOf(await navigator.credentials.create({ publicKey }).catch(givenUp))
}

/** Has the device show a passkey it holds for us. Null when the person or the device gave up. */
export async function showPasskey(challenge: Json): Promise<Json | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(challenge as never)
  return jsonOf(await navigator.credentials.get({ publicKey }).catch(givenUp))
}

function jsonOf(credential: Credential | null): Json | null {
  return credential === null ? null : ((credential as PublicKeyCredential).toJSON() as unknown as Json)
}

function givenUp(cause: unknown): null {
  if (cause instanceof DOMException) return null
  throw cause
}
