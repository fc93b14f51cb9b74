/** Where a French day begins and ends, wherever the screen or the server is. */
export const TIME_ZONE = 'Europe/Paris'
