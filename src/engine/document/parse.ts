import type { z } from 'zod'
import { type Frame, frameSchema } from './frame'
import { issueText } from './issue-text'
import { scanJson } from './json-scan'
import { findJsonMistake, findRepeatedField, type JsonMistake } from './json-syntax'
import { type Migration, migrate, migrations } from './migrations'
import {
  type DocumentEdge,
  type DocumentNode,
  documentSchema,
  edgeSchema,
  emptyDocument,
  formatName,
  formatVersion,
  type GraphDocument,
  limits,
  nodeSchema,
  trainingSchema,
} from './schema'

/** One thing wrong in a file, with its place: `nodes[3].attrs.units`; empty where the reason names it. */
export interface DocumentIssue {
  readonly path: string
  readonly reason: string
}

export type ParseResult =
  | { readonly kind: 'ok'; readonly document: GraphDocument }
  | { readonly kind: 'notGradscope'; readonly reason: string }
  | { readonly kind: 'tooNew'; readonly version: number; readonly supported: number }
  | { readonly kind: 'migrationFailed'; readonly version: number; readonly reason: string }
  | {
      readonly kind: 'invalid'
      /** The first issue's place and reason. */
      readonly path: string
      readonly reason: string
      readonly issues: readonly DocumentIssue[]
      /** The file without its unsound records, or null where nothing sound is left. */
      readonly salvage: GraphDocument | null
    }

/**
 * Reads the text of a `.gradscope` file. Takes bounded time and memory for any input and never
 * throws: nesting, size and forbidden keys are checked before the text is parsed.
 */
export function parseDocument(text: string): ParseResult {
  const scan = scanJson(text, limits)
  if (!scan.ok) return { kind: 'notGradscope', reason: scan.reason }
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  let file: unknown
  try {
    file = JSON.parse(json)
  } catch (error) {
    return { kind: 'notGradscope', reason: `not JSON: ${mistakeIn(json, error as Error)}` }
  }
  const parsed = parseDocumentValue(file)
  const repeated = countMembers(file) < scan.members ? findRepeatedField(json) : null
  return repeated ? withIssue(parsed, { path: '', reason: placed(repeated) }) : parsed
}

function mistakeIn(json: string, error: Error): string {
  const mistake = findJsonMistake(json)
  return mistake ? placed(mistake) : error.message
}

function placed({ line, column, reason }: JsonMistake): string {
  return `line ${line}, column ${column}: ${reason}`
}

/** Fields of all objects in a value; of those that a text gives twice, one is left. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const values = Object.values(value)
  let count = Array.isArray(value) ? 0 : values.length
  for (const each of values) count += countMembers(each)
  return count
}

/** A file is not sound, whatever else is said of it; what it comes to without the issue is kept. */
function withIssue(parsed: ParseResult, issue: DocumentIssue): ParseResult {
  if (parsed.kind === 'ok') return invalid([issue], parsed.document)
  return parsed.kind === 'invalid' ? invalid([issue, ...parsed.issues], parsed.salvage) : parsed
}

/** The format to read: this build's own, but where a test of migrations gives another. */
export interface DocumentFormat {
  readonly version: number
  readonly migrations: readonly Migration[]
}

/** The same for a value that is already parsed, such as one that came over a message port. */
export function parseDocumentValue(
  file: unknown,
  format: DocumentFormat = { version: formatVersion, migrations },
): ParseResult {
  if (!isRecord(file) || file.format !== formatName) {
    return { kind: 'notGradscope', reason: 'it has no "format": "gradscope"' }
  }
  const { version } = file
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return invalid([{ path: 'version', reason: 'expected a whole number from 1 on' }], null)
  }
  if (version > format.version) return { kind: 'tooNew', version, supported: format.version }
  let current: Record<string, unknown>
  try {
    current = migrate(file, version, format.migrations, format.version)
  } catch (error) {
    return { kind: 'migrationFailed', version, reason: (error as Error).message }
  }
  const parsed = documentSchema.safeParse(current)
  if (!parsed.success) {
    return invalid(issuesOf(parsed.error, current), salvage(current))
  }
  const issues = crossCheck(parsed.data)
  return issues.length > 0
    ? invalid(issues, salvage(current))
    : { kind: 'ok', document: parsed.data }
}

