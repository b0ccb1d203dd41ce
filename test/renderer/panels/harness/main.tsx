import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../../../../src/renderer/styles/tokens.css'
import i18next from 'i18next'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { initReactI18next } from 'react-i18next'
import { resource } from '../../../../src/renderer/i18n/strings/index'
import { Dock } from '../../../../src/renderer/panels/Dock'
import { useDockChoices } from '../../../../src/renderer/stores/dock-choices'
import { telemetry, telemetryStore } from '../../../../src/renderer/stores/telemetry'
import { createRun, type RunName, runNames } from './runs'

// ?run=vanishing&theme=dark&height=300&tab=curves&choose=scale:log&x=400&y=80&live shows one situation.
const query = new URLSearchParams(location.search)
const asked = query.get('run')
const run: RunName = runNames.find(name => name === asked) ?? 'vanishing'
document.documentElement.dataset.theme = query.get('theme') ?? 'light'
document.body.style.margin = '0'
document.body.style.background = 'var(--bg)'

await i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { translation: resource('en') } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

function Page() {
  const [selected, setSelected] = useState<string | null>(query.get('selected'))
  return (
    <div style={{ height: Number(query.get('height') ?? 300) }}>
      <Dock selectedNodeId={selected} onSelectNode={setSelected} />
    </div>
  )
}
createRoot(document.getElementById('root')!).render(<Page />)

const invented = run === 'none' ? null : createRun(run)
if (invented) {
  telemetry.beginRun(invented.loaded)
  if (!query.has('live')) {
    telemetry.appendFrames(invented.frames)
    for (const evaluation of invented.evaluations) telemetry.addEvaluation(evaluation)
  }
}

const nextFrame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))

function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click()
}
await nextFrame()
await nextFrame()
if (query.has('tab')) click(`[role=tab][id$=-${query.get('tab')}]`)
await nextFrame()
// choose=quantity:std sets a control.
useDockChoices.setState(
  Object.fromEntries(query.getAll('choose').map(choice => choice.split(':') as [string, string])),
)
await nextFrame()
if (query.has('x')) {
  const chart = document.querySelector(query.get('at') ?? '.chart')
  const box = chart?.getBoundingClientRect()
  if (chart && box) {
    const clientX = box.left + Number(query.get('x'))
    const clientY = box.top + Number(query.get('y'))
    chart.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }))
  }
}

// ?measure: whole redraws of all panels of the tab, one a frame, while frames arrive. Subscribers
// of the store draw synchronously; layout is forced so that it is counted too.
if (query.has('measure') && invented) {
  const { loaded, frames } = invented
  const drawn: number[] = []
  const between: number[] = []
  const { width } = loaded.layout
  const extra = frames.slice(-width)
  const steps = frames.length / width
  let before = performance.now()
  for (let i = 0; i < 120; i++) {
    extra[0] = steps + 1 + i
    telemetry.appendFrames(extra)
    await new Promise(requestAnimationFrame)
    const start = performance.now()
    telemetryStore.setState(state => ({ version: state.version + 1 }))
    document.body.getBoundingClientRect()
    drawn.push(performance.now() - start)
    between.push(start - before)
    before = start
  }
  document.body.dataset.measured = `${summarise('redraw', drawn)}; ${summarise('frame', between)}`
}

function summarise(what: string, times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.floor((sorted.length - 1) * q)]?.toFixed(2)
  return `${what} ms: median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`
}
