/** A place in a text that keeps it from being JSON, or from meaning one thing. */
export interface JsonMistake {
  readonly line: number
  readonly column: number
  /** What is wrong there. */
  readonly reason: string
}

/**
 * The first thing that keeps a text from being JSON; null where nothing does. What engines say of it
 * differs from one to the next, and often has no place. Nesting has to be bounded before.
 */
export function findJsonMistake(text: string): JsonMistake | null {
  return read(text, false)
}

/** The first field of a JSON text that its object has already; null where there is none. */
export function findRepeatedField(text: string): JsonMistake | null {
  return read(text, true)
}

function read(text: string, isOnce: boolean): JsonMistake | null {
  const reader = new JsonReader(text, isOnce)
  const reason = reader.document()
  if (reason === null) return null
  const lines = text.slice(0, reader.at).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1, reason }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const numberLike = /[-+.\d][-+.\w]*/y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const blank = /[ \t\r\n]*/y
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

const ended = 'the text ends here, but is not complete'

/** Goes over a text; each method gives what is wrong at `at`, or null. */
class JsonReader {
  at = 0

  constructor(
    private readonly text: string,
    /** Whether an object may have each field once only. */
    private readonly isOnce: boolean,
  ) {}

  document(): string | null {
    const wrong = this.value()
    if (wrong !== null) return wrong
    this.take(blank)
    return this.at < this.text.length ? 'there is more after the end' : null
  }

  private value(): string | null {
    this.take(blank)
    const next = this.text[this.at]
    if (next === undefined) return ended
    if (next === '{') {
      const names = new Set<string>()
      return this.list('}', () => this.member(names))
    }
    if (next === '[') return this.list(']', () => this.value())
    return next === '"' ? this.string() : this.scalar(next)
  }

  /** What stands between brackets, with commas between. */
  private list(close: ']' | '}', item: () => string | null): string | null {
    this.at++
    this.take(blank)
    if (this.skip(close)) return null
    for (;;) {
      const wrong = item()
      if (wrong !== null) return wrong
      const end = this.at
      this.take(blank)
      if (this.skip(close)) return null
      const comma = this.at
      if (!this.skip(',')) {
        const isOver = this.at === this.text.length
        // The place is where it was left out, which may be some lines before what comes next.
        if (!isOver) this.at = end
        return isOver ? ended : `a comma or ${close} is missing`
      }
      this.take(blank)
      if (this.text[this.at] === close) {
        this.at = comma
        return `this comma has nothing after it but ${close}`
      }
    }
  }

  /** @param names of the members before it. */
  private member(names: Set<string>): string | null {
    this.take(blank)
    const from = this.at
    if (this.at === this.text.length) return ended
    if (this.text[this.at] !== '"') return 'a name in double quotes is missing'
    const wrong = this.string() ?? this.repeated(names, from)
    if (wrong !== null) return wrong
    this.take(blank)
    if (!this.skip(':')) return this.at === this.text.length ? ended : 'a colon is missing'
    return this.value()
  }

  /** Looks at the name that was read last. */
  private repeated(names: Set<string>, from: number): string | null {
    if (!this.isOnce) return null
    const name: string = JSON.parse(this.text.slice(from, this.at))
    if (names.has(name)) {
      this.at = from
      return `the field "${name.slice(0, 40)}" is given twice`
    }
    names.add(name)
    return null
  }

  private string(): string | null {
    for (this.at++; this.at < this.text.length; ) {
      const code = this.text.charCodeAt(this.at)
      if (code === 0x22) {
        this.at++
        return null
      }
      if (code === 0x0a || code === 0x0d) return 'a closing quote is missing'
      if (code < 0x20) return 'a control character stands in a text'
      if (code !== 0x5c) this.at++
      else if (this.take(escaped) === '') return 'a backslash has no meaning here'
    }
    return ended
  }

  private scalar(next: string): string | null {
    if (next === "'") return 'texts stand in double quotes'
    if (next === '/' || next === '#') return 'comments have no place here'
    const from = this.at
    const given = this.take(word) || this.take(numberLike)
    const isValue = /^(?:true|false|null)$/.test(given) || given === this.numberAt(from)
    if (isValue && given !== '') return null
    this.at = from
    return given === '' ? 'a value is missing' : `${given.slice(0, 40)} is no value`
  }

  private numberAt(from: number): string {
    number.lastIndex = from
    return number.exec(this.text)?.[0] ?? ''
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private skip(character: string): boolean {
    const isThere = this.text[this.at] === character
    if (isThere) this.at++
    return isThere
  }
}
