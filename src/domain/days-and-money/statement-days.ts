/** Days of movements a statement of account lists unless told otherwise; apart from the routes, for the screen. */
export const STATEMENT_DAYS = 365
