import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import './i18n/index'
import { startApp } from './start-app'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
startApp()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
