import { create } from 'zustand'
import { parseDocument } from '../../engine/document/parse'
import type { GraphDocument } from '../../engine/document/schema'
import { experiments, findExperiment, pathsExperiment } from '../../engine/experiments/catalog'
import { type Experiment, type Variant, variantDocument } from '../../engine/experiments/experiment'
import {
  type FigureId,
  figureIds,
  type RunRecord,
  type SeriesPoint,
} from '../../engine/experiments/record'
import { backgroundPortMessage } from '../../shared/ipc/channels'
import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { requestPort } from '../stores/engine-connection'
import { keepVariant } from './keep-variant'
import { BackgroundTrainer, type Progress } from './trainer'

/** A variant that is, was or will be trained. */
export interface VariantRun extends Omit<Progress, 'state'> {
  readonly state: Progress['state'] | 'waiting'
  readonly figures: Readonly<Partial<Record<FigureId, number>>>
  readonly series: readonly SeriesPoint[]
}

interface ExperimentsState {
  readonly open: boolean
  /** The experiment that is looked at. */
  readonly shown: string
  /** The shipped graphs by experiment; null until they were read. */
  readonly graphs: Readonly<Record<string, GraphDocument>> | null
  /** By experiment and variant. */
  readonly runs: Readonly<Record<string, Readonly<Record<string, VariantRun>>>>
  /** The experiment whose variants are being trained. */
  readonly training: string | null
}

export const experimentIds = [...experiments.map(({ id }) => id), pathsExperiment].toSorted()

export const useExperiments = create<ExperimentsState>()(() => ({
  open: false,
  shown: experimentIds[0]!,
  graphs: null,
  runs: {},
  training: null,
}))

const { getState: get, setState: set } = useExperiments

/** Figures that change more often cannot be read. */
const refreshMs = 120

/** Counts comparisons, so that one that was stopped does not go on as another begins. */
let turn = 0

let trainer = new BackgroundTrainer(() =>
  requestPort(
    () => bridge().request('engine.connectBackground', undefined),
    window,
    backgroundPortMessage,
  ),
)

/** Another trainer, for tests. */
export function trainWith(other: BackgroundTrainer): void {
  trainer = other
}

/** Hears when the engine is lost; returns a function that stops. */
export function followExperiments(): () => void {
  return bridge().on('engine.status', ({ state }) => {
    if (state === 'crashed') trainer.lose(t('experiments.engineLost'))
  })
}

export function showExperiments(id?: string): void {
  set(id === undefined ? { open: true } : { open: true, shown: id })
  if (!get().graphs) void readGraphs()
}

export function closeExperiments(): void {
  set({ open: false })
}

async function readGraphs(): Promise<void> {
  const files = await bridge()
    .request('experiments.list', undefined)
    .catch(() => [])
  const graphs: Record<string, GraphDocument> = {}
  for (const { id, text } of files) {
    const parsed = parseDocument(text)
    if (parsed.kind === 'ok') graphs[id] = parsed.document
  }
  set({ graphs })
}

/** The graph of a variant; null where its file cannot be read. */
export function graphOf({ id }: Experiment, variant: Variant): GraphDocument | null {
  const base = get().graphs?.[id]
  return base ? variantDocument(base, variant) : null
}

/** Trains all variants of an experiment, one after another, beside the window's run. */
export async function trainVariants(id: string): Promise<void> {
  const experiment = findExperiment(id)
  if (!experiment || get().training !== null) return
  const mine = ++turn
  const waiting: VariantRun = {
    state: 'waiting',
    step: 0,
    totalSteps: 0,
    reason: null,
    figures: {},
    series: [],
  }
  set(({ runs }) => ({
    training: id,
    runs: {
      ...runs,
      [id]: Object.fromEntries(experiment.variants.map(each => [each.id, waiting])),
    },
  }))
  for (const variant of experiment.variants) {
    const document = graphOf(experiment, variant)
    if (mine !== turn || !document) break
    await trainOne(experiment, variant, document)
  }
  if (mine === turn)
    set(({ runs }) => ({ training: null, runs: { ...runs, [id]: withoutWaiting(runs[id] ?? {}) } }))
}

/** Ends the variant that is being trained, and trains no more of them. */
export function stopVariants(): void {
  const { training, runs } = get()
  if (training === null) return
  turn++
  set({ training: null, runs: { ...runs, [training]: withoutWaiting(runs[training] ?? {}) } })
  trainer.stop()
}

async function trainOne(
  experiment: Experiment,
  variant: Variant,
  document: GraphDocument,
): Promise<void> {
  let shownAt = Number.NEGATIVE_INFINITY
  const show: Parameters<typeof trainer.train>[1] = (progress, record) => {
    const now = performance.now()
    if (progress.state === 'running' && now - shownAt < refreshMs) return
    shownAt = now
    const run = { ...progress, ...measure(experiment, record) }
    set(({ runs }) => ({
      runs: { ...runs, [experiment.id]: { ...runs[experiment.id], [variant.id]: run } },
    }))
  }
  await trainer.train(document, show, trained => keepVariant(experiment, variant, trained))
}

function measure({ chart }: Experiment, record: RunRecord | null) {
  const figures = record ? figureIds.map(id => [id, record.figure(id)] as const) : []
  return { figures: Object.fromEntries(figures), series: record?.series(chart) ?? [] }
}

function withoutWaiting(runs: Readonly<Record<string, VariantRun>>) {
  return Object.fromEntries(Object.entries(runs).filter(([, { state }]) => state !== 'waiting'))
}
