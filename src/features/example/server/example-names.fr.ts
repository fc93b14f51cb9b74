import type { CustomerKind } from '#domain/people/parties.ts'

/** Two companies and their customers, all invented; addresses do not exist, e-mails end in .example. */
export interface ExampleCompany {
  readonly code: string
  readonly legalName: string
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly town: string
  readonly phone: string
  readonly email: string
  readonly website: string
  readonly siret: string
  readonly vatNumber: string
  readonly iban: string
  readonly bic: string
  readonly signatoryName: string
  readonly signatoryTitle: string
  readonly legalFooter: string
  readonly prefix: string
  readonly customers: readonly ExampleCustomer[]
  readonly relations: ExampleRelations
}

/** What was said with its clients. */
export interface ExampleRelations {
  readonly promiseText: string
  readonly disputeText: string
  readonly callText: string
  readonly callAction: string
  readonly messageAction: string
}

export type ExampleCustomer = readonly [
  code: string,
  name: string,
  kind: CustomerKind,
  street: string,
  postcode: string,
  town: string,
  country?: string,
]

const JOINERY_CUSTOMERS: readonly ExampleCustomer[] = [
  ['ARGOAT', 'Ardoises de l’Argoat', 'business', '14 rue des Fendeurs', '22160', 'Callac'],
  ['BALEINE', 'Hôtel de la Baleine bleue', 'business', '2 quai des Thoniers', '29900', 'Concarneau'],
  ['BERNIQUE', 'Crêperie La Bernique', 'business', '7 place du Puits', '56470', 'La Trinité-sur-Mer'],
  ['BIHAN', 'Charpentes Le Bihan', 'business', 'Zone artisanale de Kerlann', '56400', 'Auray'],
  [
    'BOISVERT',
    'Résidence Boisvert (syndicat)',
    'non-professional',
    '31 avenue des Tilleuls',
    '35000',
    'Rennes',
  ],
  ['BRUYERE', 'Cabinet dentaire Bruyère', 'business', '5 rue Haute', '56000', 'Vannes'],
  [
    'CHALETS',
    'Chalets Combe-Noire SA',
    'business',
    'Route de la Scierie 12',
    '1450',
    'Sainte-Croix',
    'Suisse',
  ],
  ['CLOCHES', 'Fonderie des Trois Cloches', 'business', '18 rue du Battant', '35300', 'Fougères'],
  ['COATRIEUX', 'Coatrieux Immobilier', 'business', '40 boulevard de la Liberté', '35000', 'Rennes'],
  ['CORMORAN', 'Voiles Cormoran', 'business', '3 rue du Grand-Mât', '56100', 'Lorient'],
  ['DAHOUET', 'Pêcheries de Dahouët-Nord', 'business', 'Quai des Bouées', '22370', 'Pléneuf-Val-André'],
  ['ELORN', 'Imprimerie de l’Élorn', 'business', '22 rue des Caractères', '29800', 'Landerneau'],
  ['FAVEN', 'Boulangerie Faven', 'business', '9 rue du Four', '29270', 'Carhaix-Plouguer'],
  [
    'GALLO',
    'École de musique du pays gallo',
    'non-professional',
    '1 rue du Hautbois',
    '35290',
    'Saint-Méen-le-Grand',
  ],
  ['GOELAND', 'Camping du Goéland cendré', 'business', 'Chemin des Dunes', '29740', 'Plobannalec-Lesconil'],
  ['GUERNEVE', 'Garage Guernevé', 'business', '56 route de Pontivy', '56500', 'Locminé'],
  ['HERMINE', 'Pharmacie de l’Hermine', 'business', '11 place des Halles', '22100', 'Dinan'],
  ['HORTENSIA', 'Pépinières Hortensia', 'business', 'Lieu-dit Traou-Glaz', '22700', 'Perros-Guirec'],
  ['ISOLE', 'Laiterie de l’Isole', 'business', '8 rue des Barattes', '29300', 'Quimperlé'],
  ['JUGON', 'Traiteur Jugon et filles', 'business', '4 rue de l’Écluse', '22270', 'Jugon-les-Lacs'],
  ['KERBRAT', 'Mme Odile Kerbrat', 'consumer', '17 impasse des Ajoncs', '56340', 'Carnac'],
  ['LANDEL', 'M. et Mme Landel', 'consumer', '3 rue du Lavoir', '35400', 'Saint-Malo'],
  ['LOCHRIST', 'Atelier de céramique Lochrist', 'business', '27 rue des Potiers', '29217', 'Plougonvelin'],
  [
    'MAIRIE',
    'Commune de Plouguernoën',
    'public',
    'Hôtel de ville, 1 place de l’Église',
    '29880',
    'Plouguernoën',
  ],
  ['MENHIR', 'Transports du Menhir', 'business', '102 rue de l’Industrie', '56600', 'Lanester'],
  ['NARCISSE', 'Fleurs Narcisse', 'business', '6 rue Saint-Yves', '29000', 'Quimper'],
  ['OCEANE', 'Thalasso Océane du Ponant', 'business', '1 boulevard des Embruns', '56170', 'Quiberon'],
  ['PENHOAT', 'Penhoat Électricité', 'business', '15 rue de l’Étincelle', '29600', 'Morlaix'],
  ['QUELVEN', 'Maçonnerie Quelven', 'business', '', '', ''],
  ['ROSMEUR', 'Conserverie du Rosmeur-Sud', 'business', '20 rue des Sardinières', '29100', 'Douarnenez'],
  ['SABLIER', 'Librairie Le Sablier', 'business', '13 rue Vieille-du-Temple-Neuf', '35000', 'Rennes'],
  ['SCORFF', 'Collège du Scorff-Amont', 'public', '2 allée des Châtaigniers', '56620', 'Pont-Scorff'],
  ['TREGOR', 'Granits du Trégor-Vert', 'business', 'Carrière de Roz-Bras', '22300', 'Lannion'],
  ['USHANT', 'Ushant Rental Ltd', 'unknown', '5 Harbour Lane', 'TR18 4XX', 'Penzance', 'Royaume-Uni'],
  ['VILAINE', 'Bateliers de la haute Vilaine', 'business', 'Écluse de Malon', '35480', 'Guipry-Messac'],
  ['YEUN', 'Gîtes du Yeun', 'business', 'Lieu-dit Ti-Ruz', '29690', 'Brennilis'],
]

