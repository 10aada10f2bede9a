# Sets `version` to that of the build. Sourced by scripts in the root of a checkout.
version=$(sed -n 's|^    <version>\(.*\)</version>$|\1|p' pom.xml | head -n 1)
