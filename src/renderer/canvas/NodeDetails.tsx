import { CircleAlert, CircleSlash, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { Handle, Position } from 'reactflow'
import { useShallow } from 'zustand/react/shallow'
import { type DocumentNode, nodeName } from '../../engine/document/schema'
import type { Problem } from '../../engine/graph/types'
import { nodeKind } from '../../engine/nodes/index'
import { formatCompact, formatCount, formatShape } from '../format'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { nodeProblem, useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { useHeat } from '../stores/heat'
import { TrustBadge } from '../trust/TrustBadge'
import { Tooltip } from '../ui/Tooltip'
import { XrayBadge } from '../xray/XrayBadge'
import { portOffset } from './flow-elements'
import { hasOutgoing } from './loose-outputs'

/** What there is to see of a node from near: dots, name, what it does, parameters, trouble. */
export const NodeDetails = memo(function NodeDetails({ node }: { readonly node: DocumentNode }) {
  const t = useT()
  const definition = nodeKind(node.kind)
  const problem = useAnalysis(analysis => nodeProblem(analysis, node.id))
  const parameters = useAnalysis(analysis => analysis.parameterCounts.get(node.id) ?? 0)
  const name = nodeName(node)
  return (
    <>
      {definition.inputs.map(port => (
        <Handle
          key={port.name}
          id={port.name}
          type="target"
          position={Position.Left}
          // Measured within the border.
          style={{ top: portOffset(node, port.name) - 1 }}
          role="img"
          aria-label={t('canvas.input', { name })}
        />
      ))}
      <div className="node-head">
        <span className="node-name" title={name}>
          {name}
        </span>
        {parameters > 0 && (
          <span
            className="node-parameters"
            title={t('canvas.parameters', {
              count: parameters,
              formatted: formatCount(parameters),
            })}
          >
            {formatCompact(parameters)}
          </span>
        )}
      </div>
      <Subtitle node={node} problem={problem} />
      <GradientBadge nodeId={node.id} />
      <XrayBadge nodeId={node.id} />
      <TrustBadge nodeId={node.id} />
      {problem && <ProblemMark problem={problem} />}
      {definition.hasOutput && (
        <>
          <Handle
            id="y"
            type="source"
            position={Position.Right}
            role="img"
            aria-label={t('canvas.output', { name })}
          />
          <LooseShape nodeId={node.id} />
        </>
      )}
    </>
  )
})

interface SubtitleProps {
  readonly node: DocumentNode
  readonly problem: Problem | undefined
}

/** What the node does; what is wrong with it while something is. */
function Subtitle({ node, problem }: SubtitleProps) {
  const t = useT()
  if (problem?.severity === 'error') {
    return (
      <div className="node-subtitle" data-testid="node-error">
        {t(`canvas.problem.${problem.kind}`)}
      </div>
    )
  }
  if (node.disabled) {
    return (
      <div className="node-subtitle" title={t('canvas.bypassed.help')}>
        <CircleSlash aria-hidden size={11} /> {t('canvas.bypassed')}
      </div>
    )
  }
  const subtitle = kindInfo(node.kind).subtitle(node.attrs as never)
  return (
    <div className="node-subtitle" title={subtitle}>
      {subtitle}
    </div>
  )
}

/** The shape of an output that leads nowhere yet; others show it on their edges. */
function LooseShape({ nodeId }: { readonly nodeId: string }) {
  const isLoose = useDocument(state => !hasOutgoing(currentDocument(state).edges, nodeId))
  const batch = useDocument(state => currentDocument(state).training.batchSize)
  const shape = useAnalysis(analysis => analysis.shapes.get(nodeId))
  if (!isLoose || !shape) return null
  return (
    <span className="node-shape" data-testid="node-shape">
      {formatShape(batch, shape)}
    </span>
  )
}

/** Size of the gradient at the node's weights in the newest step. */
function GradientBadge({ nodeId }: { readonly nodeId: string }) {
  const t = useT()
  const heat = useHeat(
    useShallow(({ weights }) => {
      const found = weights[nodeId]
      return found ? ([found.text, found.color, found.ink] as const) : null
    }),
  )
  if (!heat) return null
  const [text, background, color] = heat
  return (
    <span
      className="node-gradient"
      style={{ background, color }}
      title={t('canvas.gradient', { value: text })}
      data-testid="node-gradient"
    >
      {text}
    </span>
  )
}

function ProblemMark({ problem }: { readonly problem: Problem }) {
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <Tooltip
      side="top"
      tone={problem.severity}
      content={
        <>
          <strong>{engineText(problem.message)}</strong>
          <span>{engineText(problem.remedy)}</span>
        </>
      }
    >
      <span
        className="node-problem"
        role="img"
        data-severity={problem.severity}
        data-testid="node-problem"
        aria-label={`${engineText(problem.message)} ${engineText(problem.remedy)}`}
      >
        <Icon aria-hidden size={14} />
      </span>
    </Tooltip>
  )
}
