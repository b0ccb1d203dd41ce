import { Tooltip } from '@base-ui/react/tooltip'
import { Picker } from './command-palette/Picker'
import { DataDialog } from './data/DataDialog'
import { ExperimentsDialog } from './experiments/ExperimentsDialog'
import { BackupBanner } from './files/BackupBanner'
import { DiskBanner } from './files/DiskBanner'
import { DropTarget } from './files/DropTarget'
import { RenameDialog } from './files/RenameDialog'
import { HelpSheet } from './help/HelpSheet'
import { Editor } from './shell/Editor'
import { EngineBanner } from './shell/EngineBanner'
import { KeptRunBanner } from './shell/KeptRunBanner'
import { StartScreen } from './start/StartScreen'
import { useView } from './stores/view'
import { TrustDialog } from './trust/TrustDialog'
import { MessageDialog } from './ui/MessageDialog'
import { Toasts } from './ui/Toasts'

export function App() {
  const screen = useView(state => state.screen)
  return (
    <Tooltip.Provider delay={500} closeDelay={0}>
      <div className="window">
        <EngineBanner />
        <DiskBanner />
        <BackupBanner />
        {screen === 'editor' && <KeptRunBanner />}
        {screen === 'start' ? <StartScreen /> : <Editor />}
      </div>
      <Picker />
      <HelpSheet />
      <ExperimentsDialog />
      <RenameDialog />
      <DropTarget />
      <MessageDialog />
      <TrustDialog />
      <DataDialog />
      <Toasts />
    </Tooltip.Provider>
  )
}
