/** The screens of docs/guide/, whose stories make their pictures: name of the picture, address, heading in both languages. */
export const GUIDE_PICTURES = [
  ['home', '/tableau-de-bord', /^(Tableau de bord|Dashboard)$/],
  ['customers', '/clients/completer?manque=all', /^(Compléter les clients|Complete customers)$/],
  ['levels', '/niveau-de-depart/MENUISERIE-LAMBERT', /^(Niveau de départ|Starting level)$/],
  ['reminders', '/relances', /^(Relances|Reminders)$/],
  ['letters', '/relances/lettres/1', /^(Lettres de relance|Reminder letters)$/],
  ['lists', '/travaux', /^(Liste \/ Travaux|Lists)/],
] as const

/** Their size in pixels. */
export const PICTURE_SIZE = { width: 1100, height: 720 } as const
