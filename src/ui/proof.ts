type AskProof = () => Promise<boolean>

let askProof: AskProof | null = null

/** Whoever shows the dialog where people prove who they are says so here; gives how to stop. */
export function onProofNeeded(ask: AskProof): () => void {
  askProof = ask
  return () => {
    if (askProof === ask) askProof = null
  }
}

/** Has the person prove who they are. @returns whether they did, and the act can be sent again */
export async function proveAgain(): Promise<boolean> {
  return askProof === null ? false : await askProof()
}
