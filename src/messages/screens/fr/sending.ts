/** Words of « Paramètres › Envoi ». */
export const sending = {
  sending: {
    back: 'Revenir aux relances',
    mode: {
      trial: 'Essai : rien ne part',
      trialHint:
        'Les e-mails sont écrits et se lisent, mais aucun ne quitte Relances. Seuls partent les essais que vous vous envoyez.',
      live: 'Les e-mails partent',
      liveHint: 'Les relances confirmées partent par les comptes ci-dessous, aux heures choisies.',
      open: 'Ouvrir l’envoi',
      close: 'Revenir à l’essai',
      openTitle: 'Ouvrir l’envoi de {{company}}',
      openLead:
        'À partir de maintenant, les e-mails des relances confirmées partiront vraiment à vos clients. Les messages écrits pendant l’essai ne partiront pas.',
      opened: 'L’envoi est ouvert',
      closed: 'Plus rien ne part',
      notReady: 'Ajoutez d’abord un compte, et envoyez-vous un essai.',
    },
    accounts: {
      title: 'Comptes d’envoi',
      hint: 'Vos e-mails partent par votre propre boîte, comme si vous les aviez écrits.',
      empty: 'Aucun compte d’envoi',
      emptyHint:
        'Donnez l’adresse de votre boîte : Relances trouve le serveur, l’essaie, et vous dit ce qui ne va pas.',
      add: 'Ajouter un compte',
      edit: 'Modifier',
      editNamed: 'Modifier {{label}}',
      remove: 'Retirer',
      makeDefault: 'Envoyer par ce compte',
      isDefault: 'par défaut',
      check: 'Vérifier la connexion',
      test: 'M’envoyer un essai',
      actions: 'Autres actions pour {{label}}',
      ready: 'Connecté le {{when}}',
      never: 'Jamais essayé',
      rate: '{{perMinute}} messages par minute, {{perHour}} par heure au plus',
      serverSaid: 'Réponse du serveur : {{answer}}',
      removeTitle: 'Retirer le compte {{label}}',
      removeLead:
        'Son mot de passe est oublié. Les niveaux qui envoient par ce compte envoient par le compte par défaut.',
      removeLast: 'C’est le dernier compte : l’envoi revient à l’essai, plus rien ne part.',
      removed: 'Le compte est retiré',
      checked: 'Le serveur a accepté la connexion',
      chosen: 'Les e-mails partent par {{label}}',
      saved: 'Le compte est enregistré',
    },
    test: {
      title: 'Essai envoyé',
      accepted:
        'Le serveur a pris le message pour {{to}}. S’il n’arrive pas, regardez dans les indésirables, puis vérifiez votre domaine.',
      later:
        'Le serveur fait attendre les inconnus (liste grise) : le message passera plus tard. Réessayez dans quelques minutes.',
      refused: 'Le serveur a refusé le message pour {{to}}.',
      ambiguous:
        'La liaison a été coupée avant la réponse : le message est peut-être parti. Regardez si {{to}} l’a reçu.',
      failed: 'Le message n’est pas parti',
    },
    domain: {
      open: 'Vérifier mon domaine',
      title: 'Le domaine {{domain}}',
      lead: 'Ce que les messageries lisent de votre domaine avant d’accepter vos e-mails. Cela se règle chez qui gère votre nom de domaine.',
      ofHost:
        'Cette adresse est celle d’un fournisseur : c’est lui qui règle ce domaine, vous n’avez rien à faire.',
      record: 'Lu dans le DNS',
      what: { spf: 'SPF : qui peut envoyer', dkim: 'DKIM : la signature', dmarc: 'DMARC : la règle' },
      weight: { good: 'en ordre', warning: 'à voir', bad: 'à corriger' },
      finding: {
        'spf-good': 'Votre domaine dit que votre hébergeur a le droit d’envoyer pour vous.',
        'spf-lacks-host':
          'Votre domaine ne nomme pas votre hébergeur : vos e-mails risquent les indésirables. Ajoutez « include:{{detail}} » à cet enregistrement.',
        'spf-unsure':
          'Un enregistrement existe, mais il renvoie à d’autres : demandez à votre hébergeur s’il y est compris.',
        'spf-none':
          'Votre domaine ne dit pas qui a le droit d’envoyer pour lui : vos e-mails risquent les indésirables. Demandez à votre hébergeur l’enregistrement SPF à ajouter.',
        'spf-several':
          'Votre domaine a plusieurs enregistrements SPF : les messageries n’en acceptent qu’un, réunissez-les.',
        'spf-open':
          'Votre domaine laisse n’importe qui envoyer en votre nom : remplacez « all » par « -all » ou « ~all ».',
        'spf-many-lookups':
          'Cet enregistrement en appelle plus de dix autres : les messageries cessent de le lire. Raccourcissez-le.',
        'dkim-good':
          'Une clé de signature est publiée (sélecteur « {{detail}} ») : vos e-mails peuvent être signés.',
        'dkim-not-found':
          'Aucune clé trouvée sous les noms habituels : votre hébergeur en utilise peut-être un autre. Vérifiez que DKIM y est activé.',
        'dkim-revoked':
          'La clé publiée (sélecteur « {{detail}} ») est vide, donc retirée : activez DKIM chez votre hébergeur.',
        'dmarc-enforced': 'Votre domaine demande d’écarter ce qui n’est pas signé de vous.',
        'dmarc-watches':
          'Votre domaine observe sans rien écarter (p=none) : c’est un début ; passez à « quarantine » quand tout est en ordre.',
        'dmarc-none':
          'Votre domaine n’a pas de règle DMARC : Google et Microsoft en demandent une à qui écrit beaucoup. Commencez par « v=DMARC1; p=none ».',
        'dmarc-several': 'Votre domaine a plusieurs règles DMARC : aucune n’est suivie, gardez-en une.',
        unknown: 'Le DNS n’a pas répondu : réessayez plus tard.',
      },
    },
    form: {
      addTitle: 'Ajouter un compte d’envoi',
      editTitle: 'Modifier le compte {{label}}',
      fromAddress: 'Adresse e-mail',
      fromAddressHint: 'Celle que vos clients verront, et à qui ils répondront.',
      fromName: 'Nom affiché',
      fromNameHint: 'Comme « Menuiserie du Chêne, comptabilité ».',
      label: 'Nom du compte dans Relances',
      server: 'Serveur d’envoi',
      host: 'Serveur (SMTP)',
      port: 'Port',
      security: 'Chiffrement',
      securities: { tls: 'TLS (465)', starttls: 'STARTTLS (587)', none: 'Aucun (réseau interne)' },
      userName: 'Identifiant',
      userNameHint: 'Souvent l’adresse entière ; vide pour un serveur interne qui n’en demande pas.',
      password: 'Mot de passe',
      passwordKept: 'Vide : celui qui est gardé.',
      passwordHint: 'Gardé chiffré sur cette installation, et montré à personne.',
      pace: 'Cadence',
      perMinute: 'Messages par minute, au plus',
      perHour: 'Messages par heure, au plus',
      paceHint: 'Chaque hébergeur a ses limites ; au-delà, il bloque la boîte.',
      known: 'Réglages de {{host}}, à vérifier avec votre hébergeur s’ils sont refusés.',
      unsure: 'Hébergeur inconnu : ces réglages sont une supposition, vérifiez-les.',
      save: 'Essayer et enregistrer',
      keepAnyway: 'Enregistrer quand même',
      problemTitle: 'Le compte n’a pas pu se connecter',
    },
    consent: {
      byPassword: 'Avec un mot de passe',
      byMicrosoft: 'Microsoft 365, avec votre accord',
      byGoogle: 'Google, avec votre accord',
      renew: 'Redonner l’accord',
      microsoftTitle: 'Compte Microsoft 365',
      googleTitle: 'Compte Google',
      lead: 'Votre entreprise enregistre une fois une application chez son fournisseur, puis la boîte lui donne l’accord d’envoyer. Les étapes sont dans docs/sending.md.',
      clientId: 'Identifiant de l’application',
      clientIdMicrosoft: '« ID d’application (client) » dans Microsoft Entra.',
      clientIdGoogle: 'Se termine par .apps.googleusercontent.com.',
      tenant: 'Annuaire (locataire)',
      tenantHint: 'Son identifiant, ou un domaine de l’entreprise ; vide : n’importe quelle organisation.',
      clientSecret: 'Secret de l’application',
      clientSecretHint: 'Google en donne un, même aux applications de bureau.',
      readsReturns: 'Lire les retours',
      readsReturnsMicrosoft:
        'Un droit de plus est demandé : lire la boîte, pour les e-mails non remis et les réponses.',
      readsReturnsGoogle: 'L’accord de Google porte déjà sur la lecture de la boîte.',
      way: 'Par',
      graph: 'Microsoft Graph',
      smtp: 'SMTP',
      ask: 'Demander l’accord',
      goGoogle: 'Aller chez Google',
      deviceLead: 'Ouvrez cette adresse, connectez-vous avec la boîte qui envoie, et tapez ce code :',
      waiting: 'En attente de votre accord…',
      copyHint: 'La page se met à jour seule.',
      done: 'L’accord est donné, le compte est enregistré',
      returnTitle: 'Accord de Google',
      returning: 'Relances vérifie l’accord…',
      refused: 'Google n’a pas donné l’accord : {{reason}}.',
      toSending: 'Revenir à l’envoi',
    },
    mailbox: {
      open: 'Retours',
      openNamed: 'Retours de {{label}}',
      title: 'Retours de {{label}}',
      lead: 'Relances lit la boîte où arrivent les réponses : un e-mail non remis raye son adresse et propose le papier, une réponse suspend les relances du client jusqu’à ce que quelqu’un l’ait lue.',
      rest: 'Il ne marque rien comme lu, ne déplace et ne supprime rien. Des autres messages, il ne lit que les en-têtes, sauf des avis de non-remise, qu’il ouvre pour savoir de quoi ils parlent.',
      host: 'Serveur IMAP',
      unsure: 'Ce serveur est une supposition : vérifiez-le chez votre hébergeur.',
      passwordHint: 'Celui de la boîte.',
      passwordKept: 'Vide : celui qui est gardé, pour ce serveur et cet identifiant.',
      microsoft:
        'Par l’accord donné à Microsoft, s’il porte sur la lecture. Sinon, fermez, puis « Redonner l’accord » en cochant « Lire les retours ».',
      google: 'Par l’accord donné à Google, qui porte aussi sur la lecture.',
      problemTitle: 'La boîte n’a pas pu être ouverte',
      problem: {
        'port-closed':
          'Le serveur existe, mais rien n’écoute sur ce port : essayez 993 avec TLS, ou 143 avec STARTTLS.',
        encryption:
          'Le serveur et Relances ne s’accordent pas sur le chiffrement : TLS va avec le port 993, STARTTLS avec le port 143.',
        'password-sign-in-off':
          'Microsoft n’accepte plus les mots de passe pour cette boîte : ajoutez un compte Microsoft 365, avec votre accord.',
      },
      leave: 'Ne plus lire cette boîte',
      saved: 'Les retours sont lus',
      left: 'Les retours ne sont plus lus',
      off: 'Retours non lus',
      on: 'Retours : {{where}}',
      read: 'Retours : {{where}}, lus le {{when}}',
      unread: 'Retours non lus.',
    },
    problem: {
      'host-unknown':
        'Ce serveur n’existe pas : vérifiez son nom, ou la connexion de cet ordinateur à Internet.',
      'port-closed':
        'Le serveur existe, mais rien n’écoute sur ce port : essayez 465 avec TLS, ou 587 avec STARTTLS.',
      'no-answer': 'Le serveur ne répond pas : il est en panne, ou un pare-feu bloque ce port.',
      'link-lost':
        'La liaison avec le serveur a été coupée. Réessayez ; si cela se répète, vérifiez le port et le chiffrement.',
      'not-a-mail-server':
        'Ce qui répond là n’est pas un serveur d’envoi, ou refuse de vous parler : vérifiez le serveur et le port.',
      certificate:
        'Le certificat du serveur n’est pas valable pour ce nom, ou personne ne s’en porte garant. Prenez le nom de serveur que donne votre hébergeur.',
      encryption:
        'Le serveur et Relances ne s’accordent pas sur le chiffrement : TLS va avec le port 465, STARTTLS avec le port 587.',
      'clear-password':
        'Sans chiffrement, le mot de passe passerait en clair sur le réseau : choisissez TLS ou STARTTLS.',
      'password-refused':
        'Le serveur refuse l’identifiant ou le mot de passe. L’identifiant est souvent l’adresse entière.',
      'password-sign-in-off':
        'Microsoft n’accepte plus les mots de passe pour cette boîte (5.7.30). Ajoutez un compte Microsoft 365, qui envoie avec votre accord ; en attendant, votre administrateur Microsoft peut rétablir « SMTP authentifié » pour elle.',
      'app-password-needed':
        'Google demande un mot de passe d’application : créez-en un dans votre compte Google (Sécurité), ou ajoutez un compte Google, qui envoie avec votre accord.',
      'sign-in-needed': 'Le serveur demande un identifiant et un mot de passe.',
      'no-secret':
        'Le mot de passe n’est pas gardé ici, ou vient d’une autre installation : donnez-le de nouveau.',
      'consent-lost': 'L’accord donné à Relances a expiré ou a été retiré : donnez-le de nouveau.',
      'consent-refused':
        'Le fournisseur refuse l’accord : vérifiez l’application enregistrée et les droits qu’elle demande.',
      'provider-unreachable': 'Le fournisseur ne répond pas. Réessayez dans quelques minutes.',
      'sender-refused':
        'Le serveur refuse cette adresse d’expédition : elle doit être celle de la boîte, ou une adresse que la boîte a le droit d’utiliser.',
      quota:
        'Le quota d’envoi de la boîte est atteint : les messages attendent. Baissez la cadence de ce compte.',
      busy: 'Le serveur est occupé et demande d’attendre. Réessayez dans quelques minutes.',
      'not-a-mailbox':
        'Ce qui répond là n’est pas un serveur IMAP : vérifiez le serveur, puis le port (993 avec TLS, 143 avec STARTTLS).',
      'mailbox-off':
        'La lecture par IMAP est désactivée pour cette boîte : activez-la dans ses réglages, chez votre hébergeur.',
      'mailbox-refused':
        'Le serveur a refusé de chercher dans la boîte : rien n’a été lu. Relances réessaie toutes les cinq minutes.',
      'mailbox-consent':
        'L’accord donné ne porte pas sur la lecture de la boîte : redonnez-le en cochant « Lire les retours ».',
      'mailbox-unread':
        'La boîte a été ouverte, mais Relances n’a pas pu tout noter : il réessaie toutes les cinq minutes, et son journal dit pourquoi.',
    },
    settings: {
      title: 'Comment les e-mails partent',
      hours: 'Heures d’envoi',
      hoursHint: 'Les jours ouverts de la procédure seulement.',
      from: 'De',
      until: 'À',
      wrongTime: 'Écrivez une heure comme 08:30.',
      wrongOrder: 'La fin doit venir après le début.',
      replyTo: 'Réponses à',
      replyToHint: 'Où vos clients répondent ; vide : à l’adresse du compte.',
      wrongAddress: 'Écrivez une adresse comme compta@exemple.fr.',
      wrongCopies: 'Cinq adresses au plus, séparées par des virgules.',
      signature: 'Signature',
      signatureHint: 'La fin de chaque e-mail : service, téléphone, horaires.',
      levels: 'Par niveau',
      levelsHint:
        'Une copie part à chaque message du niveau, sans que le client la voie : elle sert de preuve, ou tient un responsable au courant.',
      account: 'Compte',
      defaultAccount: 'Celui par défaut',
      copyTo: 'Copie à',
      unsaved: 'Changements non enregistrés',
      saved: 'Les réglages d’envoi sont enregistrés',
      reload: 'Reprendre les réglages actuels',
    },
    messages: {
      title: 'Ce que les e-mails portent',
      levels: 'Par niveau',
      levelsHint:
        'Un e-mail est la relance elle-même, ou la copie d’un courrier imprimé. Une mise en demeure reste un courrier.',
      emailUse: 'E-mail',
      use: { alone: 'Seul, sans courrier', copy: 'En copie du courrier', never: 'Pas d’e-mail' },
      files: 'Fichiers joints',
      attachesLetter: 'La lettre',
      attachesInvoices: 'Les factures gardées',
      attachesStatement: 'Le relevé de compte',
      size: 'Taille maximale d’un message',
      sizeHint: 'Au-delà, des fichiers sont laissés de côté ; ils sont nommés avant l’envoi.',
      unit: 'Mo',
      wrongSize: 'De 0,5 à 25 Mo.',
      saved: 'Ce que les e-mails portent est enregistré',
    },
    courtesies: {
      title: 'Messages hors relances',
      hint: 'Par e-mail seulement, aux clients que vous relancez par e-mail. Aucun niveau ne bouge ; chaque échéance n’en reçoit qu’un de chaque sorte.',
      beforeDue: 'Prévenir avant l’échéance',
      beforeDueHint:
        'Jamais pour une facture réglée, contestée, promise ou mise de côté, ni s’il reste un règlement ou un avoir à affecter.',
      days: 'Jours avant l’échéance',
      wrongDays: 'De 1 à 30 jours.',
      thanks: 'Remercier d’un règlement',
      thanksHint:
        'Quand un client relancé a tout réglé de ce qui était en retard. Les règlements déjà connus ne comptent pas.',
      language: { fr: 'En français', en: 'En anglais' },
      subject: 'Objet',
      body: 'Texte',
      blanks: 'Vous pouvez nommer {client}, {factures}, {total} et {entreprise}.',
      saved: 'Les messages hors relances sont enregistrés',
    },
  },
} as const
