import './editor.css'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { ReactFlowProvider } from 'reactflow'
import { nodeName } from '../../engine/document/schema'
import { Canvas } from '../canvas/Canvas'
import { FindingCard } from '../findings/FindingCard'
import { useT } from '../i18n/index'
import { Inspector } from '../inspector/Inspector'
import { Palette } from '../palette/Palette'
import { Dock } from '../panels/Dock'
import { currentDocument, selectedNode, useDocument } from '../stores/document'
import { usePanes } from '../stores/panes'
import { useView } from '../stores/view'
import { StatusBar } from './StatusBar'
import { TopBar } from './TopBar'

/** The window's main screen. Panes are resized at their borders; their sizes are remembered. */
export function Editor() {
  const t = useT()
  const generation = useDocument(state => state.generation)
  const panes = usePanes()
  const rows = useDefaultLayout({
    id: 'editor-rows',
    panelIds: ['work-pane', ...(panes.dock ? ['dock-pane'] : [])],
  })
  const columns = useDefaultLayout({
    id: 'editor-columns',
    panelIds: [
      ...(panes.palette ? ['palette-pane'] : []),
      'canvas-pane',
      ...(panes.inspector ? ['inspector-pane'] : []),
    ],
  })
  return (
    <main className="editor" aria-label={t('app.editor')}>
      <TopBar />
      <Group {...rows} orientation="vertical" className="editor-panes">
        <Panel id="work-pane" minSize="220px">
          <Group {...columns} orientation="horizontal">
            {panes.palette && (
              <>
                <Panel
                  id="palette-pane"
                  defaultSize="176px"
                  minSize="148px"
                  maxSize="320px"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <Palette />
                </Panel>
                <Separator className="separator" />
              </>
            )}
            <Panel id="canvas-pane" minSize="320px">
              <div className="canvas-pane">
                <ReactFlowProvider key={generation}>
                  <Canvas />
                </ReactFlowProvider>
                <FindingCard />
              </div>
            </Panel>
            {panes.inspector && (
              <>
                <Separator className="separator" />
                <Panel
                  id="inspector-pane"
                  defaultSize="288px"
                  minSize="232px"
                  maxSize="460px"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <Inspector />
                </Panel>
              </>
            )}
          </Group>
        </Panel>
        {panes.dock && (
          <>
            <Separator className="separator" />
            <Panel
              id="dock-pane"
              defaultSize="302px"
              minSize="120px"
              maxSize="70%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <DockPane />
            </Panel>
          </>
        )}
      </Group>
      <StatusBar />
    </main>
  )
}

/** The name a node goes by now, whatever it was called when it was trained. */
function labelOf(id: string): string {
  const node = currentDocument(useDocument.getState()).nodes.find(each => each.id === id)
  return node ? nodeName(node) : id
}

function DockPane() {
  const node = useDocument(state => selectedNode(state)?.id ?? null)
  return (
    <Dock
      selectedNodeId={node}
      nodeLabel={labelOf}
      onSelectNode={id => {
        useDocument.getState().select({ nodes: id === null ? [] : [id], edges: [] })
        if (id !== null) useView.getState().reveal(id)
      }}
    />
  )
}
