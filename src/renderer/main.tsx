import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@fontsource-variable/noto-sans-kr/wght.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { CrashScreen } from './shell/CrashScreen'
import { startApp } from './start-app'
import { ErrorBoundary } from './ui/ErrorBoundary'
// After the styles of every component, which it overrules.
import './styles/forced-colors.css'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')
const root = createRoot(element)
void startApp().then(
  () =>
    root.render(
      <StrictMode>
        <ErrorBoundary fallback={CrashScreen}>
          <App />
        </ErrorBoundary>
      </StrictMode>,
    ),
  (error: unknown) => root.render(<CrashScreen error={error} tryAgain={() => location.reload()} />),
)
