import { columnNames } from './column-names'
import { type OwnFormat, ownFormat, ownInfo } from './own'

/** What is known of a data set before its file is read: enough to infer every shape of a graph. */
export interface DatasetInfo {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly task: 'classification' | 'regression'
  readonly features: readonly number[]
  /** Size where an example is an image, else null; one channel after the other, grey where not said. */
  readonly image: {
    readonly height: number
    readonly width: number
    readonly channels?: number
  } | null
  readonly classes: number | null
  /** Names of the classes, where they have any but their numbers. */
  readonly classNames?: readonly string[] | null
  /** Names of a table's columns, the target last. */
  readonly columnNames?: readonly string[]
  readonly targetFeatures: number
  readonly examples: { readonly train: number; readonly test: number }
}

/** A data set of the catalog, with where its examples come from. */
export type CatalogEntry = DatasetInfo &
  (
    | { readonly source: 'images' }
    /** A file of comma-separated values, the target last; a class by its name. */
    | {
        readonly source: 'table'
        readonly file: string
        readonly classNames: readonly string[] | null
      }
    /** Drawn by a seed; how many examples, and of which classes, the data node says. */
    | { readonly source: 'synthetic' }
    /** Files of the user's, which the data node names. */
    | { readonly source: 'own'; readonly format: OwnFormat }
  )

const classification = {
  task: 'classification',
  image: null,
  targetFeatures: 1,
} as const

/** A set of points in the plane, as it is by default. */
const points = {
  ...classification,
  source: 'synthetic',
  features: [2],
  classes: 2,
  examples: { train: 400, test: 100 },
} as const

/** Every data set that ships with the app, by id. */
export const datasetCatalog = {
  mnist: {
    ...classification,
    id: 'mnist',
    title: 'MNIST',
    summary: '10,000 digits, 28×28',
    source: 'images',
    features: [784],
    image: { height: 28, width: 28 },
    classes: 10,
    examples: { train: 9000, test: 1000 },
  },
  spiral: {
    ...points,
    id: 'spiral',
    title: 'Spiral',
    summary: 'Arms wound into each other',
    classes: 3,
  },
  moons: { ...points, id: 'moons', title: 'Moons', summary: 'Two interleaved half circles' },
  circles: { ...points, id: 'circles', title: 'Circles', summary: 'A ring around another' },
  xor: { ...points, id: 'xor', title: 'XOR', summary: 'Opposite quadrants' },
  clusters: {
    ...points,
    id: 'clusters',
    title: 'Clusters',
    summary: 'Gaussian, around a circle',
    classes: 3,
  },
  randomNoise: {
    ...points,
    id: 'randomNoise',
    title: 'Random noise',
    summary: 'N(0, 1), random labels',
    features: [100],
    classes: 10,
  },
  iris: {
    ...classification,
    id: 'iris',
    title: 'Iris',
    summary: '150 flowers, 3 species',
    source: 'table',
    file: 'iris.csv',
    columnNames: columnNames.iris,
    classNames: ['setosa', 'versicolor', 'virginica'],
    features: [4],
    classes: 3,
    examples: { train: 120, test: 30 },
  },
  wine: {
    ...classification,
    id: 'wine',
    title: 'Wine',
    summary: '178 wines, 3 cultivars',
    source: 'table',
    file: 'wine.csv',
    columnNames: columnNames.wine,
    classNames: ['class_0', 'class_1', 'class_2'],
    features: [13],
    classes: 3,
    examples: { train: 142, test: 36 },
  },
  breastCancer: {
    ...classification,
    id: 'breastCancer',
    title: 'Breast cancer',
    summary: '569 tumours, 2 diagnoses',
    source: 'table',
    file: 'breast-cancer.csv',
    columnNames: columnNames.breastCancer,
    classNames: ['malignant', 'benign'],
    features: [30],
    classes: 2,
    examples: { train: 456, test: 113 },
  },
  diabetes: {
    id: 'diabetes',
    title: 'Diabetes',
    summary: '442 patients, a number to predict',
    task: 'regression',
    source: 'table',
    file: 'diabetes.csv',
    columnNames: columnNames.diabetes,
    classNames: null,
    features: [10],
    image: null,
    classes: null,
    targetFeatures: 1,
    examples: { train: 354, test: 88 },
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

export type DatasetId = keyof typeof datasetCatalog

/** Ids of the data sets whose examples come from there. */
export function datasetsFrom(...sources: readonly CatalogEntry['source'][]): DatasetId[] {
  return Object.values(datasetCatalog)
    .filter(({ source }) => sources.includes(source))
    .map(({ id }) => id)
}

/** Data sets whose number of classes is to be chosen. */
export const setsOfAnyClasses: readonly DatasetId[] = ['spiral', 'clusters']

/** Share of the examples that is kept for testing where a data set has no test part of its own. */
export const testFraction = 0.2

/** The attrs of a data node. */
export type DataAttrs = Readonly<Record<string, number | string | boolean>>

/**
 * The data set that a data node asks for; undefined where there is none of that name, or where own
 * files were not imported yet.
 */
export function datasetInfo(attrs: DataAttrs): CatalogEntry | undefined {
  const id = String(attrs.dataset)
  const format = ownFormat(attrs)
  if (format) {
    const own = ownInfo(attrs)
    return own && { ...own, source: 'own', format }
  }
  if (!Object.hasOwn(datasetCatalog, id)) return undefined
  const entry: CatalogEntry = datasetCatalog[id as DatasetId]
  if (entry.source !== 'synthetic') return entry
  const size = Number(attrs.size ?? entry.examples.train + entry.examples.test)
  const test = Math.round(size * testFraction)
  const hasAnyClasses = setsOfAnyClasses.includes(id as DatasetId)
  return {
    ...entry,
    classes: hasAnyClasses ? Number(attrs.classes ?? entry.classes) : entry.classes,
    examples: { train: size - test, test },
  }
}

/** Most examples that a data node lets a network train on, beside those held out to validate. */
export function trainingLimit(attrs: DataAttrs): number {
  const isLimited = attrs.subset === 'some' && datasetInfo(attrs)?.source !== 'synthetic'
  return isLimited ? Number(attrs.examples) : Number.POSITIVE_INFINITY
}

/** How many examples a data node stands for: those to train on where that is chosen, else all. */
export function exampleCount(attrs: DataAttrs, { examples }: DatasetInfo): number {
  const limit = trainingLimit(attrs)
  return Number.isFinite(limit) ? Math.min(limit, examples.train) : examples.train + examples.test
}

/** The seed that draws the examples and parts of a data node. */
export function dataSeed(attrs: DataAttrs, trainingSeed: number): number {
  return attrs.seedFrom === 'own' ? Number(attrs.seed) : trainingSeed
}

/** Whether classes have the same share in all parts: what is drawn or very large has that anyway. */
export function isStratified(attrs: DataAttrs): boolean {
  const source = datasetInfo(attrs)?.source
  return source === 'table' || source === 'own'
}
