# Finds a JDK 25 or later and sets HALLMARK_JDK. Sourced by ./mvnw and ./hallmark; plain sh.
# Order: HALLMARK_JAVA_HOME, JAVA_HOME, the java on PATH, then the usual install folders.

hallmark_jdk_version() {
  # Prints the feature version in the `release` file of the JDK home $1, or 0.
  [ -f "$1/release" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

hallmark_find_jdk() {
  hallmark_on_path=$(command -v java 2>/dev/null || true)
  if [ -n "$hallmark_on_path" ]; then
    hallmark_on_path=$(readlink -f "$hallmark_on_path" 2>/dev/null || echo "$hallmark_on_path")
    hallmark_on_path=${hallmark_on_path%/bin/java}
  fi
  for hallmark_home in "${HALLMARK_JAVA_HOME-}" "${JAVA_HOME-}" "$hallmark_on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*; do
    [ -n "$hallmark_home" ] || continue
    hallmark_version=$(hallmark_jdk_version "$hallmark_home")
    if [ "${hallmark_version:-0}" -ge 25 ] 2>/dev/null; then
      HALLMARK_JDK=$hallmark_home
      return 0
    fi
  done
  echo "Hallmark needs a JDK 25 or later; none was found. Install one (for example https://adoptium.net) or set HALLMARK_JAVA_HOME to its folder." >&2
  return 1
}

hallmark_find_jdk || exit 6
JAVA_HOME=$HALLMARK_JDK
export JAVA_HOME
