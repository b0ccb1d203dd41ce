import type { ComponentType } from 'react'
import type { PanelId } from '../../shared/panels'
import { EvaluationControls } from '../evaluation/EvaluationControls'
import { EvaluationPanel } from '../evaluation/EvaluationPanel'
import { evaluationCsv, useNoEvaluation } from '../evaluation/evaluation-csv'
import { Findings } from '../findings/Findings'
import { FindingsCount } from '../findings/FindingsCount'
import { RunsPanel } from '../runs/RunsPanel'
import { runsCsv, useNoRuns } from '../runs/runs-csv'
import { SweepControls } from '../sweep/SweepControls'
import { SweepPanel } from '../sweep/SweepPanel'
import { sweepCsv, useNoTrials } from '../sweep/sweep-csv'
import { XrayPanel } from '../xray/XrayPanel'
import { AttenuationPanel } from './AttenuationPanel'
import { BoundaryPanel, UnitsControl } from './BoundaryPanel'
import { AllCurves } from './CurvesPanel'
import { AllDistributions, DistributionControls } from './distributions/AllDistributions'
import { shownDistributionsCsv, useNoDistributions } from './distributions/distributions-csv'
import { attenuationCsv, curvesCsv, heatmapCsv, useNoSteps } from './export/figures'
import { boundaryCsv, landscapeCsv, useNoBoundary, useNoLandscape } from './export/probe-figures'
import { HeatmapPanel } from './HeatmapPanel'
import { LandscapePanel } from './LandscapePanel'
import { LayerControls } from './layer/LayerControls'
import { LayerPanel } from './layer/LayerPanel'
import { layerCsv, useNoLayer } from './layer/layer-csv'
import type { NodePanelProps } from './node-panel'
import { CurvesControls, HeatmapControls } from './PanelControls'

/** What a panel gives away. */
export interface PanelExports {
  /** Whether it draws charts, elements of the class `chart`, that make a picture. */
  readonly picture: boolean
  /** Its figures as CSV. */
  csv?(nodeLabel: (id: string) => string): string
  /** A hook: why there is nothing to export as things stand; null where there is. */
  useNothing(): string | null
}

/** A panel of the dock. Its name stands in `src/shared/panels.ts`. */
export interface PanelRow {
  readonly component: ComponentType<NodePanelProps>
  /** What it can be set to, beside its tab. */
  readonly controls?: ComponentType
  /**
   * Which step it shows: the one that all views share, which can then be chosen in the dock, or the one
   * at which the network itself is. Absent where it is of no step.
   */
  readonly step?: 'shared' | 'run'
  readonly exports?: PanelExports
  /** A count beside its name. */
  readonly badge?: ComponentType
}

/** What every panel shows. */
export const panelRows: Readonly<Record<PanelId, PanelRow>> = {
  gradients: {
    component: HeatmapPanel,
    controls: HeatmapControls,
    step: 'shared',
    exports: { picture: true, csv: heatmapCsv, useNothing: useNoSteps },
  },
  attenuation: {
    component: AttenuationPanel,
    step: 'shared',
    exports: { picture: true, csv: attenuationCsv, useNothing: useNoSteps },
  },
  layer: {
    component: LayerPanel,
    controls: LayerControls,
    step: 'run',
    exports: { picture: true, csv: layerCsv, useNothing: useNoLayer },
  },
  distributions: {
    component: AllDistributions,
    controls: DistributionControls,
    step: 'shared',
    exports: { picture: true, csv: shownDistributionsCsv, useNothing: useNoDistributions },
  },
  boundary: {
    component: BoundaryPanel,
    controls: UnitsControl,
    step: 'run',
    exports: { picture: true, csv: boundaryCsv, useNothing: useNoBoundary },
  },
  landscape: {
    component: LandscapePanel,
    step: 'run',
    exports: { picture: true, csv: landscapeCsv, useNothing: useNoLandscape },
  },
  sweep: {
    component: SweepPanel,
    controls: SweepControls,
    exports: { picture: true, csv: sweepCsv, useNothing: useNoTrials },
  },
  xray: { component: XrayPanel },
  curves: {
    component: AllCurves,
    controls: CurvesControls,
    step: 'shared',
    exports: { picture: true, csv: curvesCsv, useNothing: useNoSteps },
  },
  evaluation: {
    component: EvaluationPanel,
    controls: EvaluationControls,
    step: 'run',
    exports: { picture: true, csv: evaluationCsv, useNothing: useNoEvaluation },
  },
  findings: { component: Findings, badge: FindingsCount },
  runs: {
    component: RunsPanel,
    exports: { picture: false, csv: runsCsv, useNothing: useNoRuns },
  },
}
