import { UsageError } from '../../scenario/errors.ts';
import type { Command } from './command.ts';

const bash = `# gwconf completion for bash: eval "$(gwconf completion bash)"
_gwconf() {
  local current="\${COMP_WORDS[COMP_CWORD]}" candidates
  candidates="$(gwconf --get-completions "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)"
  [ "$current" = "=" ] && current=""
  COMPREPLY=( $(compgen -W "$candidates" -- "$current") )
}
complete -o default -F _gwconf gwconf
`;

const zsh = `#compdef gwconf
# gwconf completion for zsh: eval "$(gwconf completion zsh)"
_gwconf() {
  local -a candidates
  candidates=("\${(@f)$(gwconf --get-completions "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if (( \${#candidates} )) && [[ -n \${candidates[1]} ]]; then
    compadd -- "\${candidates[@]}"
  else
    _files
  fi
}
compdef _gwconf gwconf
`;

export const completionCommand: Command = {
  path: ['completion'],
  summary: 'Print a completion script for bash or zsh',
  positional: { name: 'shell', describe: 'bash or zsh; default: as $SHELL says', choices: ['bash', 'zsh'] },
  options: [],
  examples: [
    ['completion bash >> ~/.bashrc', 'complete commands, flags and scenario names in bash'],
    ['completion zsh >> ~/.zshrc', 'the same in zsh'],
  ],
  async run({ args }, { io }) {
    const shell = args[0] ?? io.env.SHELL?.split('/').at(-1);
    if (shell !== 'bash' && shell !== 'zsh') {
      throw new UsageError('gwconf completion needs a shell, bash or zsh, since $SHELL names neither');
    }
    io.stdout.write(shell === 'bash' ? bash : zsh);
    return 0;
  },
};
