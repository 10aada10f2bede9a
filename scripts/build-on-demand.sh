# Builds what ./ssm runs, if there is no build or a source is newer. Sourced by ssm in a checkout.
#
#   build_on_demand ROOT   sets `app` to a folder with lib/ (the module path), plugins/, report/ and share/, built from ROOT's
#                          present sources.
#
# Each build is copied into a folder of its own, .ssm/builds/ID, that nobody writes to again: a later build or
# `./mvnw clean` takes no jar away from a command that is still running. .ssm/current names the newest.

# Whether .ssm/current names a build that no source is newer than; sets `app` then.
build_is_fresh() {
    build_id=
    [ -r "$state/current" ] && read -r build_id <"$state/current" && app=$state/builds/$build_id &&
        [ -d "$app/lib" ] &&
        [ -z "$(find "$1/pom.xml" "$1"/ssm-*/pom.xml "$1"/ssm-*/src/main "$1/ssm" "$1/scripts" \
            -newer "$app/started" 2>/dev/null | head -n 1)" ]
}

# One build at a time: whoever creates the folder holds the lock. A holder that has ended loses it.
build_lock() {
    build_waiting=
    until mkdir "$state/lock" 2>/dev/null; do
        build_holder=
        read -r build_holder 2>/dev/null <"$state/lock/pid" || :
        if [ -n "$build_holder" ] && ! kill -0 "$build_holder" 2>/dev/null; then
            mv "$state/lock" "$state/lock.$$" 2>/dev/null && rm -rf "$state/lock.$$"
            continue
        fi
        [ -n "$build_waiting" ] || echo "ssm: waiting for another build (none running? then remove $state/lock)" >&2
        build_waiting=yes
        sleep 1
    done
    echo $$ >"$state/lock/pid"
}

build_unlock() {
    trap - EXIT HUP INT TERM
    rm -rf "$state/lock"
}

build_on_demand() {
    state=$1/.ssm
    ! build_is_fresh "$1" || return 0
    mkdir -p "$state/builds"
    build_lock
    trap 'rm -rf "$state/lock"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    # Another call may have built it meanwhile.
    build_is_fresh "$1" || build_now "$1"
    build_unlock
}

build_now() {
    build_log=$state/build.log
    echo "ssm: building (log: $build_log)" >&2
    # Under the lock nobody else has one of these; an interrupted build may have left one.
    rm -rf "$state"/part.*
    build_part=$state/part.$$
    mkdir "$build_part"
    : >"$build_part/started"
    if ! (cd "$1" && exec ./mvnw -B -ntp -pl ssm-dist -am -Dmaven.test.skip=true package) >"$build_log" 2>&1 </dev/null; then
        # Maven's errors without its general advice, or, if it reported none, its last lines.
        sed '/-> \[Help 1\]$/q' "$build_log" | grep -E '^\[(WARNING|ERROR)\]' | tail -n 30 >&2 ||
            tail -n 30 "$build_log" >&2
        echo "ssm: the build failed; the whole log is in $build_log" >&2
        exit 1
    fi
    for build_folder in lib plugins report share; do
        cp -R "$1/ssm-dist/target/dist/$build_folder" "$build_part/$build_folder"
    done
    build_id=$(date +%Y%m%d-%H%M%S)-$$
    app=$state/builds/$build_id
    mv "$build_part" "$app"
    echo "$build_id" >"$state/current.$$"
    mv "$state/current.$$" "$state/current"
    # Keeps the newest three, for commands that still run on an older one.
    # shellcheck disable=SC2012 # the names are ours
    ls -1 "$state/builds" | sort -r | tail -n +4 | while read -r build_old; do rm -rf "$state/builds/$build_old"; done
}
