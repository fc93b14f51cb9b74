/** Mots de « Comment exporter depuis … » : seulement ce que disent des aides publiques, dans nos mots. */
export const importHelp = {
  imports: {
    help: {
      title: 'Comment exporter depuis votre logiciel',
      intro:
        'Deux fichiers conviennent : le FEC, que les comptabilités informatisées doivent savoir produire pour l’administration (article A. 47 A-1 du livre des procédures fiscales), ou la liste des factures des clients, avec ce qui reste dû, en CSV ou en XLSX.',
      from: 'Comment exporter depuis {{program}}',
      name: {
        sage50: 'Sage 50',
        sage100: 'Sage 100',
        ebp: 'EBP',
        ciel: 'Ciel',
        cegid: 'Cegid',
        quadra: 'Cegid Quadra',
        pennylane: 'Pennylane',
        axonaut: 'Axonaut',
        odoo: 'Odoo',
        dolibarr: 'Dolibarr',
        indy: 'Indy',
        tiime: 'Tiime',
      },
      how: {
        sage50:
          'Demandez le fichier des écritures comptables (FEC) de l’exercice, ou le grand livre des tiers enregistré en CSV ou en XLSX : le client sur une ligne à lui, les en-têtes de page répétés et les totaux sont compris. Nous n’avons pas trouvé d’aide publique qui donne le menu exact : cherchez « FEC » dans l’aide du logiciel.',
        sage100:
          'Demandez le fichier des écritures comptables (FEC) de l’exercice, ou le grand livre des tiers enregistré en CSV ou en XLSX : le client sur une ligne à lui, les en-têtes de page répétés et les totaux sont compris. Nous n’avons pas trouvé d’aide publique qui donne le menu exact : cherchez « FEC » dans l’aide du logiciel.',
        ebp: 'Dans EBP Comptabilité Open Line : Exercices/clôtures, Historique FEC, puis « Export Comptabilité informatisée FEC » ; choisissez l’emplacement du fichier, puis Exporter. Dans EBP Horizon, seules les lignes validées sont exportées.',
        ciel: 'Le guide de référence de Ciel Compta place les exports dans le menu Dossier. Prenez le fichier des écritures comptables (FEC) de l’exercice s’il y est ; sinon, cherchez « FEC » dans l’aide du logiciel.',
        cegid:
          'Demandez à votre expert-comptable le fichier des écritures comptables (FEC) de l’exercice : c’est lui qui tient le plus souvent ce logiciel. Nous n’avons pas trouvé d’aide publique qui donne le menu exact.',
        quadra:
          'La notice de QuadraCompta sur les obligations des comptabilités informatisées traite du fichier des écritures comptables (FEC) : demandez ce fichier, celui de l’exercice, à qui tient la comptabilité. Nous n’avons pas pu vérifier le menu exact.',
        pennylane:
          'Vos factures de vente sont dans Ventes, Factures clients. Celles que Pennylane édite sont au format Factur-X : ces PDF, ou une archive ZIP de ces PDF, se déposent ici tels quels. Pour savoir ce qui est payé, demandez aussi le FEC à votre cabinet. Nous n’avons pas pu vérifier le menu d’export.',
        axonaut:
          'Les factures sont dans Devis & Factures, Factures. Exportez cette liste en CSV ou en XLSX avec le client, le numéro, la date, l’échéance, le total et le reste à payer. Nous n’avons pas pu vérifier le bouton exact.',
        odoo: 'FEC : dans Comptabilité, menu des rapports, France, FEC, quand la comptabilité française est installée. Liste : ouvrez les factures clients en vue liste, cochez-les, puis Action, Exporter ; prenez le numéro, le partenaire, la date de facture, l’échéance, le total, le montant dû et l’état du paiement.',
        dolibarr:
          'Le module Exports, à activer dans Configuration, Modules, se trouve ensuite dans Outils, Nouvel export. Choisissez le lot de données des factures, les champs et leur ordre, des filtres si besoin, le format CSV ou Excel, puis Générer.',
        indy: 'Les factures sont dans l’onglet Facturation. Une facture n’y passe à « Payée » que lorsque son encaissement lui est lié : liez-les avant d’exporter, ou des factures payées seront relancées. Nous n’avons pas pu vérifier le bouton d’export : à défaut, remplissez le tableau modèle ci-dessous.',
        tiime:
          'D’après une description publique du service, chaque facture émise est un fichier Factur-X : ces PDF, ou une archive ZIP de ces PDF, se déposent ici tels quels. Ils ne disent pas ce qui est payé : déposez ensuite un relevé de banque. Nous n’avons pas trouvé d’aide de l’éditeur sur l’export d’une liste.',
      },
      model:
        'Sans logiciel : remplissez un tableau. Trois lignes d’exemple sont à remplacer par les vôtres, un avoir s’écrit en négatif. Pour plusieurs échéances, ajoutez les colonnes « Échéance 1 », « Montant 1 », « Échéance 2 », « Montant 2 ».',
      modelGet: 'Télécharger le tableau modèle (XLSX)',
    },
  },
} as const
