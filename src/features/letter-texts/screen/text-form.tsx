import { Alert, Button, Tabs, TextInput } from '@mantine/core'
import { IconCopy, IconHistory } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { isRichTextProblem } from '#domain/letters/rich-text-check.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { say } from '#ui/notices.tsx'
import { ApiError } from '#ui/request.ts'
import { messageOf } from '#ui/states.tsx'
import type { LetterTextState } from '../contract.ts'
import { LineField } from './line-field.tsx'
import { OriginalNotice } from './original-notice.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { RichField } from './rich-field.tsx'
import { SettingsFields } from './settings-fields.tsx'
import { type TextEditing, useLetterText } from './use-letter-text.tsx'
import { useVariableChoices, useVariableName } from './variable-words.tsx'

const VersionsDrawer = lazyPart(async () => (await import('./versions-drawer.tsx')).VersionsDrawer)
const MergeDialog = lazyPart(async () => (await import('./merge-dialog.tsx')).MergeDialog)
const CopyDialog = lazyPart(async () => (await import('./copy-dialog.tsx')).CopyDialog)

type Panel = 'versions' | 'original' | 'copy' | null

/** Parameters of the address that say which text it is. */
export const VARIANT_PARAMETERS = ['niveau', 'langue', 'nature'] as const

/** The text on the left, the letter it makes on the right. */
export function TextForm({ read }: { readonly read: LetterTextState }) {
  const editing = useLetterText(read)
  const [panel, setPanel] = useState<Panel>(null)
  const { company } = read
  const submit = (event: FormEvent) => {
    event.preventDefault()
    editing.save()
  }
  return (
    <form className="letter-text" onSubmit={submit} noValidate>
      <div className="text-fields">
        <OriginalNotice
          baseline={editing.baseline}
          isDirty={editing.isDirty}
          onCompare={() => setPanel('original')}
          onKept={editing.goOnFrom}
        />
        <TextTabs editing={editing} />
        <SettingsFields variant={read} settings={editing.settings} onChange={editing.changeSettings} />
      </div>
      <PreviewPane code={company} variant={read} text={editing.whole} settings={editing.settings} />
      <SaveBar editing={editing} onOpen={setPanel} />
      <TextPanels editing={editing} panel={panel} onClose={() => setPanel(null)} />
      <LeaveGuard isDirty={editing.isDirty} parameters={VARIANT_PARAMETERS} />
    </form>
  )
}

