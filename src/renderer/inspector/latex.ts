/** A formula as a tree of MathML elements; leaves hold text. */
export interface MathElement {
  readonly tag: string
  readonly children: readonly MathElement[]
  readonly text?: string
  readonly attributes?: Readonly<Record<string, string>>
}

const identifiers: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  varepsilon: 'ε',
  epsilon: 'ϵ',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  sigma: 'σ',
  tau: 'τ',
  varphi: 'φ',
  phi: 'ϕ',
  Phi: 'Φ',
  partial: '∂',
  nabla: '∇',
}

const operators: Readonly<Record<string, string>> = {
  sum: '∑',
  prod: '∏',
  odot: '⊙',
  cdot: '·',
  times: '×',
  sim: '∼',
  approx: '≈',
  le: '≤',
  ge: '≥',
  in: '∈',
  to: '→',
  ldots: '…',
  pm: '±',
}

const named = new Set(['max', 'min', 'exp', 'ln', 'log', 'tanh', 'Var'])
const spaces: Readonly<Record<string, string>> = {
  quad: '1em',
  qquad: '2em',
  ',': '0.17em',
  ';': '0.28em',
}

/**
 * Reads the part of LaTeX that formulas of nodes are written in: symbols, sub- and superscripts,
 * fractions, roots, text. Commands it does not know come out as their name.
 */
export function parseLatex(source: string): MathElement {
  const tokens = source.match(/\\[A-Za-z]+|\\.|[{}_^]|\d+(?:\.\d+)?|\S/g) ?? []
  let at = 0

  function row(until?: string): MathElement {
    const children: MathElement[] = []
    while (at < tokens.length && tokens[at] !== until) children.push(scripted())
    if (until !== undefined) at++
    return children.length === 1 ? children[0]! : element('mrow', children)
  }

  function scripted(): MathElement {
    const base = atom()
    let sub: MathElement | undefined
    let sup: MathElement | undefined
    while (tokens[at] === '_' || tokens[at] === '^') {
      if (tokens[at++] === '_') sub = atom()
      else sup = atom()
    }
    if (sub && sup) return element('msubsup', [base, sub, sup])
    if (sub) return element(base.text === '∑' ? 'munder' : 'msub', [base, sub])
    return sup ? element('msup', [base, sup]) : base
  }

  function atom(): MathElement {
    const token = tokens[at++]
    if (token === undefined) return element('mrow', [])
    if (token === '{') return row('}')
    if (token.startsWith('\\')) return commandOf(token.slice(1))
    if (/^\d/.test(token)) return leaf('mn', token)
    if (/^\p{L}$/u.test(token)) return leaf('mi', token)
    return leaf('mo', token === '-' ? '−' : token)
  }

  function commandOf(name: string): MathElement {
    if (name === 'frac') return element('mfrac', [atom(), atom()])
    if (name === 'sqrt') return element('msqrt', [atom()])
    if (name === 'text' || name === 'mathrm') return leaf('mtext', rawGroup())
    if (name in spaces) return { ...element('mspace', []), attributes: { width: spaces[name]! } }
    if (name in identifiers) return leaf('mi', identifiers[name]!)
    if (name in operators) return leaf('mo', operators[name]!)
    if (named.has(name)) return leaf('mi', name)
    return leaf('mtext', name)
  }

  /** The text of a group as it stands; tokens lose the spaces, so it is cut from the source. */
  function rawGroup(): string {
    const before = tokens.slice(0, at).join('').length
    let start = 0
    for (let seen = 0; start < source.length && seen < before; start++) {
      if (!/\s/.test(source[start]!)) seen++
    }
    const open = source.indexOf('{', start)
    const close = source.indexOf('}', open)
    while (at < tokens.length && tokens[at++] !== '}');
    return open < 0 || close < 0 ? '' : source.slice(open + 1, close)
  }

  return row()
}

function element(tag: string, children: readonly MathElement[]): MathElement {
  return { tag, children }
}

function leaf(tag: string, text: string): MathElement {
  return { tag, children: [], text }
}
