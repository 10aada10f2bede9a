# Completion of ssm @version@ for bash, written by `ssm completion bash`. Write it anew after installing plug-ins.

# @tables@

# Finds out where in the command line "$@" ends: sets _ssm_path, the command, and _ssm_place, the option whose value is next or
# the number of the next parameter.
_ssm_locate() {
    _ssm_path= _ssm_place=0
    _ssm_command ''
    local word previous=
    for word in "$@"; do
        if [[ -n $previous ]]; then
            previous=
        elif [[ $word == --*=* ]]; then
            :
        elif [[ $word == -?* ]]; then
            if _ssm_value "$_ssm_path" "$word"; then previous=$word; fi
        elif [[ $_ssm_place == 0 && " $_ssm_verbs " == *" $word "* ]]; then
            _ssm_path=${_ssm_path:+$_ssm_path }$word
            _ssm_verbs= _ssm_options=
            _ssm_command "$_ssm_path"
        else
            _ssm_place=$((_ssm_place + 1))
        fi
    done
    if [[ -n $previous ]]; then _ssm_place=$previous; fi
}

# Adds run directories, and folders that may hold some; where nothing is typed yet, those in the usual place alone if there are any.
_ssm_runs() {
    local folder
    if [[ -z $1 ]]; then
        for folder in runs/*/config.json; do
            if [[ -e $folder ]]; then COMPREPLY+=("${folder%/*}"); fi
        done
        if [[ ${#COMPREPLY[@]} -gt 0 ]]; then return; fi
    fi
    while IFS= read -r folder; do
        if [[ -e $folder/config.json ]]; then
            COMPREPLY+=("$(printf %q "$folder")")
        else
            COMPREPLY+=("$(printf %q "$folder")/")
            compopt -o nospace 2>/dev/null
        fi
    done < <(compgen -d -- "$1")
}

_ssm() {
    local IFS=$' \t\n' _ssm_path _ssm_place _ssm_verbs _ssm_options _ssm_words _ssm_files
    # readline takes words apart at ':' and '='; names such as builtin:redwine must stay whole
    local line=${COMP_LINE:0:COMP_POINT} cur= prefix= file
    local -a before
    read -a before <<<"$line"
    if [[ $line != *[[:space:]] ]]; then
        cur=${before[${#before[@]} - 1]}
        unset "before[${#before[@]} - 1]"
    fi
    _ssm_locate "${before[@]:1}"
    COMPREPLY=()
    if [[ $_ssm_place == -* ]]; then
        _ssm_value "$_ssm_path" "$_ssm_place"
    elif [[ $cur == --*=* ]]; then
        prefix=${cur%%=*}=
        cur=${cur#*=}
        _ssm_value "$_ssm_path" "${prefix%=}" || _ssm_value "$_ssm_path" "=${prefix%=}" || return 0
    elif [[ $cur == -* ]]; then
        _ssm_words=$_ssm_options _ssm_files=none
    else
        _ssm_value "$_ssm_path" "$_ssm_place" || :
        if [[ $_ssm_place == 0 ]]; then _ssm_words="$_ssm_verbs $_ssm_words"; fi
    fi

    COMPREPLY=($(compgen -P "$prefix" -W "$_ssm_words" -- "$cur"))
    local found=${#COMPREPLY[@]}
    if [[ $_ssm_files == runs ]]; then
        _ssm_runs "$cur"
    elif [[ $_ssm_files != none && ($found == 0 || -z $cur) ]]; then
        local kind=-d
        if [[ $_ssm_files == any ]]; then kind=-f; fi
        if [[ $found == 0 ]]; then compopt -o filenames 2>/dev/null; fi
        while IFS= read -r file; do COMPREPLY+=("$prefix$file"); done < <(compgen "$kind" -- "$cur")
    fi
    # readline replaces only what stands behind the last of its separators
    local typed=$prefix$cur
    if [[ $COMP_WORDBREAKS == *:* && $typed == *:* ]]; then
        typed=${typed%"${typed##*:}"}
    elif [[ $COMP_WORDBREAKS == *=* && $typed == *=* ]]; then
        typed=${typed%"${typed##*=}"}
    else
        typed=
    fi
    COMPREPLY=("${COMPREPLY[@]#"$typed"}")
}

complete -F _ssm ssm ./ssm