const STATIONERY_CUSTOMERS: readonly ExampleCustomer[] = [
  ['AGENCE12', 'Agence d’architecture Douze Traits', 'business', '12 rue du Compas', '37000', 'Tours'],
  ['AVOCATS', 'Cabinet Perdrigeon et associés', 'business', '4 rue des Plaideurs', '45000', 'Orléans'],
  ['BEAUCE', 'Minoterie de Haute-Beauce', 'business', 'Moulin de Frenelle', '28150', 'Les Villages-Vovéens'],
  ['CENTAURE', 'Centre équestre du Centaure', 'business', 'Route des Haras', '41200', 'Romorantin-Lanthenay'],
  [
    'CLINIQUE',
    'Clinique vétérinaire des Mauves',
    'business',
    '60 route de Blois',
    '45130',
    'Meung-sur-Loire',
  ],
  ['COLLEGE', 'Lycée des Quatre-Ponts', 'public', '8 rue du Laboratoire', '41000', 'Blois'],
  ['DRAGON', 'Restaurant Le Dragon de Loire', 'business', '33 quai du Châtelet-Vieux', '45000', 'Orléans'],
  ['EXPERTS', 'Experts-comptables Salvin', 'business', '7 rue du Grand-Livre', '18000', 'Bourges'],
  ['FORGES', 'Forges de la Sauldre', 'business', 'Zone des Vernes', '18700', 'Aubigny-sur-Nère'],
  ['GIVRE', 'Glacier Fleur de givre', 'business', '2 place de la Fontaine-Ronde', '37400', 'Amboise'],
  ['HABITAT', 'Habitat des Rives', 'business', '90 avenue des Droits-de-l’Homme', '45000', 'Orléans'],
  ['INDRE', 'Tanneries de l’Indre-Basse', 'business', '19 rue du Tan', '36100', 'Issoudun'],
  ['JARDINS', 'Les Jardins de Maît’Aubert', 'business', 'Chemin des Serres', '45160', 'Olivet'],
  [
    'LABO',
    'Laboratoire Cassini-Duhamel',
    'business',
    '3 allée des Éprouvettes',
    '37540',
    'Saint-Cyr-sur-Loire',
  ],
  ['LOIRET', 'Service des achats du canton de Loury', 'public', '1 place du Marché', '45470', 'Loury'],
  [
    'MAIRIE',
    'Commune de Vernelle-sur-Cher',
    'public',
    'Mairie, place du 8-Mai',
    '41130',
    'Vernelle-sur-Cher',
  ],
  ['NOTAIRES', 'Étude Rabourdin et Chesneau', 'business', '21 rue des Minimes', '28000', 'Chartres'],
  ['OSIER', 'Vannerie L’Osier franc', 'business', '5 cour des Tresses', '37190', 'Villaines-les-Rochers'],
  ['PREVOST', 'M. Anselme Prévost', 'consumer', '48 rue des Acacias', '45000', 'Orléans'],
  ['QUARTZ', 'Horlogerie Quartz et Fils', 'business', '10 rue de l’Échappement', '41000', 'Blois'],
  [
    'SOLOGNE',
    'Association des chemins de Sologne',
    'non-professional',
    '2 rue de l’Étang',
    '41600',
    'Lamotte-Beuvron',
  ],
  ['TOURAINE', 'Autocars de Touraine-Est', 'business', '77 rue du Relais', '37270', 'Montlouis-sur-Loire'],
  ['VERGER', 'Coopérative Les Vergers d’Arçay', 'business', 'Lieu-dit La Reinette', '18340', 'Arçay'],
  ['ZENITH', 'Menuiseries Zénith', 'business', '6 rue des Copeaux', '28200', 'Châteaudun'],
]

