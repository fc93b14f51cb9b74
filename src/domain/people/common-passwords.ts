/**
 * What people who must choose a password choose first, in French and in English: our own list, of words and
 * runs of keys, since a longer password made of them is as easily tried. None is under four characters, or
 * half the language would be refused.
 */
export const COMMON_PASSWORDS: readonly string[] = `
  password passwort passw0rd motdepasse motpasse secret admin administrateur administrator root user
  utilisateur test tester azerty azertyuiop qwerty qwertyuiop qwertz 1234 12345 123456 1234567 12345678
  123456789 1234567890 0000 1111 2222 abcd abcdef abc123 iloveyou jetaime jtaime monamour amour soleil
  doudou loulou chouchou coucou bonjour bonsoir bienvenue welcome hello salut letmein entrer login
  connexion compte master maitre monkey dragon princess princesse football baseball basket rugby tennis
  superman batman starwars pokemon naruto minecraft fortnite shadow sunshine flower fleur chocolat
  chocolate nutella camille nicolas thomas julien marine marie pierre jean michel martin bernard dubois
  marseille paris lyon toulouse bordeaux nantes lille france french francais janvier fevrier mars avril
  juin juillet aout septembre octobre novembre decembre january february march april june july august
  september october november december lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday
  wednesday thursday friday saturday sunday printemps automne hiver summer winter spring autumn
  entreprise societe company compta comptable comptabilite facture factures relance relances client
  clients tresorerie banque bureau travail office work default changeme changez provisoire temporaire
  temp guest invite demo example exemple internet google facebook apple windows microsoft ordinateur
  computer samsung iphone maison famille family maman papa enfant bebe chien chat loup lapin tigre lion
  cheval papillon dauphin ange angel diable devil jesus liberte freedom trustno whatever cheese cookie
  banana orange pomme fraise cerise vanille caramel summer2024 hiver2024 love baby star money argent
`
  .split(/\s+/)
  .filter((word) => word !== '')
