import { Eye, EyeOff, RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import type { Finding } from '../../engine/diagnosis/finding'
import { type Fix, fixesOf } from '../../engine/diagnosis/fixes'
import { fixTitle } from '../i18n/findings'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { applyAndCompare, applyFix, previewFix, useFindings } from '../stores/findings'
import { engine } from '../stores/run'
import { useView } from '../stores/view'
import { Tooltip } from '../ui/Tooltip'
import { describeChanges } from './describe-changes'
import { withPlaces } from './place-nodes'
import { showFinding } from './shown'

/** The cures that the present graph does not have yet, the likeliest first. */
export function useFixes({ rule, cause, root }: Finding): Fix[] {
  const document = useDocument(currentDocument)
  const rootRule = root?.rule
  const rootCause = root?.cause
  return useMemo(() => {
    const from = rootRule && rootCause ? { rule: rootRule, cause: rootCause } : null
    return fixesOf({ rule, cause, root: from }, document)
  }, [rule, cause, rootRule, rootCause, document])
}

/** The fix with a place for what it brings. */
async function arranged(fix: Fix): Promise<Fix> {
  const { width, height } = document.querySelector('.canvas')?.getBoundingClientRect() ?? {
    width: 960,
    height: 540,
  }
  const graph = currentDocument(useDocument.getState())
  return { ...fix, changes: await withPlaces(graph, fix.changes, { width, height }) }
}

async function applyOnly(fix: Fix): Promise<void> {
  const placed = await arranged(fix)
  applyFix(placed)
  if (placed.changes !== fix.changes) useView.getState().fit()
}

/** Applies a fix, trains with the same seed and shows the comparison. */
export async function applyAndRerun(fix: Fix): Promise<void> {
  const placed = await arranged(fix)
  const graph = applyAndCompare(placed)
  if (placed.changes !== fix.changes) useView.getState().fit()
  showFinding('comparison')
  await engine.train(graph)
}

interface FixActionsProps {
  readonly fix: Fix
  /** The one that is recommended. */
  readonly first: boolean
  /** Whether there is a run to compare with. */
  readonly rerun?: boolean
}

/** One fix: what it is, what it would change, and the ways to take it. */
export function FixActions({ fix, first, rerun = true }: FixActionsProps) {
  const t = useT()
  const graph = useDocument(currentDocument)
  const previewed = useFindings(state => state.preview?.fix.id === fix.id)
  const lines = useMemo(
    () => (previewed ? describeChanges(graph, fix.changes) : []),
    [previewed, graph, fix],
  )
  const previewLabel = previewed ? t('findings.preview.hide') : t('findings.preview')
  const Icon = previewed ? EyeOff : Eye
  return (
    <li className="finding-fix" data-testid={`fix-${fix.id}`}>
      <div className="fix-head">
        <span className="fix-title">{fixTitle(fix.id)}</span>
        <Tooltip content={previewLabel} side="top">
          <button
            type="button"
            className="button button-ghost"
            data-icon-only
            aria-label={previewLabel}
            aria-expanded={previewed}
            data-testid="fix-preview"
            onClick={() => previewFix(previewed ? null : fix)}
          >
            <Icon aria-hidden size={15} />
          </button>
        </Tooltip>
        <button
          type="button"
          className="button button-plain"
          data-testid="fix-apply"
          onClick={() => void applyOnly(fix)}
        >
          {t('findings.apply')}
        </button>
        {rerun && (
          <Tooltip content={t('findings.rerun.help')} side="top">
            <button
              type="button"
              className={`button ${first ? 'button-primary' : 'button-plain'}`}
              data-testid="fix-rerun"
              onClick={() => void applyAndRerun(fix)}
            >
              <RotateCw aria-hidden size={13} />
              {t('findings.rerun')}
            </button>
          </Tooltip>
        )}
      </div>
      {lines.length > 0 && (
        <ul className="fix-changes" data-testid="fix-changes">
          {lines.map(({ subject, detail }) => (
            <li key={`${subject} ${detail}`}>
              <span className="fix-subject">{subject}</span>
              <span>{detail}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
