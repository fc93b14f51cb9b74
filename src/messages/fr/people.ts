/** Signing in, people, roles and keys. */
export const people = {
  'people.bad-email': 'Cette adresse e-mail est incomplète : écrivez-la comme nom@exemple.fr.',
  'people.code-spent': 'Ce code a déjà servi : attendez le suivant, dans moins d’une demi-minute.',
  'people.demo-name': 'Démonstration',
  'people.elsewhere':
    '{name} travaille aussi dans des entreprises que vous n’administrez pas : demandez à qui les administre toutes.',
  'people.email-taken': 'Une personne a déjà l’adresse {email}.',
  'people.everywhere-needed':
    'Seul un administrateur de toutes les entreprises peut donner ou retirer un rôle valable partout.',
  'people.first-visit':
    'Première visite : ouvrez {address} et saisissez le code {code} pour créer le compte administrateur.',
  'people.key-expired':
    'Cette clé d’API a pris fin le {day} : créez-en une autre dans Paramètres › Utilisateurs › Clés d’API.',
  'people.key-of-nobody': 'Le compte de la personne qui a créé cette clé d’API n’est plus actif.',
  'people.key-revoked':
    'Cette clé d’API a été révoquée le {day} : créez-en une autre dans Paramètres › Utilisateurs › Clés d’API.',
  'people.last-administrator':
    'Il ne resterait plus personne pour administrer Relances : donnez d’abord ce rôle à quelqu’un d’autre.',
  'people.link-expired':
    'Ce lien a déjà servi ou n’est plus valable : demandez-en un autre à la personne qui administre Relances.',
  'people.name-taken':
    'Une personne s’appelle déjà {name}. L’historique la désigne par ce nom : ajoutez une initiale ou une fonction.',
  'people.no-demo':
    'La connexion de démonstration n’est permise que sur l’ordinateur même, sans intermédiaire et sans autre compte.',
  'people.no-key': 'Cette clé n’existe pas.',
  'people.no-password':
    'Votre compte n’a pas de mot de passe : demandez un lien à la personne qui administre Relances.',
  'people.no-provider': 'Aucun fournisseur OpenID n’est configuré.',
  'people.no-user': 'Cette personne n’existe pas, ou n’a de rôle dans aucune de vos entreprises.',
  'people.not-by-key': 'Une clé d’API ne permet pas cela : connectez-vous.',
  'people.not-first': 'Quelqu’un a déjà créé le compte administrateur : connectez-vous.',
  'people.not-fresh':
    'Vous êtes connecté depuis longtemps : déconnectez-vous, reconnectez-vous, puis recommencez.',
  'people.oidc-incomplete':
    'RELANCES_OIDC_ISSUER est donné, mais {name} manque : ajoutez-le, ou retirez le fournisseur.',
  'people.passkey-of-another': 'Cette clé d’accès est celle d’un autre compte : montrez la vôtre.',
  'people.password-common':
    'Ce mot de passe est parmi les premiers que l’on essaierait : prenez plutôt une courte phrase.',
  'people.password-personal':
    'Ce mot de passe est fait de votre nom ou de votre adresse : prenez plutôt une courte phrase.',
  'people.password-repeated':
    'Ce mot de passe est une suite ou une répétition : prenez plutôt une courte phrase.',
  'people.password-too-long': 'Le mot de passe dépasse {max} caractères.',
  'people.password-too-short': 'Il faut au moins {min} caractères : une courte phrase convient.',
  'people.proof-needed':
    'Cet acte ouvre un accès : prouvez d’abord que c’est bien vous, par votre mot de passe ou une clé d’accès.',
  'people.role-administrator': 'administrateur',
  'people.role-everywhere': '{role} de toutes les entreprises',
  'people.role-manager': 'gestionnaire',
  'people.role-needed': 'Il faut le rôle « {role} » : demandez-le à la personne qui administre Relances.',
  'people.role-needed-in':
    'Il faut le rôle « {role} » dans l’entreprise {company} : demandez-le à la personne qui administre Relances.',
  'people.role-reader': 'lecture',
  'people.role-reminder': 'relance',
  'people.scope-needed': 'Cette clé n’a pas la portée « {scope} » : créez-en une qui l’ait.',
  'people.second-factor-expired': 'Cette connexion a trop attendu : recommencez avec votre mot de passe.',
  'people.second-factor-locked':
    'Trop de codes faux : réessayez dans un quart d’heure, ou prévenez la personne qui administre Relances.',
  'people.second-factor-off': 'La double authentification n’est pas active.',
  'people.second-factor-on': 'La double authentification est déjà active.',
  'people.sign-in': 'Connectez-vous pour continuer.',
  'people.sign-in-failed': 'La connexion n’a pas abouti : recommencez, ou employez un autre moyen.',
  'people.too-many': 'Trop de tentatives. Réessayez dans {minutes} min.',
  'people.wrong-code':
    'Ce code n’est pas le bon, ou il a changé entre-temps : saisissez celui qui s’affiche maintenant.',
  'people.wrong-first-code':
    'Ce n’est pas le code affiché au démarrage de Relances : recopiez celui de la console ou du journal.',
  'people.wrong-key':
    'Cette clé d’API n’est pas la bonne : elle est incomplète, mal recopiée, ou d’une autre installation.',
  'people.wrong-password': 'Ce n’est pas votre mot de passe actuel : rien n’a été changé.',
  'people.wrong-sign-in': 'L’e-mail ou le mot de passe n’est pas le bon. Vérifiez-les et recommencez.',
} as const
