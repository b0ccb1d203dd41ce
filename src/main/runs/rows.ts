import {
  curvesSchema,
  figuresToJson,
  gradientAxesSchema,
  type RunRecord,
  type RunRow,
  runSummarySchema,
  type StoredGradients,
} from '../../shared/runs/record'

type Cell = string | number | Uint8Array | null
export type Columns = Readonly<Record<string, Cell>>

/** A run as columns of its row. */
export function columnsOf(record: RunRecord, dataAllowed: boolean): Columns {
  const { id, name, summary, document, gradients } = record
  const texts = {
    summary: figuresToJson(summary),
    document,
    curves: figuresToJson(record.curves),
  }
  const values = gradients && bytesOf(gradients.values)
  const bytes =
    Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
    (values?.length ?? 0)
  return {
    id,
    name,
    started_at: summary.startedAt,
    data_allowed: Number(dataAllowed),
    ...texts,
    gradient_axes: gradients && axesOf(gradients),
    gradient_values: values,
    bytes,
  }
}

/** A line of the table; null where it cannot be read. */
export function rowOf(row: Readonly<Record<string, unknown>>): RunRow | null {
  const summary = runSummarySchema.safeParse(parsed(row.summary))
  if (!summary.success) return null
  return {
    id: String(row.id),
    name: String(row.name),
    starred: row.starred === 1,
    ...summary.data,
  }
}

/** A whole run; null where it cannot be read. */
export function recordOf(row: Readonly<Record<string, unknown>>): RunRecord | null {
  const summary = runSummarySchema.safeParse(parsed(row.summary))
  const curves = curvesSchema.safeParse(parsed(row.curves))
  if (!summary.success || !curves.success) return null
  return {
    id: String(row.id),
    name: String(row.name),
    summary: summary.data,
    document: String(row.document),
    curves: curves.data,
    gradients: gradientsOf(row.gradient_axes, row.gradient_values),
  }
}

function axesOf({ rows, first, last }: StoredGradients): string {
  return figuresToJson({ rows, first, last })
}

function gradientsOf(axesText: unknown, bytes: unknown): StoredGradients | null {
  const axes = gradientAxesSchema.safeParse(parsed(axesText))
  if (!axes.success || !(bytes instanceof Uint8Array)) return null
  // A copy of its own begins where numbers may begin.
  const values = new Float32Array(bytes.slice().buffer)
  const cells = axes.data.rows.length * axes.data.first.length
  return values.length === 3 * cells ? { ...axes.data, values } : null
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
