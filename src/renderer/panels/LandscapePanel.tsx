import { useRef } from 'react'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { type LandscapeState, useLandscape } from '../stores/landscape'
import { isInEngine, useRun } from '../stores/run'
import { drawLandscape } from './charts/landscape/landscape'
import { drawProfile } from './charts/landscape/profile'
import type { LandscapeText } from './charts/landscape/view'
import { LandscapeForm } from './LandscapeForm'
import { landscapeData, landscapeMeasure } from './landscape-data'
import { useChart } from './use-chart'
import './probe.css'

/** The loss around the run's weights in two random directions: a form, a map and a profile. */
export function LandscapePanel() {
  const now = useLandscape(state => state.now)
  const data = landscapeData(now)
  const text = useLandscapeText(now)
  const map = useRef<HTMLDivElement>(null)
  const profile = useRef<HTMLDivElement>(null)

  useChart(map, ({ container, size, theme, pixelRatio }) =>
    drawLandscape(container, data, size, { theme, pixelRatio, text }),
  )
  useChart(profile, ({ container, size, theme }) =>
    drawProfile(container, data, size, { theme, text }),
  )
  return (
    <div className="landscape" data-state={now.state} data-testid="landscape">
      <LandscapeForm />
      <div ref={map} className="dock-chart" data-testid="landscape-map" />
      <div ref={profile} className="dock-chart" data-testid="landscape-profile" hidden={!data} />
    </div>
  )
}

function useLandscapeText(now: LandscapeState): LandscapeText {
  const t = useT()
  const isThere = useRun(({ run }) => isInEngine(run))
  return {
    title: t('landscape.title'),
    measure: now.state === 'done' ? landscapeMeasure(now.landscape, t) : '',
    loss: t('landscape.loss'),
    centre: t('landscape.centre'),
    lowest: t('landscape.lowest'),
    profile: t('landscape.profile'),
    alongAlpha: t('landscape.alongAlpha'),
    alongBeta: t('landscape.alongBeta'),
    empty: emptyText(),
    role: t('landscape.role'),
    profileRole: t('landscape.profileRole'),
  }

  function emptyText(): string {
    if (now.state === 'failed') return `${engineText(now.message)}\n${engineText(now.remedy)}`
    if (now.state === 'working') return t('landscape.working')
    return t(isThere ? 'landscape.empty' : 'landscape.noRun')
  }
}