export const EXAMPLE_COMPANIES: readonly ExampleCompany[] = [
  {
    code: 'KERVADEC',
    legalName: 'Menuiserie Kervadec et Filles',
    addressLines: ['Zone artisanale du Signan', '12 rue des Compagnons'],
    postcode: '56300',
    town: 'Pontivy',
    phone: '02 99 00 12 34',
    email: 'compta@menuiserie-kervadec.example',
    website: 'www.menuiserie-kervadec.example',
    siret: '90041276800013',
    vatNumber: 'FR67900412768',
    iban: 'FR7699999001230001234567822',
    bic: 'EXAMFRPPXXX',
    signatoryName: 'Gaëlle Kervadec',
    signatoryTitle: 'Gérante',
    legalFooter: 'Menuiserie Kervadec et Filles, SARL au capital de 40 000 € – RCS Lorient 900 412 768',
    prefix: 'FA',
    customers: JOINERY_CUSTOMERS,
    relations: {
      promiseText: 'Virement promis au téléphone',
      disputeText: 'Deux châssis livrés fendus : demande un avoir',
      callText: 'La comptable n’a pas reçu la facture : envoyée de nouveau',
      callAction: 'Rappeler la comptable : facture bien reçue ?',
      messageAction: 'Rappeler après le message laissé',
    },
  },
  {
    code: 'VALPAPIER',
    legalName: 'Encres et Papiers du Val',
    addressLines: ['8 rue des Relieurs'],
    postcode: '45000',
    town: 'Orléans',
    phone: '02 61 91 56 78',
    email: 'facturation@encres-papiers.example',
    website: 'www.encres-papiers.example',
    siret: '90158834300011',
    vatNumber: 'FR66901588343',
    iban: 'FR7699999004560008765432143',
    bic: 'EXAMFRPPXXX',
    signatoryName: 'Basile Mercadier',
    signatoryTitle: 'Responsable administratif',
    legalFooter: 'Encres et Papiers du Val, SAS au capital de 75 000 € – RCS Orléans 901 588 343',
    prefix: 'V',
    customers: STATIONERY_CUSTOMERS,
    relations: {
      promiseText: 'Chèque promis en deux fois, rien de reçu',
      disputeText: 'Conteste la quantité : 12 cartons comptés, 15 facturés',
      callText: 'La facture attend la signature du directeur',
      callAction: 'Demander si la facture est signée',
      messageAction: 'Rappeler l’économat',
    },
  },
]
