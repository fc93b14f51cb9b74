/** Stands for the nonce of the style policy in the built page: vite.config.ts writes it, the server replaces it. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'
