/** What is known of a data set before its file is read: enough to infer every shape of a graph. */
export interface DatasetInfo {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly task: 'classification' | 'regression'
  readonly features: readonly number[]
  /** Height and width where an example is a grey image, else null. */
  readonly image: { readonly height: number; readonly width: number } | null
  readonly classes: number | null
  readonly targetFeatures: number
  readonly examples: { readonly train: number; readonly test: number }
}

const mnist: DatasetInfo = {
  id: 'mnist',
  title: 'MNIST',
  summary: '10,000 digits, 28×28',
  task: 'classification',
  features: [784],
  image: { height: 28, width: 28 },
  classes: 10,
  targetFeatures: 1,
  examples: { train: 9000, test: 1000 },
}

/** Every data set that ships with the app, by id. */
export const datasetCatalog = { mnist } as const satisfies Readonly<Record<string, DatasetInfo>>

export type DatasetId = keyof typeof datasetCatalog

export function datasetInfo(id: string): DatasetInfo | undefined {
  return Object.hasOwn(datasetCatalog, id) ? datasetCatalog[id as DatasetId] : undefined
}
