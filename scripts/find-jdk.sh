# Finds a JDK that builds and runs ssm. Sourced by a POSIX shell.
#
#   find_jdk    sets `jdk` to the home of a JDK 25 (failing that, of a newer one) and returns 0;
#               if there is none, says in one sentence what to install, and returns 1.
#   find_java   the same for running alone: a Java runtime is enough, if it has the Vector API.
#
# In this order: JAVA_HOME, JAVA_HOME_25, the java on the PATH, then the places where installers put JDKs. Nothing is
# run: a JDK says its version in its `release` file. SSM_JDK_ROOTS, a colon-separated list of folders that hold JDKs,
# replaces those places.

jdk_wanted=25
jdk_program=javac

# Sets jdk_version to the feature version of the JDK in $1, or returns 1 where $1 is none.
jdk_version_of() {
    jdk_version=
    [ -x "$1/bin/$jdk_program" ] || [ -x "$1/bin/$jdk_program.exe" ] || return 1
    [ -r "$1/release" ] || return 1
    while IFS='=' read -r jdk_key jdk_value; do
        case $jdk_key in
            JAVA_VERSION)
                jdk_version=${jdk_value#\"}
                jdk_version=${jdk_version%%[!0-9]*}
                ;;
            MODULES)
                case " ${jdk_value#\"} " in
                    *[\ \"]jdk.incubator.vector[\ \"]*) ;;
                    *) return 1 ;;
                esac
                ;;
        esac
    done <"$1/release"
    [ -n "$jdk_version" ]
}

# Takes $1 if it is exactly the wanted version; remembers it if it is newer, or for the message if it is older.
jdk_try() {
    jdk_version_of "$1" || return 1
    if [ "$jdk_version" -eq "$jdk_wanted" ]; then
        jdk=$1
        return 0
    elif [ "$jdk_version" -gt "$jdk_wanted" ]; then
        [ -n "$jdk_newer" ] || jdk_newer=$1
    else
        jdk_older="$jdk_version in $1"
    fi
    return 1
}

jdk_search() {
    if [ -n "${JAVA_HOME-}" ] && jdk_version_of "$JAVA_HOME" && [ "$jdk_version" -ge "$jdk_wanted" ]; then
        jdk=$JAVA_HOME
        return 0
    fi
    [ -z "${JAVA_HOME_25-}" ] || ! jdk_try "$JAVA_HOME_25" || return 0
    jdk_java=$(command -v java) && jdk_java=$(readlink -f "$jdk_java" 2>/dev/null) &&
        jdk_try "${jdk_java%/bin/java}" && return 0

    if [ -n "${SSM_JDK_ROOTS-}" ]; then
        jdk_ifs=$IFS
        IFS=:
        # shellcheck disable=SC2086 # the colons are to split it
        set -- $SSM_JDK_ROOTS
        IFS=$jdk_ifs
    else
        set -- "${SDKMAN_DIR:-${HOME-}/.sdkman}/candidates/java" /usr/lib/jvm /usr/lib64/jvm /usr/java /opt/java /opt \
            /Library/Java/JavaVirtualMachines "${HOME-}/Library/Java/JavaVirtualMachines" \
            /opt/homebrew/opt /usr/local/opt "${HOME-}/.jdks" "${ASDF_DATA_DIR:-${HOME-}/.asdf}/installs/java" \
            "${HOME-}/.local/share/mise/installs/java" "${HOME-}/.jbang/cache/jdks"
    fi
    for jdk_root in "$@"; do
        for jdk_home in "$jdk_root"/*; do
            jdk_try "$jdk_home" && return 0
            # The layouts of macOS and of Homebrew.
            jdk_try "$jdk_home/Contents/Home" && return 0
            jdk_try "$jdk_home/libexec/openjdk.jdk/Contents/Home" && return 0
        done
    done
    jdk=$jdk_newer
    [ -n "$jdk" ]
}

find_jdk() {
    jdk=
    jdk_newer=
    jdk_older=
    jdk_search && return 0
    echo "${0##*/}: a JDK $jdk_wanted is needed and none was found${jdk_older:+ (only $jdk_older)}: install one," \
        "for example Eclipse Temurin $jdk_wanted (package temurin-$jdk_wanted-jdk, \`brew install openjdk@$jdk_wanted\`," \
        "\`sdk install java $jdk_wanted-tem\`), or set JAVA_HOME to one." >&2
    return 1
}

find_java() {
    jdk=
    jdk_newer=
    jdk_older=
    jdk_program=java
    jdk_search && return 0
    echo "${0##*/}: Java $jdk_wanted is needed and none was found${jdk_older:+ (only $jdk_older)}: install a runtime or a JDK," \
        "for example openjdk-$jdk_wanted-jre-headless or temurin-$jdk_wanted-jre, or set JAVA_HOME to one, or install the image of ssm" \
        "that brings its own." >&2
    return 1
}
