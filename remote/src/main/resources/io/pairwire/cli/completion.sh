# Completes commands, options, and names of the topology and inventory that are on the line.
# bash:  source <(pairwire completion bash)      in ~/.bashrc
# zsh:   source <(pairwire completion zsh)       in ~/.zshrc

_pairwire_options() {
  case $1 in
    @OPTIONS@
  esac
}

# What the value of an option may be: files, limit, hosts, or 'words' and these.
_pairwire_values() {
  case $1 in
    @VALUES@
  esac
}

_pairwire() {
  local raw="${COMP_WORDS[COMP_CWORD]}" program="${COMP_WORDS[0]}"
  local command="" option="" last="" word="" names="" head="" stem="" kind="" file="" i=1
  local -a sources
  sources=()
  # bash breaks words at : and =, zsh does not.
  while [[ $i -lt $COMP_CWORD ]]; do
    word="${COMP_WORDS[i]}"
    i=$((i + 1))
    case $word in
      =) option=$last ;;
      :* | *:) option=$last ;;
      -*=*)
        last=""
        option=""
        case ${word%%=*} in
          -t | --topology | -i | --inventory) sources+=("$word") ;;
        esac
        ;;
      -*)
        last=$word
        option=""
        [[ -n $(_pairwire_values "$command $word") ]] && option=$word
        ;;
      *)
        if [[ -n $option ]]; then
          file=$word
          # The shell has not looked at the line yet.
          [[ $file == "~/"* ]] && file="$HOME/${file#"~/"}"
          case $option in
            -t | --topology | -i | --inventory) sources+=("$option" "$file") ;;
          esac
          last=$option
          option=""
        elif [[ -z $command ]]; then
          command=$word
        fi
        ;;
    esac
  done
  case $raw in
    = | : | =: | :=)
      option=$last
      raw=""
      ;;
    --*=*)
      option=${raw%%=*}
      head="$option="
      raw=${raw#*=}
      ;;
  esac

  COMPREPLY=()
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "@COMMANDS@ --help" -- "$raw"))
    return
  fi
  if [[ -n $option ]]; then
    kind=$(_pairwire_values "$command $option")
  elif [[ $raw == -* ]]; then
    COMPREPLY=($(compgen -W "$(_pairwire_options "$command")" -- "$raw"))
    return
  else
    case $command in
      explain) kind="words @EXPLAINED@" ;;
      schema) kind="words @SCHEMAS@" ;;
      completion) kind="words @SHELLS@" ;;
      show)
        kind=files
        [[ ${#sources[@]} -gt 0 ]] && kind=pseudowires
        ;;
      apply | init | playbook) kind=files ;;
    esac
  fi
  case $kind in
    files)
      local IFS=$'\n'
      COMPREPLY=($(compgen -P "$head" -f -- "$raw"))
      compopt -o filenames 2>/dev/null
      ;;
    words*)
      COMPREPLY=($(compgen -P "$head" -W "${kind#words}" -- "$raw"))
      ;;
    limit | hosts | pseudowires)
      # A pattern of --limit names several: a,b a:b a:&b a:!b
      stem=$raw
      if [[ $kind == limit ]]; then
        stem=${raw##*[,:\&!]}
        head="$head${raw%"$stem"}"
      fi
      names=$("$program" __names "$kind" "${sources[@]}" 2>/dev/null </dev/null)
      COMPREPLY=($(compgen -P "$head" -W "$names" -- "$stem"))
      ;;
  esac
}

complete -F _pairwire pairwire
