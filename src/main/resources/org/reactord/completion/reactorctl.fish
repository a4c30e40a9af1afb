# Completion of reactorctl for fish: source it, or keep it as ~/.config/fish/completions/reactorctl.fish.
# Printed by: reactorctl completion fish

# Whether the verb is VERB ('' if there is none yet), and COUNT arguments stand between it and the cursor, or MORE.
function __reactorctl_at --argument-names verb count more
    set -l tokens (commandline -opc)
    set -e tokens[1]
    set -l seen ''
    set -l arguments 0
    set -l value no
    set -l only no
    for token in $tokens
        if test $value = yes
            set value no
            continue
        end
        if test $only = no
            switch $token
                case --
                    set only yes
                    continue
                case '-?*'
                    contains -- "$seen $token" $__reactorctl_values; or contains -- "* $token" $__reactorctl_values
                    and set value yes
                    continue
            end
        end
        if test -z "$seen"
            set seen $token
        else
            set arguments (math $arguments + 1)
        end
    end
    test "$seen" = "$verb"; or return 1
    test -n "$count"; or return 0
    test $arguments -eq $count; and return 0
    test -n "$more" -a $arguments -gt $count
end

# The options that are followed by a value, each with its verb.
@values@

# The rules that the daemon has; none if it does not answer.  What is no name of a rule is left out.
function __reactorctl_rules
    set -l tokens (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $tokens[1])
    type -fq -- "$program"; or set program reactorctl
    command $program rules --names --timeout 2s 2>/dev/null </dev/null | string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$'
end

complete -c reactorctl -f
@lines@
