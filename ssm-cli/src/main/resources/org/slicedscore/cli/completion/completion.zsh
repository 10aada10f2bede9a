#compdef ssm
# Completion of ssm @version@ for zsh, written by `ssm completion zsh`. Write it anew after installing plug-ins.

# @tables@

_ssm() {
    local _ssm_path= _ssm_place=0 _ssm_verbs= _ssm_options= _ssm_words= _ssm_files= word previous=
    _ssm_command ''
    for word in "${(@)words[2,CURRENT-1]}"; do
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

    local current=$PREFIX
    if [[ -n $previous ]]; then
        _ssm_value "$_ssm_path" "$previous"
    elif [[ $current == --*=* ]]; then
        local name=${current%%=*}
        _ssm_value "$_ssm_path" "$name" || _ssm_value "$_ssm_path" "=$name" || return 1
        compset -P '*='
    elif [[ $current == -* ]]; then
        _ssm_words=$_ssm_options _ssm_files=none
    else
        _ssm_value "$_ssm_path" "$_ssm_place"
        if [[ $_ssm_place == 0 ]]; then _ssm_words="$_ssm_verbs $_ssm_words"; fi
    fi

    local found=1
    local -a all=(${=_ssm_words})
    if (( $#all )); then compadd -- $all && found=0; fi
    case $_ssm_files in
        any) _files && found=0 ;;
        folders) _files -/ && found=0 ;;
        runs)
            local -a runs=(runs/*/config.json(N:h))
            if (( $#runs )); then compadd -f -- $runs && found=0; fi
            (( found )) && _files -/ && found=0
            ;;
    esac
    return $found
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ssm "$@"
else
    compdef _ssm ssm
fi
