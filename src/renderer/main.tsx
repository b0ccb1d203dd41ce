import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@fontsource-variable/noto-sans-kr/wght.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { startApp } from './start-app'
// After the styles of every component, which it overrules.
import './styles/forced-colors.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
void startApp().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
)
