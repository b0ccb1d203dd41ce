import { type NodeKind, nodeKinds } from '../../engine/nodes/index'
import { koreanSentences } from './engine.ko'
import { koreanKinds } from './kinds.ko'
import { language } from './language'
import { chooseParticles } from './particles.ko'

interface Sentence {
  readonly pattern: RegExp
  readonly places: readonly string[]
  readonly korean: string
}

const kindByTitle = new Map<string, NodeKind>(
  Object.values(nodeKinds).map(({ kind, title }) => [title, kind as NodeKind]),
)
const nodePlaces = new Set(['node', 'from', 'to'])
/** Places that hold words; the others hold a number, a size or a name without spaces. */
const textPlaces = new Set([
  'reason',
  'error',
  'path',
  'file',
  'name',
  'tensor',
  'port',
  'id',
  'key',
])
const nodePattern = `(?:${[...kindByTitle.keys()].map(escaped).join('|')}) "[^]*?"`
const place = /\{\{(\w+)\}\}/

let sentences: readonly Sentence[] | undefined

/**
 * What the engine said, in the language of the window. The engine and its command line speak English;
 * what is not in the table stays as it is.
 */
export function engineText(english: string): string {
  return language() === 'ko' ? korean(english) : english
}

function korean(english: string): string {
  sentences ??= koreanSentences.map(compile)
  for (const { pattern, places, korean: sentence } of sentences) {
    const match = pattern.exec(english)
    if (!match) continue
    const values = new Map(places.map((name, i) => [name, translated(name, match[i + 1]!)]))
    const filled = sentence.replace(new RegExp(place, 'g'), (_, name) => values.get(name) ?? '')
    return chooseParticles(filled)
  }
  return english
}

function compile([english, sentence]: readonly [string, string]): Sentence {
  // Splitting by a group gives texts and names in turn.
  const parts = english.split(place)
  const source = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : `(${placePattern(part)})`))
  return {
    pattern: new RegExp(`^${source.join('')}$`),
    places: parts.filter((_, i) => i % 2 === 1),
    korean: sentence,
  }
}

function placePattern(name: string): string {
  if (nodePlaces.has(name)) return nodePattern
  return textPlaces.has(name) ? '[^]*?' : '\\S+(?: [KMG]?i?B)?'
}

function translated(name: string, text: string): string {
  if (nodePlaces.has(name)) return nodeReference(text)
  return name === 'reason' ? korean(text) : text
}

/** `Dense "fc2"` → `완전 연결 “fc2”`. */
function nodeReference(text: string): string {
  const quote = text.indexOf(' "')
  const kind = kindByTitle.get(text.slice(0, quote))
  return kind ? `${koreanKinds[kind].title} “${text.slice(quote + 2, -1)}”` : text
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
