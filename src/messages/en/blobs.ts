/** Where documents are kept: archived letters, received invoices, files to import. */
export const blobs = {
  'blobs.other-store':
    'The documents of this database are not in {place}: it is the folder of another installation, or a disk that is not mounted. Give the right one by RELANCES_BLOBS. If it is lost, “relances blobs adopt” takes this one, then “relances verify --repair BACKUP” puts the documents back.',
  'blobs.forgets': 'What is written in {place} is not found there again: check the disk, then try again.',
  'blobs.usage': 'Usage: blobs adopt',
} as const
