import { useRef } from 'react'
import { dock } from '../stores/dock'
import type { DockGroup } from '../stores/dock-layout'
import { useRun } from '../stores/run'
import { PartBoundary } from '../ui/PartBoundary'
import { DockTabs } from './DockTabs'
import { DropZones } from './DropZones'
import { ExportMenu } from './ExportMenu'
import type { NodePanelProps } from './node-panel'
import { PanelMenu } from './PanelMenu'
import { RunStepNote } from './RunStepNote'
import { panelRows } from './registry'
import { StepControl } from './StepControl'

interface DockGroupViewProps extends NodePanelProps {
  readonly group: DockGroup
  readonly index: number
  readonly prefix: string
  /** Whether the step that all views share is chosen here. */
  readonly hasStep: boolean
}

/** A group of panels: its tabs, what the one in front can be set to, and that one itself. */
export function DockGroupView({ group, index, prefix, hasStep, ...node }: DockGroupViewProps) {
  const body = useRef<HTMLDivElement>(null)
  const { front } = group
  const { component: Panel, controls: Controls, exports, step } = panelRows[front]
  const { nodeLabel, selectedNodeId } = node
  const runId = useRun(({ run }) => run?.id ?? null)
  const resetKeys = [selectedNodeId, runId]
  return (
    <section
      className="dock-group"
      aria-labelledby={`${prefix}-${front}`}
      data-testid={`dock-group-${index}`}
      onFocusCapture={() => dock.use(front)}
      onPointerDownCapture={() => dock.use(front)}
    >
      <header className="dock-header">
        <div className="dock-strip">
          <DockTabs group={group} index={index} prefix={prefix} />
          <PanelMenu group={group} index={index} />
        </div>
        {(hasStep || Controls || exports) && (
          <div className="dock-controls">
            {hasStep && (
              <PartBoundary inline resetKeys={resetKeys}>
                <StepControl />
              </PartBoundary>
            )}
            <PartBoundary key={front} inline resetKeys={resetKeys}>
              {Controls && <Controls />}
              {step === 'run' && <RunStepNote canTravel />}
              {exports && <ExportMenu id={front} {...{ exports, body, nodeLabel }} />}
            </PartBoundary>
          </div>
        )}
      </header>
      <div className="dock-panel">
        <div
          ref={body}
          className="dock-body"
          role="tabpanel"
          id={`${prefix}-${front}-panel`}
          aria-labelledby={`${prefix}-${front}`}
          data-panel={front}
        >
          <PartBoundary key={front} resetKeys={resetKeys}>
            <Panel {...node} />
          </PartBoundary>
        </div>
        <DropZones group={index} />
      </div>
    </section>
  )
}
