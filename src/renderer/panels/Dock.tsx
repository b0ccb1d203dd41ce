import { Fragment, useId } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { groupsId, useDock } from '../stores/dock'
import { DockGroupView } from './DockGroupView'
import type { NodePanelProps } from './node-panel'
import { panelRows } from './registry'
import { usePanelText } from './use-panel-text'
import '../canvas/menu/menu.css'
import './panels.css'

export interface DockProps extends Omit<NodePanelProps, 'nodeLabel'> {
  /** The name a node is shown by; its id otherwise. */
  nodeLabel?: (id: string) => string
}

/** The panels below the canvas, in groups side by side. */
export function Dock(props: DockProps) {
  const t = usePanelText()
  const resets = useDock(state => state.resets)
  return (
    <section className="dock" aria-label={t('panels.dock')}>
      <Groups key={resets} {...props} />
    </section>
  )
}

function Groups({ nodeLabel = id => id, ...node }: DockProps) {
  const prefix = useId()
  const { groups } = useDock(state => state.layout)
  const ids = groups.map((_, index) => `dock-column-${index}`)
  const sizes = useDefaultLayout({ id: groupsId, panelIds: ids })
  const withStep = groups.findIndex(({ front }) => panelRows[front].step === 'shared')
  return (
    <Group {...sizes} orientation="horizontal">
      {groups.map((group, index) => (
        <Fragment key={ids[index]}>
          {index > 0 && <Separator className="separator" />}
          <Panel id={ids[index]} minSize="240px" {...(groups.length === 2 && firstSize(index))}>
            <DockGroupView
              {...{ group, index, prefix, nodeLabel, ...node }}
              hasStep={index === withStep}
            />
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}

/** The heatmap has more to show than what stands beside it. */
function firstSize(index: number): { defaultSize: string } {
  return { defaultSize: index === 0 ? '58%' : '42%' }
}
