#compdef reactorctl
# Completion of reactorctl for zsh: keep it as _reactorctl in a directory of fpath, or source it after compinit.
# Printed by: reactorctl completion zsh

# The rules that the daemon has; none if it does not answer.  What is no name of a rule is left out.
_reactorctl_rules() {
    local name program=${(Q)reactorctl_program}
    local -a names expl
    [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
    whence -p -- $program >/dev/null || program=reactorctl
    for name in ${(f)"$(command -- $program rules --names --timeout 2s 2>/dev/null </dev/null)"}; do
        [[ $name =~ '^[A-Za-z0-9][A-Za-z0-9._-]*$' ]] && names+=($name)
    done
    _wanted rules expl rule compadd -a names
}

_reactorctl_verbs() {
    local -a verbs=(
        @verbs@
    )
    _describe -t commands command verbs
}

_reactorctl() {
    local curcontext=$curcontext reactorctl_program=$words[1] ret=1
    local -a line state
    local -A opt_args
    local -a common=(
        @common@
    )
    local -a alone=(
        @alone@
    )
    _arguments -C -s -S $common $alone '(-): :_reactorctl_verbs' '(-)*:: :->arguments' && ret=0
    [[ -n $state ]] || return ret
    curcontext=${curcontext%:*:*}:reactorctl-$words[1]:
    local -a own
    case $words[1] in
    @specs@
    *) return ret ;;
    esac
    _arguments -C -s -S $common $own && ret=0
    return ret
}

if [[ $funcstack[1] == _reactorctl ]]; then
    _reactorctl "$@"
else
    compdef _reactorctl reactorctl
fi
