import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { addressOf, ask } from '#ui/ask.ts'
import { useSession } from '#ui/session.ts'
import { uploadFile } from '#ui/upload.ts'
import type { ImportOptions } from '../contract.ts'
import {
  addFile,
  confirmImport,
  type Deposit,
  type DepositSize,
  depositFile,
  discardImport,
  fetchImport,
  type ImportState,
  previewImport,
} from '../deposit-contract.ts'

export type Step =
  | 'choose'
  | 'upload'
  | 'options'
  | 'reading'
  | 'preview'
  | 'review'
  | 'writing'
  | 'done'
  | 'failed'
export type ImportSteps = ReturnType<typeof useImport>

const POLL_MS = 700

/**
 * The steps of an import. Once its files are there, its number is in the address: a page loaded again, or another
 * day, finds it where it was.
 */
export function useImport() {
  const [dropped, setDropped] = useState(NOTHING_DROPPED)
  const { aside, notSent } = dropped
  const [isChoosing, setChoosing] = useState(false)
  const [sending, setSending] = useState(NOTHING_SENT)
  const { id, setId, state, watchError, put } = useWatchedImport()
  const wasFirst = useFirstVisit()

  const upload = useMutation({
    mutationFn: (files: readonly File[]) => uploadAll(files, setSending),
    onSuccess: (found) => {
      setDropped(found)
      if (found.deposit) setId(found.deposit.id)
    },
  })
  const preview = useMutation({
    mutationFn: ({ deposited, chosen }: { deposited: string; chosen: ImportOptions }) =>
      ask(previewImport, { params: { id: deposited }, body: chosen }),
    onSuccess: put,
  })
  const confirm = useMutation({
    mutationFn: ({ id, digest }: { readonly id: string; readonly digest: string }) =>
      ask(confirmImport, { params: { id }, body: { digest } }),
    onSuccess: put,
  })
  const deposit = dropped.deposit ?? state?.deposit ?? null
  const shown = stepOf({ deposit, aside }, state, upload.isPending)

  return {
    deposit,
    aside,
    notSent,
    options: state?.options ?? null,
    state,
    sending,
    sent: sending.share,
    wasFirst,
    step: isChoosing && state ? ('options' as const) : shown,
    error: upload.error ?? preview.error ?? confirm.error ?? watchError,
    isBusy: preview.isPending || confirm.isPending,
    canChangeOptions: deposit !== null,
    upload: (files: readonly File[]) => {
      setSending(NOTHING_SENT)
      upload.mutate(files)
    },
    preview: (chosen: ImportOptions) => {
      const deposited = id ?? deposit?.id
      if (deposited === undefined) return
      setChoosing(false)
      preview.mutate({ deposited, chosen })
    },
    // What is confirmed is what this screen shows, whatever another one has asked since.
    confirm: () => id && state?.digest && confirm.mutate({ id, digest: state.digest }),
    backToOptions: () => setChoosing(true),
    /** It is somebody else's now. */
    leave: () => {
      setDropped(NOTHING_DROPPED)
      setId(undefined)
    },
    restart: () => {
      const abandoned = id ?? deposit?.id
      // Whether it is still there or not, it is of no use any more.
      if (abandoned && state?.step !== 'done')
        ask(discardImport, { params: { id: abandoned } }).catch(() => {})
      setDropped(NOTHING_DROPPED)
      setChoosing(false)
      setId(undefined)
      for (const mutation of [upload, preview, confirm]) mutation.reset()
    },
  }
}

/** How far the sending of files is: which one, of how many, and the share of all their bytes. */
interface Sending {
  readonly index: number
  readonly count: number
  readonly share: number
}

const NOTHING_SENT: Sending = { index: 1, count: 1, share: 0 }

/** What came of dropping files: their deposit, unless none can be read, and those that were refused before it. */
interface Dropped {
  readonly deposit: Deposit | null
  readonly aside: readonly { readonly file: string; readonly problem: string }[]
  readonly notSent: number
}

const NOTHING_DROPPED: Dropped = { deposit: null, aside: [], notSent: 0 }
/** As many files refused, one after the other, and it is something else that was meant to be dropped. */
const MOST_ASIDE = 20

/**
 * Sends the files one after the other into one deposit, that of the first which can be read; given up, nothing of it
 * is left.
 */
async function uploadAll(files: readonly File[], onProgress: (sending: Sending) => void): Promise<Dropped> {
  const total = files.reduce((sum, { size }) => sum + size, 0) || 1
  const aside: { file: string; problem: string }[] = []
  let deposit = null as Deposit | null
  let before = 0
  for (const [index, file] of files.entries()) {
    if (aside.length === MOST_ASIDE && !deposit) return { deposit, aside, notSent: files.length - index }
    const tell = (sent: number) =>
      onProgress({ index: index + 1, count: files.length, share: (before + sent * file.size) / total })
    if (deposit) deposit = { ...deposit, ...(await sendFile(deposit.id, file, tell)) }
    else {
      const found = await uploadFile<Deposit>(
        addressOf(depositFile, { query: { fileName: file.name, files: files.length - index } }),
        file,
        tell,
      )
      if (found.problem === null) deposit = found
      else aside.push({ file: file.name, problem: found.problem })
    }
    before += file.size
  }
  return { deposit, aside, notSent: 0 }
}

async function sendFile(id: string, file: File, tell: (sent: number) => void): Promise<DepositSize> {
  try {
    return await uploadFile<DepositSize>(
      addressOf(addFile, { params: { id }, query: { fileName: file.name } }),
      file,
      tell,
    )
  } catch (error) {
    ask(discardImport, { params: { id } }).catch(() => {})
    throw error
  }
}

function stepOf(
  { deposit, aside }: Pick<Dropped, 'deposit' | 'aside'>,
  state: ImportState | undefined,
  isUploading: boolean,
): Step {
  if (isUploading) return 'upload'
  if (state) return STEPS[state.step]
  if (deposit) return 'options'
  return aside.length > 0 ? 'failed' : 'choose'
}

const STEPS: Readonly<Record<ImportState['step'], Step>> = {
  deposited: 'options',
  reading: 'reading',
  previewed: 'preview',
  'to-review': 'review',
  writing: 'writing',
  done: 'done',
  failed: 'failed',
}

/** The import of the address, asked again while it works. */
function useWatchedImport() {
  const { import: id } = useSearch({ from: '/importer' })
  const navigate = useNavigate({ from: '/importer' })
  const client = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['imports', id],
    queryFn: () => ask(fetchImport, { params: { id: id ?? '' } }),
    enabled: id !== undefined,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.step === 'reading' || state.data?.step === 'writing' ? POLL_MS : false,
  })
  const step = data?.step
  useEffect(() => {
    // What was imported changes every list.
    if (step === 'done')
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'imports' || queryKey.length === 1,
      })
  }, [step, client])
  const setId = (next: string | undefined) => void navigate({ search: { import: next }, replace: true })
  const put = (state: ImportState) => {
    client.setQueryData(['imports', state.id], state)
    setId(state.id)
  }
  return {
    id,
    setId,
    state: id === undefined ? undefined : data,
    watchError: id === undefined ? null : error,
    put,
  }
}

/** Was there no company when this import began? Its letterhead is then asked at the end. */
function useFirstVisit(): boolean {
  const { isFirstVisit } = useSession()
  const [wasFirst] = useState(isFirstVisit)
  return wasFirst
}
