import type { LucideIcon } from 'lucide-react'
import type { CommandId } from '../../shared/commands/table'
import { shortcutText } from '../commands/keyboard'
import { useCommand } from '../commands/use-command'
import { Tooltip } from './Tooltip'

interface CommandButtonProps {
  readonly id: CommandId
  readonly icon: LucideIcon
  readonly testId: string
  readonly look?: 'primary' | 'plain' | 'ghost'
  readonly iconOnly?: boolean
}

/**
 * A button that runs a command. One that cannot be run stays focusable, so that its tooltip can
 * say why.
 */
export function CommandButton({
  id,
  icon: Icon,
  testId,
  look = 'plain',
  iconOnly = false,
}: CommandButtonProps) {
  const { title, blocked, shortcut, run } = useCommand(id)
  const help = blocked ?? (iconOnly ? title : null)
  const content =
    help === null && shortcut === null ? null : (
      <span className="tooltip-line">
        {help ?? title}
        {shortcut && !blocked && <kbd>{shortcutText(shortcut)}</kbd>}
      </span>
    )
  return (
    <Tooltip content={content}>
      <button
        type="button"
        className={`button button-${look}`}
        data-testid={testId}
        data-icon-only={iconOnly || undefined}
        aria-label={iconOnly ? title : undefined}
        aria-disabled={blocked !== null}
        onClick={run}
      >
        <Icon aria-hidden size={iconOnly ? 16 : 14} />
        {!iconOnly && <span className="button-text">{title}</span>}
      </button>
    </Tooltip>
  )
}
