# Completion of ssm @version@ for fish, written by `ssm completion fish`. Write it anew after installing plug-ins.

# Whether the cursor is in the command $argv[1], and at its parameter number $argv[2], if given.
function __ssm_at
    set -l path ''
    set -l place 0
    set -l previous no
    for word in (commandline -opc)[2..-1]
        if test $previous = yes
            set previous no
        else if string match -q -- '--*=*' $word
            continue
        else if string match -q -- '-?*' $word
            contains -- $word $__ssm_valued; and set previous yes
        else if test $place = 0; and contains -- (string trim "$path $word") $__ssm_commands
            set path (string trim "$path $word")
        else
            set place (math $place + 1)
        end
    end
    test "$path" = "$argv[1]"; or return 1
    test (count $argv) = 1; or test $place = $argv[2]
end

# The runs in the usual place, and folders.
function __ssm_runs
    set -l runs (string replace /config.json '' runs/*/config.json)
    test -n "$runs"; and test -z (commandline -ct); and printf '%s\n' $runs; and return
    __fish_complete_directories
end

complete -c ssm -f
