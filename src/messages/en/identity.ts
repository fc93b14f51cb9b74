/** Companies, letterheads and days without reminders: what the server has to say. */
export const identity = {
  'identity.zone-wrong': 'Unknown time zone: a name such as Europe/Paris or Indian/Reunion is expected.',
  'identity.company-changed':
    'The letterhead of {code} was saved meanwhile by {name}: nothing was overwritten. Take the current version, then make your changes again.',
  'identity.company-has-draft':
    'Run no. {run}, prepared by {name}, is still waiting: confirm or discard it, then archive the company.',
  'identity.company-archived':
    'The company {code} is archived: bring it back in Settings › Companies before importing a file into it.',
  'identity.iban-wrong':
    'The IBAN {iban} is not valid: letters would ask to pay into an account that does not exist. Copy it again from the bank’s details.',
  'identity.colour-wrong': 'A colour is written with a hash and six characters, for example #24479e.',
  'identity.colour-pale':
    'This colour is too pale to be read, above all in black and white. Choose a darker one.',
  'identity.no-image': 'The chosen image is not known any more: send it again.',
  'identity.image-lost':
    'The image {sha256} of a letterhead is missing from the database: restore it from a backup.',
  'identity.closure-order': 'A closure ends on the day it begins, or later: correct its dates.',
  'identity.sample-customer': 'Sample & Sons Ltd',
  'identity.sample-street': '12 Model Street',
  'identity.sheet-title': 'Test sheet for window envelopes',
  'identity.sheet-steps':
    'Print this page at 100%, without “fit to page”.\nMeasure the ruler at the bottom: it is 100 mm long.\nFold in three at the marks, the address outside.\nSlide the page into the envelope and shake it: the frame must stay whole in the window.',
  'identity.sheet-fold': 'fold',
  'identity.sheet-ruler': 'This ruler is 100 mm long.',
  'identity.sheet-frame': 'Frame of the address: 110 to 190 mm from the left, 55 to 79 mm from the top.',
  'identity.too-many-accounts':
    'At most 20 other accounts for a company. Remove those no longer used, then try again.',
} as const
