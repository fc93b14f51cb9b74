import type { Language } from './translate.ts'

/** The programs that act by themselves, in English, by the name that they are recorded under. */
const ENGLISH: Readonly<Record<string, string>> = {
  'ligne de commande': 'command line',
  exemple: 'example',
  visiteur: 'visitor',
  sauvegarde: 'backup',
  envoi: 'sending',
  ménage: 'clean-up',
  archive: 'archive',
  'relances automatiques': 'automatic reminders',
  sommes: 'sums',
  webhooks: 'Webhooks',
  sources: 'sources',
  'tableau de bord': 'dashboard',
  installation: 'installation',
}

/** Who did something, as it is read: programs have a name in each language, people have their own. */
export function actorIn(language: Language, actor: string): string {
  return language === 'en' ? (ENGLISH[actor] ?? actor) : actor
}