function TextTabs({ editing }: { readonly editing: TextEditing }) {
  const { t } = useTranslation()
  return (
    <Tabs defaultValue="letter" keepMounted>
      <Tabs.List>
        <Tabs.Tab value="letter">{t('letterTexts.tab.letter')}</Tabs.Tab>
        <Tabs.Tab value="email">{t('letterTexts.tab.email')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="letter" className="text-tab">
        <EditedLine editing={editing} place="title" />
        <EditedBody editing={editing} place="body" />
        <EditedLine editing={editing} place="closing" />
        <SignatoryFields editing={editing} />
      </Tabs.Panel>
      <Tabs.Panel value="email" className="text-tab">
        <p className="dimmed">{t('letterTexts.emailHint')}</p>
        <EditedLine editing={editing} place="emailSubject" />
        <EditedBody editing={editing} place="emailBody" />
      </Tabs.Panel>
    </Tabs>
  )
}

interface EditedProps<Place> {
  readonly editing: TextEditing
  readonly place: Place
}

function EditedLine({ editing, place }: EditedProps<'title' | 'closing' | 'emailSubject'>) {
  const { baseline, text, settings, edition, change } = editing
  const choices = useVariableChoices(place, baseline, settings.deadlineDays)
  return (
    <LineField
      key={edition}
      place={place}
      line={text[place]}
      choices={choices}
      onChange={(line) => change({ [place]: line })}
    />
  )
}

function EditedBody({ editing, place }: EditedProps<'body' | 'emailBody'>) {
  const { baseline, text, settings, edition, change } = editing
  const choices = useVariableChoices(place, baseline, settings.deadlineDays)
  // An editor is made anew only when another text is loaded, and that one can be read.
  const [start, setStart] = useState({ edition: -1, text: baseline.text[place] })
  const value = text[place]
  if (start.edition !== edition && !isRichTextProblem(value)) setStart({ edition, text: value })
  return (
    <RichField
      key={start.edition}
      place={place}
      text={start.text}
      choices={choices}
      onChange={(edited) => change({ [place]: edited })}
    />
  )
}

function SignatoryFields({ editing: { text, change } }: { readonly editing: TextEditing }) {
  const { t } = useTranslation()
  return (
    <div className="text-signatory">
      {(['signatoryName', 'signatoryTitle'] as const).map((part) => (
        <TextInput
          key={part}
          label={t(`letterTexts.place.${part}`)}
          description={t(`letterTexts.${part}Hint`)}
          maxLength={100}
          autoComplete="off"
          value={text[part] ?? ''}
          onChange={(event) => change({ [part]: event.currentTarget.value || null })}
        />
      ))}
    </div>
  )
}

interface SaveBarProps {
  readonly editing: TextEditing
  readonly onOpen: (panel: 'versions' | 'copy') => void
}

function SaveBar({ editing, onOpen }: SaveBarProps) {
  const { t } = useTranslation()
  const { baseline, isDirty, isSaving, failure } = editing
  const edits = useCapability('edit-texts', baseline.company)
  const problem = useProblemWords(editing)
  const isConflict = failure instanceof ApiError && failure.code === 'conflict'
  return (
    <div className="text-save">
      {failure && !isConflict ? (
        <Alert className="text-failure" color="red" role="alert" title={t('failure.title')}>
          {messageOf(failure)}
        </Alert>
      ) : null}
      <p className={`text-state ${problem ? 'text-warning' : 'dimmed'}`} role="status">
        {problem ??
          (isDirty ? t('letterTexts.unsaved') : t('letterTexts.upToDate', { version: baseline.version }))}
      </p>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => onOpen('versions')}
      >
        {t('letterTexts.versions.title')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconCopy size={16} aria-hidden />}
        disabled={isDirty}
        title={isDirty ? t('letterTexts.copy.saveFirst') : undefined}
        onClick={() => onOpen('copy')}
        {...whyDisabled(edits)}
      >
        {t('letterTexts.copy.title')}
      </Button>
      <Button
        type="submit"
        loading={isSaving}
        disabled={!isDirty || problem !== null}
        {...whyDisabled(edits)}
      >
        {t('save')}
      </Button>
    </div>
  )
}

// Said before the server has to refuse.
function useProblemWords({ problem }: TextEditing): string | null {
  const { t } = useTranslation()
  const nameOf = useVariableName()
  if (problem === null) return null
  if (!('place' in problem)) return t(`letterTexts.problem.${problem.problem}`)
  const place = t(`letterTexts.place.${problem.place}`)
  return t(`letterTexts.problem.${problem.problem}`, { place, name: nameOf(problem.name) })
}

interface TextPanelsProps {
  readonly editing: TextEditing
  readonly panel: Panel
  readonly onClose: () => void
}

function TextPanels({ editing, panel, onClose }: TextPanelsProps) {
  const { t } = useTranslation()
  const { baseline, whole, settings, theirs, load, settle, setAside } = editing
  const take = (text: LetterText, name: string) => {
    load(text)
    say(t('letterTexts.versions.taken', { name }))
    onClose()
  }
  return (
    <>
      {panel === 'versions' || panel === 'original' ? (
        <VersionsDrawer
          opensOriginal={panel === 'original'}
          code={baseline.company}
          variant={baseline}
          current={whole}
          onTake={take}
          onClose={onClose}
        />
      ) : null}
      {panel === 'copy' ? <CopyDialog code={baseline.company} variant={baseline} onClose={onClose} /> : null}
      {theirs && whole ? (
        <MergeDialog
          base={baseline}
          mine={{ text: whole, settings }}
          theirs={theirs}
          onMerge={(merged) => settle(merged.text, merged.settings)}
          onClose={setAside}
        />
      ) : null}
    </>
  )
}
