/** Where documents are kept: archived letters, received invoices, files to import. */
export const blobs = {
  'blobs.other-store':
    'The documents of this database are not in {place}: it is the folder or the bucket of another installation, or a disk that is not mounted. Give the right one by RELANCES_BLOBS or RELANCES_S3_…. If it is lost, “relances blobs adopt” takes this one, then “relances verify --repair BACKUP” puts the documents back.',
  'blobs.forgets':
    'What is written in {place} is not found there again: check the disk or the bucket, then try again.',
  'blobs.s3-incomplete':
    '{name} is missing to keep documents in an S3 bucket: RELANCES_S3_ENDPOINT, …_BUCKET, …_REGION, …_KEY and …_SECRET are needed.',
  'blobs.unreachable':
    'The bucket {place} does not answer ({reason}). Check the network and the address of the service, then try again: nothing is lost.',
  'blobs.refused':
    'The service refuses access to the bucket {place} ({reason}). Check the key, its secret, the region and the rights of the key: to read, write, list and delete.',
  'blobs.no-bucket':
    'The bucket {place} does not exist: create it at your provider, or correct RELANCES_S3_BUCKET.',
  'blobs.elsewhere':
    'The documents are still in {place}, and not where the configuration wants them: “relances blobs move --to s3” (or “--to folder”) puts them there while Relances works.',
  'blobs.copy-differs':
    'The copy of {name} in {place} is not what was read: nothing has changed place. Try again, what is copied already stays.',
  'blobs.same-store': 'The documents are in {place} already: there is nothing to move.',
  'blobs.moving': '{count} documents seen…',
  'blobs.moved':
    'The documents are now in {to}. Those of {from} have not been erased: remove them once you have checked the others by “relances verify”.',
  'blobs.usage': 'Usage: blobs adopt | blobs move --to s3|folder',
} as const
