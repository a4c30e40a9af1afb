# shellcheck shell=bash
# Completion of reactorctl for bash: source it, or keep it as
# ~/.local/share/bash-completion/completions/reactorctl.
# Printed by: reactorctl completion bash

# What the value of an option may be: VERB OPTION.  Sets wanted, and words if it is one of a few.
_reactorctl_value() {
    case $1:$2 in
    @values@
    esac
}

# What an argument may be: VERB, and how many arguments stand before it.
_reactorctl_argument() {
    case $1:$2 in
    @arguments@
    esac
}

# The options of a verb, or without one those that may stand before it.
_reactorctl_options() {
    case $1 in
    @options@
    esac
    @common@
}

# The rules that the daemon has; none if it does not answer.  What is no name of a rule is left out:
# bash puts a candidate into the line as it is, and what is in the line gets executed.
_reactorctl_rules() {
    local name program=$1
    [[ $program == \~/* ]] && program=$HOME/${program:2}
    type -P -- "$program" >/dev/null || program=reactorctl
    while IFS= read -r name; do
        [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] && words+=("$name")
    done < <(command "$program" rules --names --timeout 2s 2>/dev/null </dev/null)
}

_reactorctl() {
    local current=${COMP_WORDS[COMP_CWORD]} verb='' option='' wanted='' only='' word
    local -i count=0 i
    local -a words=()
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $wanted ]]; then
            # The value of an option; bash has made "--option=value" into three words.
            [[ $word == = ]] || wanted=''
        elif [[ -z $only && $word == -- ]]; then
            only=arguments
        elif [[ -z $only && $word == -?* ]]; then
            option=$word
            _reactorctl_value "$verb" "$option"
        elif [[ -z $verb ]]; then
            verb=$word
        else
            count+=1
        fi
    done
    words=()
    if [[ -n $wanted ]]; then
        [[ $current == = ]] && current=''
        _reactorctl_value "$verb" "$option"
    elif [[ -z $only && $current == -* ]]; then
        _reactorctl_options "$verb"
    elif [[ -z $verb ]]; then
        wanted=verbs
    else
        _reactorctl_argument "$verb" "$count"
        [[ -n $wanted || -n $only ]] || _reactorctl_options "$verb"
    fi
    case $wanted in
    verbs)
        words=(
            @verbs@
        )
        ;;
    rules) _reactorctl_rules "${COMP_WORDS[0]}" ;;
    # Where bash is too old for this (macOS), there is nothing to choose from.
    files) compopt -o bashdefault -o default 2>/dev/null ;;
    directories) compopt -o dirnames 2>/dev/null ;;
    esac
    # An open quote belongs to bash, which closes it.
    current=${current#[\"\']}
    for word in "${words[@]}"; do
        [[ $word == "$current"* ]] && COMPREPLY+=("$word")
    done
    return 0
}

complete -F _reactorctl reactorctl