function invalid(
  issues: readonly DocumentIssue[],
  salvaged: GraphDocument | null,
): ParseResult & { kind: 'invalid' } {
  const [first = { path: '', reason: 'unreadable' }] = issues
  return { kind: 'invalid', ...first, issues, salvage: salvaged }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function issuesOf(error: z.ZodError, file: unknown): DocumentIssue[] {
  return error.issues.slice(0, 100).flatMap(issue => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: formatPath(issue.path), reason: issueText(issue, file) }]
    }
    return issue.keys.slice(0, 100).map(key => ({
      path: formatPath([...issue.path, key.slice(0, 64)]),
      reason: issueText({ ...issue, keys: [key] }, file),
    }))
  })
}

/** `['nodes', 3, 'attrs']` → `nodes[3].attrs`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
    )
    .join('')
}

/** What a schema of single records cannot see: ids that repeat, edges without ends. */
function crossCheck(document: GraphDocument): DocumentIssue[] {
  const issues: DocumentIssue[] = []
  const ids = new Set<string>()
  document.nodes.forEach((node, index) => {
    if (ids.has(node.id)) {
      issues.push({ path: `nodes[${index}].id`, reason: `"${node.id}" is used twice` })
    }
    ids.add(node.id)
  })
  const seen = new Set<string>()
  document.edges.forEach((edge, index) => {
    const reason = edgeIssue(edge, ids, seen)
    if (reason) issues.push({ path: `edges[${index}]`, reason })
    seen.add(edgeKey(edge))
  })
  const frameIds = new Set<string>()
  document.frames?.forEach(({ id }, index) => {
    if (frameIds.has(id)) {
      issues.push({ path: `frames[${index}].id`, reason: `"${id}" is used twice` })
    }
    frameIds.add(id)
  })
  return issues
}

function edgeIssue(
  edge: DocumentEdge,
  ids: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): string | undefined {
  const missing = [edge.from.node, edge.to.node].find(id => !ids.has(id))
  if (missing !== undefined) return `there is no node "${missing}"`
  return seen.has(edgeKey(edge)) ? 'the same edge stands there twice' : undefined
}

/** Identity of an edge: `dense1.y>relu1.x`. */
export function edgeKey(edge: DocumentEdge): string {
  return `${edge.from.node}.${edge.from.port}>${edge.to.node}.${edge.to.port}`
}

/** The sound records of a graph or of a part of one, and how many there were that are not. */
export interface Salvage {
  readonly nodes: readonly DocumentNode[]
  readonly edges: readonly DocumentEdge[]
  readonly frames: readonly Frame[]
  readonly dropped: number
}

/** Keeps every record that is sound by itself, drops the others and the edges that hung on them. */
export function salvageRecords(file: Readonly<Record<string, unknown>>): Salvage {
  let given = 0
  function keep<T>(
    list: unknown,
    limit: number,
    schema: z.ZodType<T>,
    sound: (item: T) => boolean,
  ): T[] {
    const records = arrayOf(list)
    given += records.length
    return records.slice(0, limit).flatMap(record => {
      const parsed = schema.safeParse(record)
      return parsed.success && sound(parsed.data) ? [parsed.data] : []
    })
  }
  const ids = new Set<string>()
  const nodes = keep(file.nodes, limits.nodes, nodeSchema, ({ id }) => isNew(ids, id))
  const seen = new Set<string>()
  const edges = keep(
    file.edges,
    limits.edges,
    edgeSchema,
    edge => edgeIssue(edge, ids, seen) === undefined && isNew(seen, edgeKey(edge)),
  )
  const frameIds = new Set<string>()
  const frames = keep(file.frames, limits.frames, frameSchema, ({ id }) => isNew(frameIds, id))
  return { nodes, edges, frames, dropped: given - nodes.length - edges.length - frames.length }
}

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

function salvage(file: Record<string, unknown>): GraphDocument | null {
  const { nodes, edges, frames } = salvageRecords(file)
  if (nodes.length === 0) return null
  const base = emptyDocument(typeof file.name === 'string' ? file.name.slice(0, 200) : undefined)
  const training = trainingSchema.safeParse(file.training)
  return {
    ...base,
    nodes: [...nodes],
    edges: [...edges],
    ...(frames.length > 0 && { frames: [...frames] }),
    ...(training.success && { training: training.data }),
  }
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
